# make book | make test | make lab | make serve | make pdf | make clean. The same in plain pip lines: README.md.
PYTHON ?= python3
BIN := .venv/bin
CODE := $(shell find newscompare data -type f -not -path '*/__pycache__/*' -not -path 'data/practice/articles/*' 2>/dev/null)
PAGES := _config.yml _toc.yml $(shell find notebooks book -type f -not -path '*/.ipynb_checkpoints/*' -not -path '*/__pycache__/*' 2>/dev/null)

.PHONY: book test lab labs map serve pdf links clean
book: _build/html/.complete

# Modules whose fixtures take long to make are groups (xdist_group), so that one worker makes them.
test: .venv/.test book
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python -m pytest -n auto --dist loadgroup

# Without the plugin that asks another host for news; it begins in notebooks/, and links to the pages of book/ open too.
lab: .venv/.book
	$(BIN)/jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements 2>/dev/null
	$(BIN)/jupyter lab --FileContentsManager.preferred_dir=notebooks

# The labs of students and instructors, from notebooks/lab/source.
labs: .venv/.book
	$(BIN)/python -m newscompare.teaching.lab_notebooks notebooks/lab

# The picture of the rooms, from the imports.
map: .venv/.test
	$(BIN)/python tools/house.py

# The built book on this machine alone, compressed as a host would send it.
PORT ?= 8000
serve: book
	$(BIN)/python tools/serve.py _build/html $(PORT)

# The whole report as one PDF, _build/report.pdf; it needs Chromium.
pdf: .venv/.test book
	$(BIN)/python tools/pdf.py _build/html _build/report.pdf

# Whether the links to other hosts still lead somewhere; not part of the tests, since it asks those hosts.
links: .venv/.book
	$(BIN)/jupyter-book build . --builder linkcheck

clean:
	rm -rf _build .venv

.venv/.book: requirements.txt pyproject.toml
	@echo 'Setting up .venv: a minute or two, once.'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install -q -r requirements.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/.test: .venv/.book requirements-test.txt
	$(BIN)/pip install -q -r requirements-test.txt
	touch $@

# The cache of executed notebooks knows their cells but not the package or the data: a change there empties it.
_build/.code: .venv/.book $(CODE)
	rm -rf _build/.jupyter_cache _build/.doctrees
	mkdir -p _build && touch $@

# After a failure the next build starts afresh: pages read before would keep their warnings to themselves.
_build/html/.complete: _build/.code $(PAGES)
	$(BIN)/jupyter-book build . -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	touch $@
