"""Made-up codings for practice: what a careful, a hasty and a contrary coder might write, from a
reference.

Nobody coded these. Each habit is a few rules and a seeded lottery over the reference, so that
agreement can be taught on sheets whose faults are known. ``python -m newscompare.hand.students
data/practice`` writes the careful coding as coder a and the hasty one as coder b, and all three as
coding sheets of a class to ``class/``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from newscompare.articles import read_article, units
from newscompare.case.cells import write_cells
from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.codings import ATTRIBUTION_COLUMNS, FRAME_COLUMNS, read_frames, read_sheet
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case, read_settings
from newscompare.files import write_text
from newscompare.hand.sheets import AFTER, BEFORE

SHOW = (
    "one more light",
    "lanterns",
    "brass lantern",
    "lighthouse",
    "ceremony",
    "band",
    "drones",
    "sang",
    "danced",
    "cheering",
    "flag",
    "party",
    "dusk",
)
"""Words of display: a hasty coder takes the topic for the frame."""

GAIN = (
    "crowns",
    "tariff",
    "loan",
    "fees",
    "tankers",
    "istrava",
    "radar",
    "tranches",
    "grant",
    "january",
)
"""Words of interest, for the same coder."""

_NEIGHBOURS = {
    "S1": "S4",
    "S4": "S1",
    "S3": "S4",
    "T1": "T2",
    "T2": "T5",
    "T3": "T5",
    "T5": "T2",
    "T4": "T1",
    "S2": "S1",
}
_PLAIN_CUES = ("said", "says", "told", "wrote", "according to", "announced", "asked")

Row = dict[str, str]


def careful(row: Row, text: str, chance: random.Random) -> Row:
    """Knows the codebook; now and then misses a code, takes a neighbouring one, or the outlet for
    the source.
    """
    codes = _codes(row)
    if codes and chance.random() < 0.15:
        codes = codes[1:]
    codes = [_NEIGHBOURS[code] if chance.random() < 0.08 else code for code in codes]
    if not codes and "?" in text and chance.random() < 0.5:
        codes = ["S1"]
    voice = row["voice"]
    if voice == "both" and chance.random() < 0.5:
        voice = "outlet"
    return _row(row, codes, voice)


def hasty(row: Row, text: str, chance: random.Random) -> Row:
    """Takes the topic for the frame, stops at the first code, and gives every sentence without
    quotation marks to the outlet.
    """
    codes = _codes(row)[:1]
    lowered = text.lower()
    topics = [word for word in (*SHOW, *GAIN) if word in lowered]
    if not topics and chance.random() < 0.4:
        codes = []
    if any(word in SHOW for word in topics) and chance.random() < 0.8:
        codes = sorted({*codes, "S1"})
    if any(word in GAIN for word in topics) and chance.random() < 0.8:
        codes = sorted({*codes, "T1" if "istrava" in lowered else "T3"})
    quoted = any(mark in text for mark in '"“”')
    return _row(row, codes, "source" if quoted else "outlet")


def contrary(row: Row, text: str, chance: random.Random) -> Row:
    """Sees through everything: a promise in a source's mouth is show, and a show of the outlet's
    telling is calculation.
    """
    codes = _codes(row)
    swapped = {"source": {"T": "S1"}, "both": {"T": "S1"}, "outlet": {"S": "T5"}}.get(
        row["voice"], {}
    )
    codes = sorted(
        {swapped.get(code[0], code) if chance.random() < 0.8 else code for code in codes}
    )
    return _row(row, codes, row["voice"])


HABITS: dict[str, Callable[[Row, str, random.Random], Row]] = {
    "careful": careful,
    "hasty": hasty,
    "contrary": contrary,
}


def _codes(row: Row) -> list[str]:
    return [code for code in row["indicators"].split(";") if code not in {"", "-"}]


def _row(row: Row, codes: list[str], voice: str) -> Row:
    codes = sorted(set(codes))
    if voice not in {"outlet", "source", "both"}:
        voice = "outlet"
    return {
        "unit_id": row["unit_id"],
        "symbolic": str(int(any(code.startswith("S") for code in codes))),
        "strategic": str(int(any(code.startswith("T") for code in codes))),
        "indicators": ";".join(codes) or "-",
        "voice": voice if codes else "-",
    }


def made_up_frames(
    frames: pd.DataFrame, texts: dict[str, str], habit: str, *, seed: int = 1
) -> pd.DataFrame:
    """The frames that a coder of this habit (see ``HABITS``) might give; ``frames`` as in
    ``codings.FRAME_COLUMNS``.
    """
    chance = random.Random(f"{habit} {seed}")
    rows = [
        HABITS[habit]({str(k): str(v) for k, v in row.items()}, texts[row["unit_id"]], chance)
        for row in frames.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=FRAME_COLUMNS)


def made_up_attributions(attributions: pd.DataFrame, habit: str, *, seed: int = 1) -> pd.DataFrame:
    """Attributions with the faults of the habit.

    Careful: passives without a holder and quotations inside quotations are sometimes missed. Hasty:
    only plain verbs of saying and quotation marks are seen, continued quotations are not, pronouns
    stay pronouns, a relay is taken for the source.
    """
    chance = random.Random(f"{habit} {seed}")
    rows = []
    for row in attributions.to_dict("records"):
        mine = {str(k): str(v) for k, v in row.items()}
        draw = chance.random()
        if habit == "careful":
            if (
                mine["source_type"] == "none" or (mine["via"] and mine["form"] == "direct")
            ) and draw < 0.5:
                continue
            if mine["source_type"] == "collective" and draw < 0.15:
                mine["source_type"] = "expert"
        elif habit == "hasty":
            if not mine["cue"] or mine["source_type"] == "none" or draw < 0.08:
                continue
            if mine["form"] == "indirect" and not mine["cue"].lower().startswith(_PLAIN_CUES):
                continue
            if mine["source_text"].lower() in {"he", "she", "they", "his", "its"}:
                mine["source"] = mine["source_text"].lower()
            if mine["via"] and draw < 0.6:
                mine |= {"source": mine["via"], "source_type": "news_media", "via": ""}
            if mine["form"] == "mixed" and draw < 0.5:
                mine["form"] = "direct"
            if mine["stance"] == "0" and draw < 0.4:
                mine["stance"] = "1"
        rows.append(mine)
    return pd.DataFrame(rows, columns=ATTRIBUTION_COLUMNS)


def write_students(folder: Path | str) -> None:
    """Write codings a (careful) and b (hasty) below ``coding/`` of a case that holds its own
    reference, and ``class/HABIT.csv``.
    """
    folder = Path(folder)
    articles = [
        read_article(folder / "articles" / f"{name}.md")
        for name in read_settings(folder)["articles"]
    ]
    sentences = pd.concat([units(article) for article in articles], ignore_index=True)
    texts = dict(zip(sentences["id"], sentences["text"], strict=True))
    frames = read_frames(
        folder / "coding" / "frames.tsv", sentences, read_codebook(default_codebook(folder))
    )
    attributions = read_sheet(folder / "coding" / "attributions.tsv", ATTRIBUTION_COLUMNS).table()
    for coder, habit in (("a", "careful"), ("b", "hasty")):
        _write(made_up_frames(frames, texts, habit), folder / "coding" / f"frames_{coder}.tsv")
        _write(
            made_up_attributions(attributions, habit),
            folder / "coding" / f"attributions_{coder}.tsv",
        )
    for habit in HABITS:
        write_sheet_of(
            made_up_frames(frames, texts, habit), sentences, folder / "class" / f"{habit}.csv"
        )


def made_up_class(case: Case, habits: Sequence[str]) -> pd.DataFrame:
    """A class of such coders beside the reference, as ``measures.classroom`` takes it; each draws a
    lottery of its own.

    ``case`` needs its texts. Coders are named ``careful 1``, ``hasty 2`` ... by their place in
    ``habits``.
    """
    units = CaseFolder(case.folder).read_units()
    texts = dict(zip(units["id"], units["text"], strict=True))
    reference = case.frames[case.frames["coder"] == "reference"]
    given = reference.rename(columns={"sentence": "unit_id"}).astype({"voice": str})[FRAME_COLUMNS]
    parts = [reference]
    for number, habit in enumerate(habits, start=1):
        own = made_up_frames(given, texts, habit, seed=number).rename(
            columns={"unit_id": "sentence"}
        )
        own = own.astype({"symbolic": int, "strategic": int}).replace(
            {"indicators": {"-": ""}, "voice": {"-": "none"}}
        )
        parts.append(own.assign(coder=f"{habit} {number}", article=reference["article"].array))
    return pd.concat(parts, ignore_index=True)[[*reference.columns]]


def write_sheet_of(frames: pd.DataFrame, sentences: pd.DataFrame, path: Path | str) -> None:
    """Write a coding as the sheet that a coder would hand in; ``frames`` as in
    ``codings.FRAME_COLUMNS``.
    """
    coded = {row["unit_id"]: row for row in frames.to_dict("records")}
    names = [name for name in FRAME_COLUMNS if name not in {"unit_id", *AFTER}]
    rows = []
    for unit in sentences.to_dict("records"):
        row = coded.get(unit["id"])
        codes = (
            [row[name] for name in (*names, "indicators", "voice")]
            if row
            else [""] * (len(names) + 2)
        )
        rows.append([unit["id"], unit["zone"], unit["text"], *codes, ""])
    write_cells([*BEFORE, *names, *AFTER], rows, path)


def _write(table: pd.DataFrame, path: Path) -> None:
    lines = [
        "\t".join(map(str, row)) for row in [tuple(table.columns), *table.itertuples(index=False)]
    ]
    write_text("\n".join(lines) + "\n", path)


def main(argv: Sequence[str] | None = None) -> None:
    """Write the made-up codings of one case folder."""
    parser = argparse.ArgumentParser(
        prog="newscompare.hand.students",
        description="Write made-up codings a (careful) and b (hasty) of a case.",
    )
    parser.add_argument("folder", help="case folder that holds articles/ and coding/")
    write_students(parser.parse_args(argv).folder)


if __name__ == "__main__":
    main()
