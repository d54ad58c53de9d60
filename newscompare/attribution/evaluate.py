"""Scores of attributions against a gold standard, as in ``score_attributions.py`` of the shared
task.

Definitions (tokens are word runs or single visible marks; a span covers every token that it
overlaps):

* **cue**: cues matched one-to-one on overlap.
* **pair**: a predicted and a gold attribution can pair when their cues overlap or the token IoU of
  their contents is at least .5; one-to-one, greedy, highest (cue overlap + IoU) first.
* **attribution** (headline): paired, and the sources share a word or are both empty.
* **exact**: contiguous fragments of a role that match to the token (the measure of Newell et al.
  2018 and of CofeNet, Wang et al. 2022).
* **quoted / indirect**: recall of the headline for gold whose content touches double quotation
  marks, and for the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newscompare.articles.tokens import DOUBLE_MARKS, PLAIN, Tokens, tokenize
from newscompare.attribution.linking import runs, token_set

ROLES = ("source", "cue", "content")
Spans = Sequence[Sequence[int]]
Attribution = Mapping[str, Spans]


@dataclass(frozen=True)
class Row:
    """One attribution as sets of token numbers; ``words`` are the word tokens of its source."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    words: frozenset[int]

    @property
    def empty(self) -> bool:
        """Does it cover no token at all?"""
        return not (self.source or self.cue or self.content)


def rows(tokens: Tokens, attributions: Iterable[Attribution]) -> list[Row]:
    """Attributions in characters as sets of tokens; those that cover no token are dropped."""
    out = []
    for item in attributions:
        sets = {role: frozenset(token_set(tokens, item.get(role) or [])) for role in ROLES}
        words = frozenset(
            k for k in sets["source"] if tokens.words[k][0].isalnum() or tokens.words[k][0] == "_"
        )
        out.append(Row(words=words, **sets))
    return [row for row in out if not row.empty]


def iou(a: frozenset[int], b: frozenset[int]) -> float:
    """Intersection over union; 0 where one is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0


def cue_overlap(p: Row, g: Row) -> float:
    """Number of tokens that two cues share."""
    return float(len(p.cue & g.cue))


def pairing(p: Row, g: Row) -> float:
    """Strength of a pair; 0 where the two cannot pair."""
    cue, content = float(bool(p.cue & g.cue)), iou(p.content, g.content)
    return cue + content if cue or content >= 0.5 else 0.0


def source_right(p: Row, g: Row) -> bool:
    """Do the sources share a word, or are both empty?"""
    return bool(p.words & g.words) or (not p.source and not g.source)


def headline(p: Row, g: Row) -> float:
    """``pairing`` where the source is right, else 0."""
    return pairing(p, g) if source_right(p, g) else 0.0


def match(
    predicted: Sequence[Row], gold: Sequence[Row], strength: Callable[[Row, Row], float]
) -> list[tuple[int, int]]:
    """One-to-one pairs (predicted, gold), greedy by strength, then by order."""
    scored = [(strength(p, g), -i, -j) for i, p in enumerate(predicted) for j, g in enumerate(gold)]
    used_p: set[int] = set()
    used_g: set[int] = set()
    out = []
    for _, i, j in sorted((s for s in scored if s[0] > 0), reverse=True):
        if -i not in used_p and -j not in used_g:
            used_p.add(-i)
            used_g.add(-j)
            out.append((-i, -j))
    return out


def is_quoted(tokens: Tokens, row: Row) -> bool:
    """Does the content touch a double quotation mark (inside it, or as the next character)?"""
    text = tokens.text
    for k in row.content:
        a, b = max(0, int(tokens.start[k]) - 1), min(len(text), int(tokens.end[k]) + 1)
        if any(c in DOUBLE_MARKS for c in text[a:b]):
            return True
    return False


def fragments(
    tokens: Tokens, attributions: Iterable[Attribution], role: str
) -> set[tuple[int, int]]:
    """Contiguous fragments of a role, in tokens."""
    return {run for item in attributions for run in runs(token_set(tokens, item.get(role) or []))}


def count(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counter[str]:
    """The counts of one article from which every score is made; counts of articles add up."""
    tokens = tokenize(text, PLAIN)
    g, p = rows(tokens, gold), rows(tokens, predicted)
    c: Counter[str] = Counter(articles=1, gold=len(g), predicted=len(p))
    c["cue_p"], c["cue_g"] = sum(bool(x.cue) for x in p), sum(bool(x.cue) for x in g)
    c["source_p"], c["source_g"] = sum(bool(x.source) for x in p), sum(bool(x.source) for x in g)
    c["cue"] = len(match(p, g, cue_overlap))
    pairs = match(p, g, pairing)
    c["pairs"] = len(pairs)
    c["paired_source"] = sum(bool(p[i].words & g[j].words) for i, j in pairs)
    right = match(p, g, headline)
    c["right"] = len(right)
    found = {j for _, j in right}
    for j, row in enumerate(g):
        kind = "quoted" if is_quoted(tokens, row) else "indirect"
        c[kind] += 1
        c[kind + "_found"] += j in found
    for role in ROLES:
        fp, fg = fragments(tokens, predicted, role), fragments(tokens, gold, role)
        c[role + "_exact"], c[role + "_exact_p"], c[role + "_exact_g"] = (
            len(fp & fg),
            len(fp),
            len(fg),
        )
        tp = frozenset().union(*(getattr(x, role) for x in p))
        tg = frozenset().union(*(getattr(x, role) for x in g))
        c[role + "_tokens"], c[role + "_tokens_p"], c[role + "_tokens_g"] = (
            len(tp & tg),
            len(tp),
            len(tg),
        )
    return c


def prf(hits: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent (0 where undefined)."""
    p, r = (hits / predicted if predicted else 0.0), (hits / gold if gold else 0.0)
    return 100 * p, 100 * r, 100 * 2 * p * r / (p + r) if p + r else 0.0


SCORES = {
    "attribution": ("right", "predicted", "gold"),
    "attribution (no source)": ("pairs", "predicted", "gold"),
    "cue": ("cue", "cue_p", "cue_g"),
    "source all": ("paired_source", "source_p", "source_g"),
    **{f"{role} tok": (f"{role}_tokens", f"{role}_tokens_p", f"{role}_tokens_g") for role in ROLES},
    **{f"exact {role}": (f"{role}_exact", f"{role}_exact_p", f"{role}_exact_g") for role in ROLES},
}
"""Name of a score: the counts of hits, predicted and gold that it is made of."""


def scores(counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 (``P``, ``R``, ``F``, in percent) by the names in ``SCORES``, and
    recall by form.
    """
    out = {
        name: dict(zip("PRF", prf(*(counts.get(k, 0) for k in keys)), strict=True))
        for name, keys in SCORES.items()
    }
    for kind in ("quoted", "indirect"):
        out[f"R {kind}"] = {"R": 100 * counts.get(kind + "_found", 0) / max(1, counts.get(kind, 0))}
    return out


def total(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """The sum of the counts of several articles."""
    out: Counter[str] = Counter()
    for item in counts:
        out.update(item)
    return out


def show(counts: Mapping[str, int]) -> str:
    """The scores as lines of text."""
    lines = [
        f"articles {counts['articles']}  gold {counts['gold']}  predicted {counts['predicted']}"
    ]
    lines += [
        f"{name:26}" + "  ".join(f"{k} {v:5.1f}" for k, v in part.items())
        for name, part in scores(counts).items()
    ]
    return "\n".join(lines)


def records(frame: Any) -> list[dict[str, list[list[int]]]]:
    """The rows of an attribution table as ``source``, ``cue``, ``content`` lists of spans."""
    from newscompare.attribution.table import parse_spans

    return [
        {role: [list(s) for s in parse_spans(row[f"{role}_spans"])] for role in ROLES}
        for row in frame.to_dict("records")
    ]
