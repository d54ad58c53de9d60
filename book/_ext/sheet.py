"""One style sheet for all pages: of the theme's, the parsers' and the book's own rules those that a
page can use.

The theme brings the whole of Bootstrap, of which a book needs little. After the pages are written,
a rule stays where each class and id of its selector stands on some page or in some script; a custom
property stays where something reads it.
"""

from __future__ import annotations

import posixpath
import re
from functools import partial
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx

SHEET = "site.css"

FIRST = ("styles/pydata-sphinx-theme.css",)
"""Sheets that the theme's own head would link before the others."""

LEFT_OUT = {"sphinx-thebe.css", "togglebutton.css"}

_BROUGHT = re.compile(r"\.(dt-[\w-]+|disabled)(?![\w-])")
"""Classes that the library of searchable tables gives its parts once it has come."""

_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
_INSIDE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SCRIPT = re.compile(r'<script[^>]* src="[^"]*?([^"/?]+\.js)')
_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_NAMES = re.compile(r'\b(?:class|id)=(?:"([^"]*)"|([\w-]+))')
_FUNCTION = re.compile(r"\([^()]*\)")
_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_ESCAPED = re.compile(r"\\(.)")
_PROPERTY = re.compile(
    r"(?<=[{;])(--[\w-]+):(?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^;{}\"'])*(?:;|(?=\}))"
)
_VAR = re.compile(r"--[\w-]+")
_URL = re.compile(r"url\((['\"]?)(?!data:|#)([^'\")]+)\1\)")


def vocabulary(pages: list[str], scripts: list[str]) -> set[str]:
    """Each class and id on a page, and each word in a string of a script, inside it or beside."""
    words: set[str] = set()
    for page in pages:
        for quoted, bare in _NAMES.findall(page):
            words.update((quoted or bare).split())
    inside = (script for page in pages for script in _INSIDE.findall(page))
    for script in (*scripts, *inside):
        for string in _STRING.findall(script):
            words.update(_WORD.findall(string))
    return words


def can_match(selector: str, words: set[str]) -> bool:
    """Whether a selector can match: each class and id outside its functions is known."""
    while _FUNCTION.search(selector):
        selector = _FUNCTION.sub("", selector)
    return all(_ESCAPED.sub(r"\1", name) in words for name in _NAMED.findall(selector))


def kept(css: str, words: set[str], *, font_faces: bool = False) -> str:
    """The rules of a sheet that can match, without comments and white space."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return _kept(rules, words, font_faces)


def _kept(rules: list[Any], words: set[str], font_faces: bool) -> str:
    parts = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s.strip() for s in _split(tinycss2.serialize(rule.prelude))]
            own = [_tight(s) for s in selectors if can_match(s, words)]
            block = _tight(tinycss2.serialize(rule.content))
            if own and block:
                parts.append(f"{','.join(own)}{{{block}}}")
        elif rule.type == "at-rule" and rule.content is not None:
            head = f"@{rule.at_keyword} {_tight(tinycss2.serialize(rule.prelude))}".strip()
            if rule.lower_at_keyword in ("media", "supports", "layer", "container"):
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                block = _kept(inner, words, font_faces)
            elif rule.lower_at_keyword == "font-face" and not font_faces:
                block = ""
            else:
                block = _tight(tinycss2.serialize(rule.content))
            if block:
                parts.append(f"{head}{{{block}}}")
    return "".join(parts)


def _split(prelude: str) -> list[str]:
    """A list of selectors at its outer commas."""
    parts, depth = [""], 0
    for sign in prelude:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _tight(text: str) -> str:
    """Without comments and needless white space; strings keep theirs."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    parts = re.split(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", text)
    for n in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[n])
        parts[n] = re.sub(r":\s+", ":", re.sub(r"\s*([{};])\s*", r"\1", part))
    return "".join(parts).strip().strip(";")


def without_unread(css: str, readers: list[str]) -> str:
    """The sheet without custom properties that neither it nor a page or script reads."""
    while True:
        read = set(re.findall(r"var\(\s*(--[\w-]+)", css))
        for text in readers:
            read.update(_VAR.findall(text))
        smaller = _PROPERTY.sub(partial(_read_only, read), css)
        smaller = re.sub(r"(?<=[}{;])[^{}@;]*\{\}", "", smaller)
        if smaller == css:
            return css
        css = smaller


def _read_only(read: set[str], found: re.Match[str]) -> str:
    return found[0] if found[1] in read else ""


def moved(css: str, folder: str) -> str:
    """The sheet with its addresses as from the folder of static files."""
    return _URL.sub(lambda m: f"url({posixpath.normpath(posixpath.join(folder, m[2]))})", css)


def own(app: Sphinx) -> list[str]:
    """The sheets of the book itself."""
    return [one if isinstance(one, str) else one[0] for one in app.config.html_css_files]


def asked(app: Sphinx) -> list[str]:
    """The sheets that the theme, the extensions and the book register, in their order."""
    names = ["pygments.css", "styles/sphinx-book-theme.css"]
    names += [name for name, _ in app.registry.css_files]
    names += own(app)
    return [name for name in dict.fromkeys(names) if ":" not in name]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the sheet from all pages that were built."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    found = [path for path in sorted(out.rglob("*.html")) if path.parent != static]
    pages = [path.read_text("utf-8") for path in found]
    asked_for = {name for page in pages for name in _SCRIPT.findall(page)}
    paths = (path for path in sorted(static.glob("*.js")) if path.name in asked_for)
    scripts = [path.read_text("utf-8") for path in paths]
    words = vocabulary(pages, scripts)
    if any("data-library=" in page for page in pages):
        for name in own(app):
            words.update(_BROUGHT.findall((static / name).read_text("utf-8")))
    parts = []
    for name in [*FIRST, *asked(app)]:
        path = static / name.partition("?")[0]
        if path.is_file() and path.name not in LEFT_OUT:
            folder = posixpath.dirname(name)
            parts.append(moved(kept(path.read_text("utf-8"), words), folder))
    css = without_unread("".join(parts), [*pages, *scripts])
    (static / SHEET).write_text(css + "\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("build-finished", write, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
