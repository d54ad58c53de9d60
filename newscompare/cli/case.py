"""Commands on a case folder: ``new``, ``check``, ``derive``."""

from __future__ import annotations

import argparse
from pathlib import Path

from newscompare.cli.describe import Commands, describe


def add_new(commands: Commands) -> None:
    """Add ``new``."""
    sub = commands.add_parser(
        "new",
        help="make a folder for an event of your own",
        **describe(
            "Make a case folder: case.yml, codebook.yml with general patterns, articles/ with a "
            "worked example,\n"
            "sheets/ for coding by hand, urls.csv for fetching, and a README of one page. Nothing "
            "is overwritten.",
            "newscompare new my-event",
            "put one text a file in my-event/articles/, then: newscompare check my-event",
        ),
    )
    sub.add_argument("folder", help="the folder to make; its name is the id of the case")
    sub.add_argument(
        "--codebook", metavar="FILE", help="copy this codebook in place of the general one"
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.scaffold import new_case

        for path in new_case(args.folder, codebook=args.codebook):
            print(path)
        print(
            f"next: put your texts in {Path(args.folder) / 'articles'}, then: newscompare check "
            f"{args.folder}"
        )

    sub.set_defaults(run=run)


def add_check(commands: Commands) -> None:
    """Add ``check``."""
    sub = commands.add_parser(
        "check",
        help="say what is wrong with a case folder, and how to mend it",
        **describe(
            "Check case.yml, the codebook, the texts, the coding sheets and urls.csv: every fault "
            "at once, one line each,\n"
            "with file, line and cure. Exit code 0 where there is nothing to mend, else 2. "
            "Nothing is written.",
            "newscompare check my-event",
            "newscompare report my-event               (code by machine and build the report)\n"
            "  newscompare sheet my-event --coder NAME   (code by hand)",
        ),
    )
    sub.add_argument("case", help="case folder, as made by 'newscompare new'")

    def run(args: argparse.Namespace) -> int:
        from newscompare.case.folder import case_folder
        from newscompare.checking import check_case

        found = check_case(case_folder(args.case))
        faults = [*found.faults, *found.aside]
        for fault in faults:
            print(fault)
        for note in found.notes:
            print(f"note: {note}")
        total = f"{found.articles} texts, {found.units} units, {found.sheets} sheets"
        print(f"{total}: {f'{len(faults)} to mend' if faults else 'nothing to mend'}")
        return 2 if faults else 0

    sub.set_defaults(run=run)


def add_derive(commands: Commands) -> None:
    """Add ``derive``."""
    sub = commands.add_parser(
        "derive",
        help="make the tables of a case from its texts and codings",
        description="Read the texts and codings of a case and write its tidy tables. SOURCE is a "
        "case folder that holds articles/ "
        "and coding/ (as data/practice does), or a folder that holds corpus/ (articles) and "
        "accords/ (codings).",
    )
    sub.add_argument("source", help="folder that holds the texts and their codings")
    sub.add_argument(
        "--out",
        help=(
            "folder of the tables (default: SOURCE where that is a case folder, else data/accords)"
        ),
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.coding.derive import derive_case, is_own_source

        derive_case(
            args.source, args.out or (args.source if is_own_source(args.source) else "data/accords")
        )

    sub.set_defaults(run=run)
