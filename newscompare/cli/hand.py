"""Coding by people: ``coder``, ``sheet``, ``agree``."""

from __future__ import annotations

import argparse

from newscompare.cli.describe import Commands, describe


def add_coder(commands: Commands) -> None:
    """Add ``coder``."""
    sub = commands.add_parser(
        "coder",
        help="write two pages: one to code in a browser, one to show the room",
        **describe(
            "Write coder.html, on which people code in a browser, and room.html, which takes "
            "what they hand in and shows votes and\n"
            "agreement. Each is one file, works offline and from a memory stick, and asks no "
            "network. Give the class coder.html alone:\n"
            "room.html holds the reference. Both hold the texts; share them with your class "
            "only.",
            "newscompare coder my-event\n"
            "  newscompare coder my-event --passage mail-04:mail-12 --language ru",
            "open my-event/coder.html with a double click; sheets from it go to my-event/sheets, "
            "then: newscompare agree my-event/sheets",
        ),
    )
    sub.add_argument("case", help="case folder")
    sub.add_argument(
        "--passage",
        action="append",
        default=[],
        metavar="FIRST:LAST",
        help="a passage to offer beside the whole texts; may be given several times",
    )
    sub.add_argument(
        "--out", metavar="FOLDER", help="where the pages go (default: the case folder)"
    )
    sub.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help="in which the pages begin (default: %(default)s)",
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.hand.web_pages import write_pages

        passages = [(first, last or first) for first, _, last in map(_halves, args.passage)]
        for path in write_pages(
            case_folder(args.case), args.out, passages=passages, language=args.language
        ):
            print(path)

    sub.set_defaults(run=run)


def _halves(passage: str) -> tuple[str, str, str]:
    return passage.partition(":")


def add_sheet(commands: Commands) -> None:
    """Add ``sheet``."""
    sub = commands.add_parser(
        "sheet",
        help="write a blind coding sheet for one coder",
        **describe(
            "Write a CSV (or a workbook) that opens in any spreadsheet: one row for each unit "
            "(title, deck, sentence), one column for each frame,\n"
            "then indicators, voice and note. Write 1 or 0 under each frame. It holds nothing "
            "that anyone else has coded.\n"
            "A sheet with codes in it is never overwritten.\n"
            "With --claims: a sheet of claims instead, one row for each claim, one column for "
            "each text; write present, hedged,\n"
            "contradicted or absent in a cell, with units if you like (present: post-03).",
            "newscompare sheet my-event --coder ana\n"
            "  newscompare sheet my-event --coder ana --claims",
            "code it, let a second person code another, then: newscompare agree "
            "my-event/sheets/ana.csv my-event/sheets/ben.csv",
        ),
    )
    sub.add_argument("case", help="case folder")
    sub.add_argument("--coder", required=True, metavar="NAME", help="who codes; names the sheet")
    sub.add_argument(
        "--out",
        metavar="FILE",
        help="where to write it (default: CASE/sheets/NAME.csv; of claims CASE/claims/NAME.csv); a "
        "name that ends in .xlsx makes a workbook",
    )
    sub.add_argument(
        "--claims",
        action="store_true",
        help="claims by text instead of units by frame; the report shows the first sheet filled in",
    )
    sub.add_argument(
        "--said",
        action="store_true",
        help="attributions and tone instead of frames, into CASE/said; where a text is fully "
        "coded, the report counts these codes",
    )
    sub.add_argument(
        "--hide-outlets",
        action="store_true",
        help="hide which text each unit is from; texts in an order of the coder's own",
    )
    sub.add_argument(
        "--xlsx",
        action="store_true",
        help="a workbook with drop-downs and the codebook beside, in place of a CSV",
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
        if args.claims:
            from newscompare.hand.claims_sheets import write_claims_sheet

            path, claims = write_claims_sheet(case, args.coder, args.out, delimiter=args.delimiter)
            print(f"{path}: {claims} claims and room for more")
            return
        if args.said:
            from newscompare.hand.said_sheets import write_said_sheet

            path, units = write_said_sheet(case, args.coder, args.out, delimiter=args.delimiter)
            print(f"{path}: {units} sentences to code")
            return
        out = args.out or (case.sheets / f"{args.coder}.xlsx" if args.xlsx else None)
        path, units = write_sheet(
            case, args.coder, out, delimiter=args.delimiter, masked=args.hide_outlets
        )
        print(f"{path}: {units} units to code")

    sub.set_defaults(run=run)


def add_agree(commands: Commands) -> None:
    """Add ``agree``."""
    sub = commands.add_parser(
        "agree",
        help="how far coding sheets agree, and where they don't",
        **describe(
            "Compare two or more sheets of the same units: for each code the share coded alike, "
            "Cohen's kappa of each pair,\n"
            "Krippendorff's alpha with a 95% bootstrap interval, then every unit coded "
            "differently. CSV or workbook (xlsx, xls, ods);\n"
            "one coder a file or several; 1/0, yes/no or x. A blank is not coded, unless its row "
            "holds a code or an x under 'seen'.",
            "newscompare agree my-event/sheets/ana.csv my-event/sheets/ben.csv",
            "talk about each disagreement, sharpen the codebook, code again; then: newscompare "
            "report my-event",
        ),
    )
    sub.add_argument("sheets", nargs="+", metavar="SHEET", help="coding sheet (CSV or workbook)")
    sub.add_argument(
        "--codebook",
        metavar="FILE",
        help="codebook of the case (default: codebook.yml of the folder above the first sheet)",
    )
    sub.add_argument(
        "--out", metavar="FILE", help="write the disagreements there too, as CSV for a spreadsheet"
    )

    def run(args: argparse.Namespace) -> None:
        from newscompare.hand.agreement import print_agreement

        print_agreement(args.sheets, codebook=args.codebook, out=args.out)

    sub.set_defaults(run=run)


def add_names(commands: Commands) -> None:
    """Add ``names``."""
    sub = commands.add_parser(
        "names",
        help="who the sources are: a table to correct, merge and complete",
        **describe(
            "Write CASE/names.csv: one row for each source as the machine groups it, with its "
            "mentions, words from the texts,\n"
            "proposed name, type, country and confidence. Open it in a spreadsheet and change "
            "name, type and country:\n"
            "two sources with one name become one; '-' as the name says that it is no source, and "
            "its attributions are left out.\n"
            "The report uses the table and says so. Run it again after texts have changed: no "
            "edit is lost.",
            "newscompare names my-event",
            "edit my-event/names.csv, then: newscompare report my-event",
        ),
    )
    sub.add_argument("case", help="case folder with its texts")

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.coding.fresh import up_to_date
        from newscompare.coding.machine_case import read_coded
        from newscompare.coding.machine_frames import read_texts
        from newscompare.hand.names import proposals, read_names, updated, write_names

        case = case_folder(args.case)
        texts = read_texts(case)
        up_to_date(case, texts)
        old = read_names(case.path)
        rows = updated(old, proposals(read_coded(case)["attributions"], texts.articles))
        path = write_names(case.path, rows)
        kept = sum(row.edited for row in rows)
        print(f"{path}: {len(rows)} sources, {kept} of them edited")

    sub.set_defaults(run=run)


def add_learn(commands: Commands) -> None:
    """Add ``learn``."""
    sub = commands.add_parser(
        "learn",
        help="learn frames from sentences that you coded; which to code next",
        **describe(
            "Learn the frames of a case from its sheets (40 coded sentences or more), with "
            "sentence vectors on this machine.\n"
            "Prints precision, recall and F1 by cross-validation beside the F1 of the codebook's "
            "patterns on the same sentences,\n"
            "and a learning curve; writes them to CASE/learn, with next.csv: a blank sheet of the "
            "sentences that the machine is\n"
            "least sure of. The report shows the scores; its counts stay those of patterns and "
            "people.",
            "newscompare learn my-event",
            "code my-event/learn/next.csv, move it to my-event/sheets, then: newscompare learn "
            "my-event",
        ),
    )
    sub.add_argument("case", help="case folder with coded sheets")

    def run(args: argparse.Namespace) -> None:
        from newscompare.case.folder import case_folder
        from newscompare.hand.learning import learn

        case = case_folder(args.case)
        found = learn(case)
        print(f"learned from {found.coded} coded sentences, by cross-validation:")
        print(found.scores.to_string(index=False))
        print("F1 by the number of sentences learned from:")
        print(found.curve.pivot(index="frame", columns="trained_on", values="f1").to_string())
        if found.lacking:
            print(f"too few sentences with these frames: {', '.join(found.lacking)}")
        print(f"{case.path / 'learn' / 'next.csv'}: {found.offered} sentences to code next")

    sub.set_defaults(run=run)
