"""``report``: the pages of a case."""

from __future__ import annotations

import argparse

from newscompare.cli.describe import Commands, describe, number


def add_report(commands: Commands) -> None:
    """Add ``report``."""
    sub = commands.add_parser(
        "report",
        help="build the report of a case: pages to open in a browser",
        **describe(
            "Build the report of 2 to 40 texts into CASE/report: findings, texts, framing, "
            "sources, tone, what they add up to, the method\n"
            "with the machine's measured accuracy, and every row behind a number. Texts that are "
            "not coded yet, or have changed,\n"
            "are coded first. Sheets coded by hand in sheets/ are compared with the machine and "
            "with each other. Labels and\n"
            "colours of the texts: 'articles:' and 'colours:' in case.yml. It takes half a "
            "minute (two with forty texts), needs\n"
            "no network, and the pages ask none. The next report replaces the last; a folder that "
            "holds anything else is left alone.",
            "newscompare report my-event",
            "open my-event/report/index.html with a double click",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")
    sub.add_argument("--out", metavar="FOLDER", help="where the pages go (default: CASE/report)")
    sub.add_argument(
        "--public",
        action="store_true",
        help="leave out the sentences of the texts, to hand round or publish; words in quotation "
        "marks stay",
    )
    sub.add_argument(
        "--zip", action="store_true", help="also write CASE/report.zip, to hand round in one file"
    )
    sub.add_argument(
        "--pdf",
        action="store_true",
        help="also write CASE/report.pdf, with Chromium; without it, a page that any browser "
        "prints",
    )
    sub.add_argument(
        "--time-limit",
        type=number,
        default=120,
        metavar="SECONDS",
        help="stop where a text takes longer to code or to compare (default: %(default)s)",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.checking import refuse_faults
        from newscompare.files import alone

        case = case_folder(args.case)
        with alone(case.path):
            refuse_faults(case)
            # What follows takes seconds to import: a refusal does not wait for it.
            from newscompare.report.build import build_report
            from newscompare.report.place import zipped

            page = build_report(
                case, args.out, time_limit=args.time_limit, public=args.public, checked=True
            )
            if args.pdf:
                from newscompare.report.paper import printed

                paper = printed(page.parent)
                if paper.suffix == ".pdf":
                    print(paper)
                else:
                    print(
                        f"no PDF: Chromium is not installed, or does not print. Open {paper} in "
                        "a browser and print it into a file"
                    )
            if args.zip:
                print(zipped(page.parent))
            print(f"open {page}")

    sub.set_defaults(run=run)
