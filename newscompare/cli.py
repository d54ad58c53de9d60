"""The command line: each subcommand is a thin call into one module."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from newscompare import __version__
from newscompare.errors import InputError


def parser() -> argparse.ArgumentParser:
    """The argument parser; each subcommand sets ``run``, a function of the parsed arguments."""
    top = argparse.ArgumentParser(prog="newscompare", description="Compare how news outlets tell one event.")
    top.add_argument("--version", action="version", version=f"newscompare {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_derive(commands)
    _add_code(commands)
    return top


def _add_derive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "derive",
        help="make the tables of a case from its texts and codings",
        description="Read the texts and codings of a case and write its tidy tables. SOURCE is a case folder that holds articles/ "
        "and coding/ (as data/practice does), or a folder that holds corpus/ (articles) and accords/ (codings).",
    )
    sub.add_argument("source", help="folder that holds the texts and their codings")
    sub.add_argument("--out", help="folder of the tables (default: SOURCE where that is a case folder, else data/accords)")

    def run(args: argparse.Namespace) -> None:
        from newscompare.derive import derive_case, is_own_source

        derive_case(args.source, args.out or (args.source if is_own_source(args.source) else "data/accords"))

    sub.set_defaults(run=run)


def _add_code(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "code",
        help="code the articles of a folder by machine",
        description="Read the *.md and *.txt files of a folder and write articles.csv, sentences.csv (with frames), "
        "attributions.csv and quotes.csv (with tone). How often the machine is right, the book says.",
    )
    sub.add_argument("folder", help="folder of articles, front matter optional")
    sub.add_argument("--out", required=True, help="folder of the tables")
    sub.add_argument("--engine", choices=("learned", "rules"), default="learned", help="how attributions are found (default: %(default)s)")

    sub.add_argument("--codebook", help="codebook of the frames (default: FOLDER/codebook.yml, else that of the Accords case)")

    def run(args: argparse.Namespace) -> int:
        from newscompare.codebook import default_codebook, read_codebook
        from newscompare.coding import code_folder, frames_coder, report, tone_coder

        codebook = read_codebook(default_codebook(args.folder, given=args.codebook))
        coders = [frames_coder(codebook)]
        return report(code_folder(args.folder, args.out, engine=args.engine, sentence_coders=coders, quote_coders=[tone_coder]))

    sub.set_defaults(run=run)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Bad input ends with exit code 2 and one line that names file, line and cure."""
    args = parser().parse_args(argv)
    try:
        code = args.run(args)
    except InputError as error:
        print(f"newscompare: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code or 0


if __name__ == "__main__":
    sys.exit(main())
