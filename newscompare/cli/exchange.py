"""Other tools: ``export``, ``import``."""

from __future__ import annotations

import argparse

from newscompare.cli.describe import Commands, describe
from newscompare.exchange import FORMATS

_KINDS = "\n".join(f"  {name:<14} {what}" for name, what in FORMATS.items())


def add_export(commands: Commands) -> None:
    """Add ``export``."""
    sub = commands.add_parser(
        "export",
        help="attributions and codes for brat, Web Annotation, CSV or JSON Lines",
        **describe(
            f"Write a case in another format.\n{_KINDS}\n"
            "Every format holds words of the texts: keep what you export to yourself, or share it "
            "where you may. With --public,\n"
            "csv leaves out all running text: words in quotation marks stay, and phrases of at "
            "most eight words. Nothing is\noverwritten.",
            "newscompare export my-event --format brat --out my-event/export/brat",
            "correct it in the other tool, then: newscompare import my-event/export/brat --format "
            "brat --out corrected",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")
    sub.add_argument("--format", required=True, choices=tuple(FORMATS), help="see above")
    sub.add_argument("--out", required=True, metavar="FOLDER", help="a new or empty folder")
    sub.add_argument(
        "--coded",
        metavar="FOLDER",
        help="what 'newscompare code' wrote (default: CASE/coded, where there is one)",
    )

    sub.add_argument(
        "--public",
        action="store_true",
        help="csv alone: leave out running text, to hand round or publish",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.exchange.formats import export_case

        case = case_folder(args.case)
        paths = export_case(case, args.format, args.out, coded=args.coded, public=args.public)
        for path in paths:
            print(path)

    sub.set_defaults(run=run)


def add_import(commands: Commands) -> None:
    """Add ``import``."""
    sub = commands.add_parser(
        "import",
        help="take attributions and codes back from another format",
        **describe(
            f"Read a folder in another format and write attributions.csv (from jsonl also "
            f"articles/ and codes.csv).\n{_KINDS}\n"
            "Nothing is overwritten.",
            "newscompare import my-event/export/brat --format brat --out corrected",
            "compare corrected/attributions.csv with the machine's, or export it: newscompare "
            "export my-event --coded corrected ...",
        ),
    )
    sub.add_argument("folder", help="folder in that format")
    sub.add_argument("--format", required=True, choices=tuple(FORMATS), help="see above")
    sub.add_argument("--out", required=True, metavar="FOLDER", help="where the tables go")

    def run(args: argparse.Namespace) -> None:
        from newscompare.exchange.formats import import_folder

        for path in import_folder(args.folder, args.format, args.out):
            print(path)

    sub.set_defaults(run=run)
