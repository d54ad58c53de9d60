"""``code``: articles by machine, a few or a million."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscompare.cli.describe import Commands, describe, number
from newscompare.errors import InputError

if TYPE_CHECKING:
    from newscompare.coding.corpora import Contents


def add_code(commands: Commands) -> None:
    """Add ``code``."""
    sub = commands.add_parser(
        "code",
        help="code articles by machine: a folder, JSON Lines or Parquet, a few or a million",
        **describe(
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
        choices=("encoder", "learned", "rules"),
        help="how attributions are found: encoder is right most often and reads a few articles a "
        "second, learned some fifty; encoder also reads the tone and adds frames "
        "(default: encoder for a case folder, else learned)",
    )
    sub.add_argument(
        "--codebook",
        help="codebook of the frames (default: INPUT/codebook.yml, else generic frames)",
    )
    sub.add_argument(
        "--format",
        choices=("csv", "parquet"),
        help="of the tables (default: csv for a folder of texts, else parquet)",
    )
    where = sub.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=number, metavar="N", help="code on N processes of this machine"
    )
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="code on the Dask cluster with this scheduler, such as tcp://10.0.0.5:8786",
    )
    sub.add_argument(
        "--part-size",
        type=number,
        default=500,
        metavar="N",
        help="articles in a file of Parquet (default: %(default)s)",
    )
    sub.add_argument(
        "--time-limit",
        type=number,
        default=120,
        metavar="SECONDS",
        help="set an article aside that takes longer (default: %(default)s)",
    )

    sub.add_argument(
        "--why",
        action="store_true",
        help="name the words that drove the encoder's reading of a tone (half as fast; a case "
        "folder always has them)",
    )

    def run(args: argparse.Namespace) -> int:
        from newscompare.articles.sentences import load_nltk_alone
        from newscompare.case.codebook import default_codebook, read_codebook
        from newscompare.coding.corpora import contents
        from newscompare.coding.folder import code_folder, coders, counted, report

        source = Path(args.input)
        is_case = (source / "case.yml").is_file() and (source / "articles").is_dir()
        args.engine = args.engine or ("encoder" if is_case else "learned")
        out = args.out or (source / "coded" if is_case else None)
        if out is None:
            raise InputError(
                args.input,
                "is not a case folder, so there is no place for the tables",
                "name one with --out",
            )
        texts = contents(source / "articles" if is_case else source)
        spread = args.workers or args.scheduler
        as_parquet = args.format == "parquet" or (
            args.format is None and bool(spread or texts.records)
        )
        if spread and not as_parquet:
            raise InputError(
                "--format csv",
                "is written by one process",
                "leave out --workers and --scheduler, or write Parquet",
            )
        codebook = read_codebook(default_codebook(source, given=args.codebook))
        for note in texts.notes():
            print(f"newscompare: note: {note}", file=sys.stderr)
        if as_parquet:
            return _code_parquet(args, texts, out, codebook)
        load_nltk_alone()
        coding = code_folder(
            texts,
            out,
            engine=args.engine,
            time_limit=args.time_limit,
            **coders(codebook, args.engine, why=args.why or is_case),
        )
        aside = len(coding.problems)
        print(
            f"{out}: {len(coding.articles)} texts, {len(coding.attributions)} attributions, "
            f"{len(coding.quotes)} quotations; "
            f"{counted(coding.read, len(coding.articles), aside)}"
        )
        return report(coding)

    sub.set_defaults(run=run)


def _code_parquet(args: argparse.Namespace, texts: Contents, out: Path | str, codebook: Any) -> int:
    from newscompare.coding.folder import counted

    try:
        from newscompare.coding.run import code_corpus
    except ModuleNotFoundError as error:
        raise InputError(
            "--format parquet",
            f"needs {error.name}, which is not installed",
            "pip install 'newscompare[scale]'",
        ) from None
    settings = {
        "engine": args.engine,
        "part_size": args.part_size,
        "time_limit": args.time_limit,
        "why": args.why,
    }
    totals = code_corpus(
        texts, out, codebook=codebook, scheduler=args.scheduler, workers=args.workers, **settings
    )
    read = totals.articles + totals.set_aside
    print(
        f"{out}: {totals.articles:,} articles in {totals.parts:,} parts; "
        f"{counted(read, totals.articles, totals.set_aside)}"
    )
    if totals.mended:
        print(
            f"newscompare: {out}: {totals.mended:,} damaged parts were made again", file=sys.stderr
        )
    if totals.set_aside:
        print(
            f"newscompare: {totals.set_aside:,} set aside; why, stands in "
            f"{Path(out) / 'set_aside'}",
            file=sys.stderr,
        )
    return 2 if totals.set_aside else 0
