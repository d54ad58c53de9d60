"""The tone of the quotations of a case by the encoder, stored beside the case:
``python -m newscompare.pages.machine_tone accords practice`` writes ``machine_tone.csv`` of each.

To hide word after word takes seconds, so chapters read the file; a test makes it again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import pandas as pd

from newscompare.case.tables import Case, load_case
from newscompare.files import write_csv
from newscompare.sentiment import BY, score

NAME = "machine_tone.csv"


def tone_of(case: Case) -> pd.DataFrame:
    """One row a quotation: ``quote`` (its id), ``score`` (log-odds of favourable against critical,
    two digits), ``label`` (-1, 0, 1) and ``driving_words``.
    """
    found = score(case.quotes, by="encoder")
    return pd.DataFrame(
        {
            "quote": case.quotes["id"],
            "score": found["score"].round(2) + 0.0,
            "label": found["label"].astype(int),
            "driving_words": found["driving_words"],
        }
    )


def stored(case: Case) -> pd.DataFrame:
    """The stored rows of a case, in the order of its quotations."""
    table = pd.read_csv(case.folder / NAME, keep_default_na=False).set_index("quote")
    return table.loc[case.quotes["id"]].reset_index()


TURNS = (
    ("negation by never", "He has never kept his word.", -1),
    ("negation without not", "The talks were anything but a success.", -1),
    ("two denials", "I do not know a less corrupt minister.", 1),
    ("litotes", "The plan is not without merit.", 1),
    ("irony", "What a brilliant idea, to sell the harbour twice.", -1),
    ("sarcasm", "Oh, wonderful, another delay.", -1),
    ("names", "Mr Strong met Ms Love in Victory Park.", 0),
    ("topic for stance", "She spoke of war, terror and death at the border.", 0),
    ("blame in plain facts", "The bridge fell because he cut the money for repairs.", -1),
)
"""Invented sentences of kinds that are hard, and what each says. None was trained on, but other
sentences of some kinds were (``sentiment/turns.tsv``).
"""


def turns() -> pd.DataFrame:
    """The hard sentences and what the machines say: ``kind``, ``sentence``, and the stance
    (-1, 0, 1) as it is ``right``, ``by words`` and ``by encoder``.
    """
    table = pd.DataFrame(TURNS, columns=["kind", "sentence", "right"])
    quotes = table.rename(columns={"sentence": "quoted"})
    for by in BY:
        table[f"by {by}"] = score(quotes[["quoted"]], by)["label"].astype(int)
    return table


def main(argv: Sequence[str] | None = None) -> None:
    """Write the file of each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="+", help="names of cases in data/")
    for name in parser.parse_args(argv).cases:
        case = load_case(name)
        write_csv(tone_of(case), case.folder / NAME)


if __name__ == "__main__":
    main()
