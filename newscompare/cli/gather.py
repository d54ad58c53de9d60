"""``fetch``: texts from their addresses."""

from __future__ import annotations

import argparse

from newscompare.cli.describe import Commands, describe


def add_fetch(commands: Commands) -> None:
    """Add ``fetch``."""
    sub = commands.add_parser(
        "fetch",
        help="bring the texts from their addresses, or from saved pages",
        **describe(
            "Read urls.csv (id,url and any further columns, such as outlet) and write the text of "
            "each page to articles/.\n"
            "robots.txt is obeyed, one request goes to a host in a second, time and size are "
            "bounded, only public addresses\n"
            "are asked. fetched.csv says for each address: new, same, changed, gone, paywalled, "
            'no text, blocked or failed,\nand why. Captions, bylines, "read more" and newsletter '
            "boxes are cut; cut.csv keeps what was.\n"
            "A file that you edited is never overwritten. With --saved no network is used.\n"
            "Exit code 2 where a text is blocked, paywalled, gone, failed, or none was found.",
            "newscompare fetch my-event\n  newscompare fetch my-event --saved post.html mail.html",
            "newscompare look my-event     (read each text, cut what is not the article)\n"
            "  newscompare check my-event",
        ),
    )
    sub.add_argument("case", help="case folder with urls.csv")
    sub.add_argument(
        "--saved",
        nargs="+",
        metavar="FILE",
        help="take pages saved from a browser (.html); the file name becomes the id",
    )
    sub.add_argument(
        "--update", action="store_true", help="take changed texts; the old ones go to versions/"
    )
    sub.add_argument(
        "--allow-private",
        action="store_true",
        help="ask private addresses too (a server of your own)",
    )

    def run(args: argparse.Namespace) -> int:
        from newscompare.case.folder import case_folder
        from newscompare.files import alone
        from newscompare.gather.fetching import drop_example, fetch_case, read_saved, summary
        from newscompare.gather.web import Browser

        case = case_folder(args.case)
        with alone(case.path):
            if args.saved:
                rows = read_saved(case, args.saved, update=args.update)
            else:
                rows = fetch_case(
                    case, update=args.update, browser=Browser(allow_private=args.allow_private)
                )
        for row in rows:
            print(f"{row.status:<10} {row.id}{f': {row.reason}' if row.reason else ''}")
        print(summary(rows))
        if drop_example(case, rows):
            print("the worked example, articles/example.md, was removed: your own texts are in")
        return 2 if any(row.status not in {"new", "same", "changed"} for row in rows) else 0

    sub.set_defaults(run=run)
