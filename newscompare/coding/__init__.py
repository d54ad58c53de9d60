"""Texts in, tables out: one article, a folder, a corpus of any size.

``folder`` codes the articles of a folder into tables, ``sealed`` tells whether somebody changed
them since; ``machine_case`` makes them the tables of a case, ``derive`` makes those of a case that
was coded before. For corpora of any size, on one machine or a Dask cluster: ``corpora`` reads
articles one by one; ``process`` codes them in a process of its own, so that an article that breaks
the coder breaks nothing else; ``parts`` turns
some hundred articles into files; ``run`` writes them, resumes after a kill and refuses to mix
settings; ``cluster`` spreads parts over workers. A part depends on nothing but its articles and the
settings, so any number of workers gives the same files.
"""
