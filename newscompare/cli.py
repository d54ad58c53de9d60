"""The command line: each subcommand is a thin call into one module."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newscompare import __version__
from newscompare.errors import InputError


def parser() -> argparse.ArgumentParser:
    """The argument parser; each subcommand sets ``run``, a function of the parsed arguments."""
    top = argparse.ArgumentParser(
        prog="newscompare", description="Compare how news outlets tell one event."
    )
    top.add_argument("--version", action="version", version=f"newscompare {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_new(commands)
    _add_fetch(commands)
    _add_check(commands)
    _add_code(commands)
    _add_sheet(commands)
    _add_agree(commands)
    _add_report(commands)
    _add_export(commands)
    _add_import(commands)
    _add_derive(commands)
    return top


def _describe(what: str, example: str, after: str) -> dict[str, Any]:
    """Help that teaches: what a command does, one example, what comes next."""
    epilog = f"example:\n  {example}\n\nnext:\n  {after}"
    return {
        "description": what,
        "epilog": epilog,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "new",
        help="make a folder for an event of your own",
        **_describe(
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


def _add_fetch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "fetch",
        help="bring the texts from their addresses, or from saved pages",
        **_describe(
            "Read urls.csv (id,url and any further columns, such as outlet) and write the text of "
            "each page to articles/.\n"
            "robots.txt is obeyed, one request goes to a host in a second, time and size are "
            "bounded, only public addresses\n"
            "are asked. fetched.csv says for each address: new, same, changed, gone, paywalled, "
            "blocked or failed, and why.\n"
            "A file that you edited is never overwritten. With --saved no network is used. Needs "
            "trafilatura:\n"
            "pip install 'newscompare[fetch]'. Exit code 2 where a text is blocked, paywalled, "
            "gone or failed.",
            "newscompare fetch my-event\n  newscompare fetch my-event --saved post.html mail.html",
            "read each text in articles/ beside its page, cut what is not the article, then: "
            "newscompare check my-event",
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
        from newscompare.gather.fetching import drop_example, fetch_case, read_saved, summary
        from newscompare.gather.web import Browser

        case = case_folder(args.case)
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
        return (
            2
            if any(row.status in {"gone", "paywalled", "blocked", "failed"} for row in rows)
            else 0
        )

    sub.set_defaults(run=run)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "check",
        help="say what is wrong with a case folder, and how to mend it",
        **_describe(
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
        for fault in found.faults:
            print(fault)
        for note in found.notes:
            print(f"note: {note}")
        total = f"{found.articles} texts, {found.units} units, {found.sheets} sheets"
        print(f"{total}: {f'{len(found.faults)} to mend' if found.faults else 'nothing to mend'}")
        return 2 if found.faults else 0

    sub.set_defaults(run=run)


def _add_code(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "code",
        help="code articles by machine: a folder, JSON Lines or Parquet, a few or a million",
        **_describe(
            "Read articles and write four tables: articles, sentences (with frames), attributions "
            "and quotes (with tone).\n"
            "How often the machine is right, the book says.\n\n"
            "A folder of *.md and *.txt files (of a case folder: its articles/) gives CSV. JSON "
            "Lines (.jsonl, .jsonl.gz; one\n"
            "object a line with id and text, optionally outlet, title, deck, published) and "
            "Parquet (the same as columns) give\n"
            "folders of Parquet files, written part by part in bounded memory. After a kill, the "
            "same command goes on where it\n"
            "stopped. What cannot be read or coded is set aside with its reason in set_aside/. "
            "Exit code 2 where there is such.\n\n"
            "--workers 4 spreads parts over four processes of this machine, --scheduler over a "
            "Dask cluster, each worker with the\n"
            "same newscompare; the files are the same, byte for byte.",
            "newscompare code my-event\n  newscompare code corpus.jsonl --out coded --workers 4",
            "newscompare report my-event, or newscompare sheet to code by hand;\n  in Python: "
            'pandas.read_parquet("coded/attributions")',
        ),
    )
    sub.add_argument(
        "input",
        help="folder of articles, front matter optional; case folder; .jsonl, .jsonl.gz, .parquet "
        "or a folder of these",
    )
    sub.add_argument(
        "--out", help="folder of the tables (default: INPUT/coded where INPUT is a case folder)"
    )
    sub.add_argument(
        "--engine",
        choices=("learned", "rules", "encoder"),
        default="learned",
        help="how attributions are found (default: %(default)s)",
    )
    sub.add_argument(
        "--codebook",
        help="codebook of the frames (default: INPUT/codebook.yml, else that of the Accords case)",
    )
    sub.add_argument(
        "--format",
        choices=("csv", "parquet"),
        help="of the tables (default: csv for a folder of texts, else parquet)",
    )
    where = sub.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=_number, metavar="N", help="code on N processes of this machine"
    )
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="code on the Dask cluster with this scheduler, such as tcp://10.0.0.5:8786",
    )
    sub.add_argument(
        "--part-size",
        type=_number,
        default=500,
        metavar="N",
        help="articles in a file of Parquet (default: %(default)s)",
    )
    sub.add_argument(
        "--time-limit",
        type=_number,
        default=120,
        metavar="SECONDS",
        help="set an article aside that takes longer (default: %(default)s)",
    )

    def run(args: argparse.Namespace) -> int:
        from newscompare.case.codebook import default_codebook, read_codebook
        from newscompare.coding.corpora import record_files
        from newscompare.coding.folder import code_folder, frames_coder, report, tone_coder

        source = Path(args.input)
        is_case = (source / "case.yml").is_file() and (source / "articles").is_dir()
        out = args.out or (source / "coded" if is_case else None)
        if out is None:
            raise InputError(
                args.input,
                "is not a case folder, so there is no place for the tables",
                "name one with --out",
            )
        texts = source / "articles" if is_case else source
        spread = args.workers or args.scheduler
        as_parquet = args.format == "parquet" or (
            args.format is None and bool(spread or record_files(texts))
        )
        if spread and not as_parquet:
            raise InputError(
                "--format csv",
                "is written by one process",
                "leave out --workers and --scheduler, or write Parquet",
            )
        codebook = read_codebook(default_codebook(source, given=args.codebook))
        if as_parquet:
            return _code_parquet(args, texts, out, codebook)
        coding = code_folder(
            texts,
            out,
            engine=args.engine,
            sentence_coders=[frames_coder(codebook)],
            quote_coders=[tone_coder],
        )
        print(
            f"{out}: {len(coding.articles)} texts, {len(coding.attributions)} attributions, "
            f"{len(coding.quotes)} quotations"
        )
        return report(coding)

    sub.set_defaults(run=run)


def _number(text: str) -> int:
    """A whole number above zero, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _code_parquet(args: argparse.Namespace, texts: Path, out: Path | str, codebook: Any) -> int:
    try:
        from newscompare.coding.run import code_corpus
    except ModuleNotFoundError as error:
        raise InputError(
            "--format parquet",
            f"needs {error.name}, which is not installed",
            "pip install 'newscompare[scale]'",
        ) from None
    settings = {"engine": args.engine, "part_size": args.part_size, "time_limit": args.time_limit}
    totals = code_corpus(
        texts, out, codebook=codebook, scheduler=args.scheduler, workers=args.workers, **settings
    )
    print(f"{out}: {totals.articles:,} articles in {totals.parts:,} parts")
    if totals.set_aside:
        print(
            f"newscompare: {totals.set_aside:,} set aside; why, stands in {Path(out) / 'set_aside'}",
            file=sys.stderr,
        )
    return 2 if totals.set_aside else 0


def _add_sheet(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "sheet",
        help="write a blind coding sheet for one coder",
        **_describe(
            "Write a CSV that opens in any spreadsheet: one row for each unit (title, deck, "
            "sentence), one column for each frame,\n"
            "then indicators, voice and note. Write 1 or 0 under each frame. It holds nothing "
            "that anyone else has coded.\n"
            "A sheet with codes in it is never overwritten.",
            "newscompare sheet my-event --coder ana",
            "code it, let a second person code another, then: newscompare agree "
            "my-event/sheets/ana.csv my-event/sheets/ben.csv",
        ),
    )
    sub.add_argument("case", help="case folder")
    sub.add_argument("--coder", required=True, metavar="NAME", help="who codes; names the sheet")
    sub.add_argument(
        "--out", metavar="FILE", help="where to write it (default: CASE/sheets/NAME.csv)"
    )
    sub.add_argument(
        "--hide-outlets",
        action="store_true",
        help="hide which text each unit is from; texts in an order of the coder's own",
    )
    sub.add_argument(
        "--delimiter",
        choices=("comma", "semicolon", "tab"),
        default="comma",
        help="between cells (default: %(default)s; semicolon suits many European spreadsheets)",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.hand.sheets import write_sheet

        case = case_folder(args.case)
        path, units = write_sheet(
            case, args.coder, args.out, delimiter=args.delimiter, masked=args.hide_outlets
        )
        print(f"{path}: {units} units to code")

    sub.set_defaults(run=run)


def _add_agree(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "agree",
        help="how far coding sheets agree, and where they don't",
        **_describe(
            "Compare two or more sheets of the same units: for each code the share coded alike, "
            "Cohen's kappa of each pair,\n"
            "Krippendorff's alpha with a 95 % bootstrap interval, then every unit coded "
            "differently. Comma, semicolon or tab;\n"
            "1/0, yes/no or x. Where a sheet holds no 0 at all, a blank counts as 0.",
            "newscompare agree my-event/sheets/ana.csv my-event/sheets/ben.csv",
            "talk about each disagreement, sharpen the codebook, code again; then: newscompare "
            "report my-event",
        ),
    )
    sub.add_argument("sheets", nargs="+", metavar="SHEET", help="coding sheet (CSV)")
    sub.add_argument(
        "--codebook",
        metavar="FILE",
        help="codebook of the case (default: codebook.yml of the folder above the first sheet)",
    )
    sub.add_argument(
        "--out", metavar="FILE", help="write the disagreements there too, as CSV for a spreadsheet"
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.hand.agreeing import print_agreement

        print_agreement(args.sheets, codebook=args.codebook, out=args.out)

    sub.set_defaults(run=run)


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "report",
        help="build the report of a case: pages to open in a browser",
        **_describe(
            "Build the report of 2 to 40 texts into CASE/report: findings, texts, framing, "
            "sources, tone, what they add up to, the method\n"
            "with the machine's measured accuracy, and every row behind a number. Texts that are "
            "not coded yet, or have changed,\n"
            "are coded first. Sheets coded by hand in sheets/ are compared with the machine and "
            "with each other. Labels and\n"
            "colours of the texts: 'articles:' and 'colours:' in case.yml. It takes about a "
            "minute, needs no network, and the\n"
            "pages ask none. The next report replaces the last; a folder that holds anything else "
            "is left alone.",
            "newscompare report my-event",
            "open my-event/report/index.html with a double click",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")
    sub.add_argument("--out", metavar="FOLDER", help="where the pages go (default: CASE/report)")

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.report.build import build_report

        print(f"open {build_report(case_folder(args.case), args.out)}")

    sub.set_defaults(run=run)


EXCHANGE = (
    "brat: standoff (.txt, .ann); webannotation: W3C Web Annotation (.txt, .jsonld); csv: "
    "attributions and codes for a\n"
    "spreadsheet; jsonl: one line for each text with all that is known of it."
)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "export",
        help="attributions and codes for brat, Web Annotation, CSV or JSON Lines",
        **_describe(
            f"Write a case in another format.\n{EXCHANGE}\n"
            "All but csv hold the texts: share them only where you may. Nothing is overwritten.",
            "newscompare export my-event --format brat --out my-event/export/brat",
            "correct it in the other tool, then: newscompare import my-event/export/brat --format "
            "brat --out corrected",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")
    sub.add_argument(
        "--format",
        required=True,
        choices=("brat", "webannotation", "csv", "jsonl"),
        help="see above",
    )
    sub.add_argument("--out", required=True, metavar="FOLDER", help="a new or empty folder")
    sub.add_argument(
        "--coded",
        metavar="FOLDER",
        help="what 'newscompare code' wrote (default: CASE/coded, where there is one)",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.exchange.formats import export_case

        for path in export_case(case_folder(args.case), args.format, args.out, coded=args.coded):
            print(path)

    sub.set_defaults(run=run)


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sub = commands.add_parser(
        "import",
        help="take attributions and codes back from another format",
        **_describe(
            f"Read a folder in another format and write attributions.csv (from jsonl also "
            f"articles/ and codes.csv).\n{EXCHANGE}\n"
            "Nothing is overwritten.",
            "newscompare import my-event/export/brat --format brat --out corrected",
            "compare corrected/attributions.csv with the machine's, or export it: newscompare "
            "export my-event --coded corrected ...",
        ),
    )
    sub.add_argument("folder", help="folder in that format")
    sub.add_argument(
        "--format",
        required=True,
        choices=("brat", "webannotation", "csv", "jsonl"),
        help="see above",
    )
    sub.add_argument("--out", required=True, metavar="FOLDER", help="where the tables go")

    def run(args: argparse.Namespace) -> None:
        from newscompare.exchange.formats import import_folder

        for path in import_folder(args.folder, args.format, args.out):
            print(path)

    sub.set_defaults(run=run)


def _add_derive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
        help="folder of the tables (default: SOURCE where that is a case folder, else data/accords)",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.coding.derive import derive_case, is_own_source

        derive_case(
            args.source, args.out or (args.source if is_own_source(args.source) else "data/accords")
        )

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
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code or 0


if __name__ == "__main__":
    sys.exit(main())
