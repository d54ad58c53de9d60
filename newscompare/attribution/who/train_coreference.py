"""Learns the weights of ``coreference.py`` from the gold coreference of GUM.

``python -m newscompare.attribution.who.train_coreference ../shared/gum/train.jsonl`` reads
documents with ``mentions`` (offsets, chain, form) and writes ``coreference.csv``. Each pronoun and
each description with *the* is one example: the candidates of the cast, gold chains for who is who,
nobody where no candidate is of its chain. The objective is the conditional log-likelihood with an
L2 penalty, by gradient descent; there is no chance in it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newscompare.articles.tokens import tokenize
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.coreference import (
    NOBODY,
    Anaphor,
    State,
    anaphor_of,
    candidates,
    label,
)
from newscompare.attribution.who.describing import Describer
from newscompare.attribution.who.entities import NOMINAL, Entity, Mention
from newscompare.attribution.who.nominals import Nominals
from newscompare.attribution.who.reading import Reading
from newscompare.files import write_text

Example = tuple[list[list[str]], int]
"""Features of each candidate, the last of them nobody; number of the right one."""
PENALTY, STEPS, RATE, RAREST = 1.0, 400, 0.5, 5


def chains_of(cast: Cast, mentions: Sequence[dict[str, Any]]) -> dict[int, str]:
    """The gold chain of each entity: that of most of its mentions."""
    r = cast.reading
    heads = {int(m["head_start"]): m["chain"] for m in mentions}
    votes: dict[int, Counter[str]] = {}
    for m in cast.mentions:
        for k in range(m.last - 1, m.first - 1, -1):
            chain = heads.get(r.start[k])
            if chain is not None:
                votes.setdefault(id(m.entity), Counter())[chain] += 1
                break
    return {key: c.most_common(1)[0][0] for key, c in votes.items()}


def examples(document: dict[str, Any]) -> Iterator[Example]:
    """The examples of one document, in order; gold pronouns count as mentions of whom they mean."""
    reading = Reading(tokenize(document["text"]))
    cast = Cast(reading)
    Describer(cast)
    nominals = Nominals(cast)
    chains = chains_of(cast, document["mentions"])
    by_chain: dict[str, Entity] = {}
    for m in cast.mentions:
        if id(m.entity) in chains:
            by_chain.setdefault(chains[id(m.entity)], m.entity)
    token_at = {a: k for k, a in enumerate(reading.start)}
    heads = {int(m["head_start"]): m for m in document["mentions"]}
    events: list[tuple[int, int, Any]] = [(m.first, 1, m) for m in cast.mentions]
    for m in document["mentions"]:
        k = token_at.get(int(m["head_start"]))
        if k is not None and m["form"] == "pronoun" and anaphor_of(reading.low[k]):
            events.append((k, 0, m))
    state = State(cast)
    for at, kind, item in sorted(events, key=lambda e: (e[0], e[1])):
        if kind:
            mention: Mention = item
            k = mention.last - 1
            gold = heads.get(reading.start[k])
            definite = reading.low[mention.first] in ("the", "this", "that")
            if (
                mention.form == NOMINAL
                and definite
                and gold is not None
                and not mention.entity.plural
            ):
                sort = "person" if reading.low[k] in lexicon.PERSONS else "body"
                yield from example(
                    state, Anaphor(at, mention.last, sort, reading.low[k]), gold["chain"], chains
                )
            state.see(mention)
            continue
        anaphor = Anaphor(at, at + 1, anaphor_of(reading.low[at]))
        if reading.quote[at] != 1:
            yield from example(state, anaphor, item["chain"], chains)
        entity = by_chain.get(item["chain"])
        if entity is not None:
            state.see(Mention(at, at, at + 1, entity, "pronoun"))
    del nominals


def example(
    state: State, anaphor: Anaphor, chain: str, chains: dict[int, str]
) -> Iterator[Example]:
    """One example where there is a choice."""
    pool = candidates(state, anaphor)
    if not pool:
        return
    right = next((n for n, (e, _) in enumerate(pool) if chains.get(id(e)) == chain), len(pool))
    yield [*(names for _, names in pool), [f"{label(anaphor.kind)}: {NOBODY}"]], right


def learn(found: Sequence[Example]) -> dict[str, float]:
    """The weights of the features that occur often enough."""
    seen = Counter(name for rows, _ in found for names in rows for name in names)
    index = {name: n for n, name in enumerate(sorted(n for n, c in seen.items() if c >= RAREST))}
    flat, owner, gold, group = [], [], [], []
    row = 0
    for g, (rows, right) in enumerate(found):
        for n, names in enumerate(rows):
            ids = [index[x] for x in names if x in index]
            flat += ids
            owner += [row] * len(ids)
            group.append(g)
            if n == right:
                gold.append(row)
            row += 1
    f, o, g_of = np.array(flat), np.array(owner), np.array(group)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(g_of)) + 1])
    target = np.zeros(row)
    target[gold] = 1
    w, speed = np.zeros(len(index)), np.zeros(len(index))
    for _ in range(STEPS):
        scores = np.bincount(o, weights=w[f], minlength=row)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), np.diff(np.append(starts, row)))
        share = np.exp(scores)
        share /= np.repeat(np.add.reduceat(share, starts), np.diff(np.append(starts, row)))
        step = np.bincount(f, weights=(target - share)[o], minlength=len(index)) - PENALTY * w
        speed += step**2
        w += RATE * step / np.sqrt(speed + 1e-8)
    return {name: float(w[n]) for name, n in index.items()}


def accuracy(found: Sequence[Example], table: dict[str, float]) -> dict[str, tuple[int, int]]:
    """Right and all by kind of anaphor, where the right one is among the candidates."""
    out: dict[str, tuple[int, int]] = {}
    for rows, right in found:
        if right == len(rows) - 1:
            continue
        scores = [sum(table.get(x, 0.0) for x in names) for names in rows[:-1]]
        good = int(np.argmax(scores)) == right
        kind = rows[-1][0].split(":")[0]
        a, b = out.get(kind, (0, 0))
        out[kind] = (a + good, b + 1)
    return out


def read(path: Path) -> list[Example]:
    """The examples of a file of documents."""
    lines = path.read_text("utf-8").splitlines()
    return [e for line in lines for e in examples(json.loads(line))]


def main() -> None:
    """Write the weights; print how many of the training examples they get right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--test", type=Path)
    args = parser.parse_args()
    found = read(args.train)
    table = learn(found)
    lines = ["feature,weight", *(f"{k},{v:.2f}" for k, v in table.items() if abs(v) >= 0.005)]
    write_text("\n".join(lines) + "\n", Path(__file__).with_name("coreference.csv"))
    print(len(found), accuracy(found, table))
    if args.test:
        print(accuracy(read(args.test), table))


if __name__ == "__main__":
    main()
