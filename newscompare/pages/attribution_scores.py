"""Evaluation tables: ``python -m newscompare.pages.attribution_scores ../shared`` writes
``data/evaluation/attribution_*.csv``.

Nothing here chooses anything: the engines run as they are stored, on PolNeAR dev and on the five
texts of the case. Intervals are percentile bootstraps over articles (Efron and Tibshirani 1993),
seed fixed.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.attribution import ENGINES, evaluate, extract_many, lexicon, words
from newscompare.attribution.train import read
from newscompare.files import write_csv, write_text
from newscompare.pages.attribution_beside_reference import case_rows

Counts = Counter[str]
REPEATS = 1000
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def outlet(article: Mapping[str, Any]) -> str:
    """The outlet of a PolNeAR article: the start of its id."""
    return str(article["id"]).split("_")[0]


def interval(counts: Sequence[Counts], score: Any, repeats: int = REPEATS) -> tuple[float, float]:
    """Percentile 95% interval of ``score`` (a function of summed counts) over articles drawn with
    replacement.
    """
    names = sorted({name for c in counts for name in c})
    table = np.array([[c[name] for name in names] for c in counts], dtype=np.float64)
    chance = np.random.default_rng(1)
    values = []
    for _ in range(repeats):
        drawn = table[chance.integers(0, len(table), len(table))].sum(axis=0)
        values.append(score(dict(zip(names, drawn, strict=True))))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def headline(counts: Mapping[str, float]) -> float:
    """F1 of the headline score."""
    return evaluate.prf(counts["right"], counts["predicted"], counts["gold"])[2]


def cue_text(text: str, item: Mapping[str, Any]) -> str:
    """The words of a cue in lower case."""
    return " ".join(text[a:b] for a, b in item["cue"]).lower()


def unseen(
    article: Mapping[str, Any], predicted: Sequence[evaluate.Attribution], known: frozenset[str]
) -> Counts:
    """Gold attributions whose cue does not occur as a cue in training: how many, and how many cues
    were found.
    """
    tokens = tokenize(article["text"])
    gold = [item for item in article["attributions"] if evaluate.rows(tokens, [item])]
    g, p = evaluate.rows(tokens, gold), evaluate.rows(tokens, predicted)
    found = {j for _, j in evaluate.match(p, g, evaluate.cue_overlap)}
    out: Counts = Counter()
    for j, item in enumerate(gold):
        if g[j].cue and cue_text(article["text"], item) not in known:
            out["unseen"] += 1
            out["unseen_found"] += j in found
    return out


def rounded(value: float) -> float:
    """One decimal."""
    return round(float(value), 1)


def system_row(name: str, counts: Sequence[Counts], how: str) -> dict[str, Any]:
    """One line of ``attribution_polnear.csv``."""
    total = evaluate.total(counts)
    s = evaluate.scores(total)
    low, high = interval(counts, headline)
    row: dict[str, Any] = {"system": name, "kind": "measured here"}
    row.update(
        precision=rounded(s["attribution"]["P"]),
        recall=rounded(s["attribution"]["R"]),
        f1=rounded(s["attribution"]["F"]),
    )
    row.update(
        f1_low=rounded(low),
        f1_high=rounded(high),
        found_f1=rounded(s["attribution (no source)"]["F"]),
    )
    row.update(cue_f1=rounded(s["cue"]["F"]), content_token_f1=rounded(s["content tok"]["F"]))
    for role in evaluate.ROLES:
        for letter in "PRF":
            row[f"exact_{role}_{letter.lower()}"] = rounded(s[f"exact {role}"][letter])
    row.update(
        recall_quoted=rounded(s["R quoted"]["R"]), recall_indirect=rounded(s["R indirect"]["R"])
    )
    row.update(
        unseen_cue_recall=rounded(100 * total["unseen_found"] / max(1, total["unseen"])),
        how_run=how,
    )
    return row


def outlet_rows(
    engine: str, articles: Sequence[Mapping[str, Any]], counts: Sequence[Counts]
) -> list[dict[str, Any]]:
    """Sources counted by the machine and by the annotators, and the headline, by outlet."""
    rows = []
    for name in sorted({outlet(a) for a in articles}):
        mine = [c for a, c in zip(articles, counts, strict=True) if outlet(a) == name]
        total = evaluate.total(mine)
        p, r, f = evaluate.prf(total["right"], total["predicted"], total["gold"])
        low, high = interval(mine, lambda c: c["source_p"] / max(1.0, c["source_g"]))
        rows.append(
            {
                "engine": engine,
                "outlet": name,
                "articles": len(mine),
                "gold_sources": total["source_g"],
                "machine_sources": total["source_p"],
                "ratio": round(total["source_p"] / max(1, total["source_g"]), 3),
                "ratio_low": round(low, 3),
                "ratio_high": round(high, 3),
                "precision": rounded(p),
                "recall": rounded(r),
                "f1": rounded(f),
            }
        )
    return rows


def miss_rows(
    articles: Sequence[Mapping[str, Any]],
    predicted: Sequence[Sequence[evaluate.Attribution]],
    known: frozenset[str],
) -> list[dict[str, Any]]:
    """Gold attributions that the headline misses, by reason, form and cue."""
    found: Counter[tuple[str, str, str]] = Counter()
    for article, prediction in zip(articles, predicted, strict=True):
        tokens = tokenize(article["text"])
        gold = [item for item in article["attributions"] if evaluate.rows(tokens, [item])]
        g, p = evaluate.rows(tokens, gold), evaluate.rows(tokens, prediction)
        right = {j for _, j in evaluate.match(p, g, evaluate.headline)}
        paired = {j: i for i, j in evaluate.match(p, g, evaluate.pairing)}
        for j, item in enumerate(gold):
            if j in right:
                reason = "found"
            elif j not in paired:
                reason = "not found"
            elif not p[paired[j]].source:
                reason = "source missed"
            elif not g[j].source:
                reason = "source invented"
            else:
                reason = "another source"
            form = "quoted" if evaluate.is_quoted(tokens, g[j]) else "indirect"
            found[
                reason, form, cue_kind(tokens, g[j], cue_text(article["text"], item) in known)
            ] += 1
    return [
        {"reason": a, "form": b, "cue": c, "attributions": n}
        for (a, b, c), n in sorted(found.items())
    ]


def cue_kind(tokens: Tokens, row: evaluate.Row, seen: bool) -> str:
    """The kind of a cue: verb, noun, other word, mark, none; and whether it occurs as a cue in
    training.
    """
    low = [tokens.words[k].lower() for k in sorted(row.cue)]
    if not low:
        return "none"
    groups = 0
    for word in low:
        groups |= lexicon.lookup(word).groups
    verb = groups & lexicon.VERB_BITS or any(words.part(w) in ("ved", "ving", "v") for w in low)
    kind = (
        "verb"
        if verb
        else "noun"
        if groups & lexicon.NOUN_BITS
        else "mark"
        if not any(w[0].isalnum() for w in low)
        else "other"
    )
    return f"{kind}, {'seen' if seen else 'unseen'} in training"


def measure(
    shared: Path, engine: str
) -> tuple[list[dict[str, Any]], list[pd.DataFrame], list[Counts], frozenset[str]]:
    """PolNeAR dev, the tables of an engine on it, and the counts of each article."""
    articles = read(shared / "polnear" / "dev.jsonl")
    training = read(shared / "polnear" / "train.jsonl")
    known = frozenset(cue_text(a["text"], item) for a in training for item in a["attributions"])
    tables = list(extract_many([a["text"] for a in articles], engine, scope="polnear"))
    counts = []
    for article, table in zip(articles, tables, strict=True):
        predicted = evaluate.records(table)
        counts.append(evaluate.count(article["text"], article["attributions"], predicted))
        counts[-1].update(unseen(article, predicted, known))
    return articles, tables, counts, known


def confidence_rows(
    articles: Sequence[Mapping[str, Any]], tables: Sequence[pd.DataFrame]
) -> list[dict[str, Any]]:
    """Precision and recall of the headline where only rows of at least a confidence are kept."""
    rows = []
    for threshold in THRESHOLDS:
        total = evaluate.total(
            evaluate.count(
                a["text"], a["attributions"], evaluate.records(t[t["confidence"] >= threshold])
            )
            for a, t in zip(articles, tables, strict=True)
        )
        p, r, f = evaluate.prf(total["right"], total["predicted"], total["gold"])
        rows.append(
            {
                "threshold": threshold,
                "attributions": total["predicted"],
                "precision": rounded(p),
                "recall": rounded(r),
                "f1": rounded(f),
            }
        )
    return rows


CARDS = {"attribution": "learned", "encoder": "encoder"}
"""The rooms that hold a model card, and the engine whose outlets it lists."""
HOW = {
    "rules": "newscompare, engine rules, plain text",
    "learned": "newscompare, engine learned, trained on the 840 articles of PolNeAR train, plain "
    "text",
    "encoder": "newscompare, engine encoder, fine-tuned on nine tenths of the 840 articles of "
    "PolNeAR train, plain text",
}


def main(argv: Sequence[str] | None = None) -> None:
    """Write the tables, and the scores into the model card."""
    parser = argparse.ArgumentParser(
        prog="python -m newscompare.pages.attribution_scores",
        description="Write the evaluation tables of attribution.",
    )
    parser.add_argument(
        "shared", type=Path, help="folder that holds polnear/, corpus/ and accords/"
    )
    parser.add_argument("--out", type=Path, default=Path("data/evaluation"))
    args = parser.parse_args(argv)
    systems: list[dict[str, Any]] = []
    by_outlet: list[dict[str, Any]] = []
    case: list[dict[str, Any]] = []
    case_counts: list[dict[str, Any]] = []
    for engine in HOW:
        articles, tables, counts, known = measure(args.shared, engine)
        systems.append(system_row(engine, counts, HOW[engine]))
        by_outlet += outlet_rows(engine, articles, counts)
        case += case_rows(engine, args.shared, case_counts)
        if engine == ENGINES[0]:
            write_csv(
                pd.DataFrame(confidence_rows(articles, tables)),
                args.out / "attribution_confidence.csv",
            )
            write_csv(
                pd.DataFrame(miss_rows(articles, [evaluate.records(t) for t in tables], known)),
                args.out / "attribution_misses.csv",
            )
            per_article = [
                {
                    "article": a["id"],
                    "outlet": outlet(a),
                    **{k: c[k] for k in ("right", "predicted", "gold", "source_p", "source_g")},
                }
                for a, c in zip(articles, counts, strict=True)
            ]
            write_csv(pd.DataFrame(per_article), args.out / "attribution_counts.csv")
    peers = pd.read_csv(args.out / "attribution_peers.csv")
    write_csv(
        pd.concat([pd.DataFrame(systems), peers], ignore_index=True),
        args.out / "attribution_polnear.csv",
    )
    write_csv(pd.DataFrame(by_outlet), args.out / "attribution_by_outlet.csv")
    write_csv(pd.DataFrame(case), args.out / "attribution_case.csv")
    write_csv(pd.DataFrame(case_counts), args.out / "attribution_case_counts.csv")
    data = hashlib.sha256((args.shared / "polnear" / "dev.jsonl").read_bytes()).hexdigest()
    for room, engine in CARDS.items():
        card = Path(__file__).parents[1] / room / "MODEL_CARD.md"
        written = with_scores(card.read_text("utf-8"), systems, by_outlet, data, engine)
        write_text(written, card)


def with_scores(
    card: str,
    systems: Sequence[Mapping[str, Any]],
    by_outlet: Sequence[Mapping[str, Any]],
    data: str,
    engine: str,
) -> str:
    """The model card with the part between the two score marks written anew."""
    begin, end = "<!-- scores: written by attribution_scores.py -->", "<!-- end of scores -->"
    lines = [
        begin,
        "",
        f"PolNeAR dev, SHA-256 `{data}`. Percent; F1 with a 95% bootstrap interval over articles.",
        "",
    ]
    lines += [
        "| engine | P | R | F1 | 95% | exact source / cue / content F1 | recall quoted / indirect "
        "| unseen cues found |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for s in systems:
        exact = " / ".join(str(s[f"exact_{role}_f"]) for role in evaluate.ROLES)
        lines.append(
            f"| {s['system']} | {s['precision']} | {s['recall']} | {s['f1']} | {s['f1_low']} to "
            f"{s['f1_high']} | {exact} "
            f"| {s['recall_quoted']} / {s['recall_indirect']} | {s['unseen_cue_recall']} |"
        )
    lines += [
        "",
        f"By outlet, engine `{engine}`: sources found to sources annotated, and the headline.",
        "",
    ]
    lines += [
        "| outlet | annotated | found | ratio | P | R | F1 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for r in by_outlet:
        if r["engine"] == engine:
            lines.append(
                f"| {r['outlet']} | {r['gold_sources']} | {r['machine_sources']} | {r['ratio']} | "
                f"{r['precision']} | {r['recall']} | {r['f1']} |"
            )
    if begin not in card or end not in card:
        return card
    return (
        card[: card.index(begin)]
        + "\n".join([*lines, "", end])
        + card[card.index(end) + len(end) :]
    )


if __name__ == "__main__":
    main()
