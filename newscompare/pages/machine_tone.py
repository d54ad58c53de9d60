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
from newscompare.sentiment import score

NAME = "machine_tone.csv"


def tone_of(case: Case) -> pd.DataFrame:
    """One row a quotation: ``quote`` (its id), ``score`` (log-odds of favourable against critical,
    two digits), ``label`` (-1, 0, 1) and ``driving_words``.
    """
    found = score(case.quotes, by="encoder")
    return pd.DataFrame(
        {
            "quote": case.quotes["id"],
            "score": found["score"].round(2),
            "label": found["label"].astype(int),
            "driving_words": found["driving_words"],
        }
    )


def stored(case: Case) -> pd.DataFrame:
    """The stored rows of a case, in the order of its quotations."""
    table = pd.read_csv(case.folder / NAME, keep_default_na=False).set_index("quote")
    return table.loc[case.quotes["id"]].reset_index()


def main(argv: Sequence[str] | None = None) -> None:
    """Write the file of each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="+", help="names of cases in data/")
    for name in parser.parse_args(argv).cases:
        case = load_case(name)
        write_csv(tone_of(case), case.folder / NAME)


if __name__ == "__main__":
    main()
