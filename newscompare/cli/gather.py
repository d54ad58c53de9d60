"""``fetch``: texts from their addresses."""

from __future__ import annotations

import argparse
import sys

from newscompare.cli.describe import Commands, describe
from newscompare.errors import InputError


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


def add_look(commands: Commands) -> None:
    """Add ``look``."""
    sub = commands.add_parser(
        "look",
        help="read each text paragraph by paragraph, keep or cut",
        **describe(
            "Show each text in the terminal, its paragraphs numbered; a question mark stands "
            "beside what looks like furniture of the\n"
            "site, and below it what was cut. Answer with Enter to keep all, with numbers to cut "
            "(3 5-7), with +c1 to take a cut back.\n"
            "cut.csv keeps what was cut. A text changed here is never overwritten by a later "
            "fetch. With --list nothing is asked.",
            "newscompare look my-event\n  newscompare look my-event post --cut 3 5-7",
            "newscompare check my-event",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")
    sub.add_argument("texts", nargs="*", metavar="TEXT", help="ids of texts (default: all)")
    sub.add_argument("--list", action="store_true", help="show the texts and ask nothing")
    sub.add_argument("--cut", nargs="+", metavar="N", help="cut these paragraphs of one text")
    sub.add_argument("--back", nargs="+", metavar="N", help="take these cuts of one text back")

    def run(args: argparse.Namespace) -> int:
        from newscompare.articles import article_files
        from newscompare.case.folder import case_folder
        from newscompare.gather import look

        case = case_folder(args.case)
        ids = args.texts or [path.stem for path in article_files(case.articles)]
        if args.cut or args.back:
            if len(args.texts) != 1:
                cure = "name it: newscompare look my-event post --cut 3"
                raise InputError("--cut and --back", "want one text", cure)
            words = [*(args.cut or ()), *(f"+c{n}" for n in args.back or ())]
            look.do(case, look.look_at(case, ids[0]), words)
            print(look.shown(look.look_at(case, ids[0])))
        elif args.list or not sys.stdin.isatty():
            for id in ids:
                print(look.shown(look.look_at(case, id)), end="\n\n")
        else:
            look.go_through(case, ids, input, print)
        return 0

    sub.set_defaults(run=run)
