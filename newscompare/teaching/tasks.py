"""The tasks of the labs: what is wrong with an answer, without giving the right one away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.measures.agreement import cohen_kappa
from newscompare.measures.sources import absence, with_naming
from newscompare.teaching.practice import FRAMES, KEPT, LEARN, accuracy, codebook_with, practice
from newscompare.teaching.wording import meant

ENOUGH = 20
"""Units to code by hand in the lab on agreement."""

Answer = tuple[str, str]
"""What is wrong (empty: nothing) and what to say when it is right."""

SHARE = "Count again: a share is the number that you look for, divided by the number of all."


def _close(
    value: object, true: float, praise: str, hints: Mapping[str, float], advice: str = SHARE
) -> Answer:
    """A number to two decimals; ``hints`` maps an explanation to the wrong number that it explains,
    ``advice`` is for the rest.
    """
    number = float(value)  # type: ignore[arg-type]
    if abs(number - true) < 0.006:
        return "", praise
    if abs(number - 100 * true) < 0.6:
        return "A share runs from 0 to 1; this is a percentage. Divide by a hundred.", ""
    for hint, wrong in hints.items():
        if abs(number - wrong) < 0.006:
            return hint, ""
    return f"{number:.2f} is not it. {advice}", ""


def _heard(value: Any) -> Answer:
    given = value.split(",") if isinstance(value, str) else value
    names = {str(name).strip() for name in given} - {""}
    own = practice().attributions
    own = own[(own["article"] == "tern") & (own["source"] != "")]
    true = dict(zip(own["source"], own["sentence"], strict=True))
    fits = {name: meant(name, "tern") for name in names}
    found = {source for sources in fits.values() for source in sources}
    strange = sorted(name for name, sources in fits.items() if not sources)
    if strange:
        return (
            f"'{strange[0]}' is not heard as a source in this text: to be named is not yet "
            "to be heard. Is anything attributed to it?",
            "",
        )
    missed = [source for source in true if source not in found]
    if len(missed) > len(true) / 3:
        return (
            f"{len(true) - len(missed)} of {len(true)} sources. One that is missing speaks "
            f"in {true[missed[0]]}.",
            "",
        )
    rest = f" Left out: {', '.join(missed)}." if missed else ""
    return "", f"{len(true) - len(missed)} of {len(true)} sources.{rest}"


def _per_text(value: Any) -> Answer:
    counts = {str(k): int(v) for k, v in dict(value).items()}
    true = practice().attributions["article"].value_counts().to_dict()
    wrong = [name for name in true if counts.get(str(name)) != true[name]]
    if not wrong:
        return "", "Each text has its count. Texts differ in length: a count is not yet a habit."
    if set(counts) == {str(name) for name in practice().labels}:
        return (
            f"The count for '{wrong[0]}' is not right. Count rows of the attributions table, "
            "not of sentences.",
            "",
        )
    return (
        "One count for each text is asked for, with the texts' short names (such as 'gull') "
        "as keys.",
        "",
    )


def _named_share(value: object) -> Answer:
    table = with_naming(practice().attributions)
    gull = table[table["article"] == "gull"]
    shares = gull["naming"].value_counts(normalize=True)
    hints = {
        "That is the share over all texts. Take the rows of The Daily Gull alone.": float(
            (table["naming"] == "named").mean()
        ),
        "That is the share of the unnamed. The task asks for the named.": float(
            shares.get("unnamed", -1)
        ),
    }
    return _close(
        value,
        float(shares["named"]),
        "The rest are insiders, guests and friends of the President: voices that nobody can "
        "ask back.",
        hints,
    )


def _unheard(value: Any) -> Answer:
    case = practice()
    table = absence(with_naming(case.attributions), case.mentions, case.settings["parties"])
    heard = table.groupby(["party", "label"], sort=False)["attributions"].sum().reset_index()
    true = dict(heard.loc[heard["attributions"] == 0, ["party", "label"]].itertuples(index=False))
    known = {str(p["id"]).lower() for p in case.settings["parties"]} | {
        str(p["label"]).lower() for p in case.settings["parties"]
    }
    given = {str(v).strip().lower() for v in ([value] if isinstance(value, str) else value)}
    strange = sorted(given - known)
    if strange:
        return f"'{strange[0]}' is none of the parties. Use the names in the column 'party'.", ""
    right = {name for name, label in true.items() if {name.lower(), label.lower()} & given}
    if len(right) < len(given):
        return (
            "One of these is heard somewhere. Look along its row in the table: 'heard' must "
            "not stand there.",
            "",
        )
    if len(right) < len(true):
        missed = table[table["party"].isin(set(true) - right)]
        hint = "A party that no text even names is not heard either."
        if missed.groupby("party")["sentences"].sum().max() > 0:
            hint = "A party that is named here and there may still be heard nowhere."
        return f"{len(right)} of {len(true)}. {hint}", ""
    return "", "Heard in no text. Why, the count does not tell: not asked, no answer, or cut."


def _coded(value: Any) -> Answer:
    done = len(value.done)
    if done < ENOUGH:
        return (
            f"{done} of {ENOUGH} units coded. Change the codes in the cell above and run it "
            "again, once for each sentence.",
            "",
        )
    return (
        "",
        f"{done} units coded. The sheet is {value.path}: your teacher's notebook can read it.",
    )


NONE_CODED = (
    "No sentence is coded yet. Code some, run the cell that makes 'pairs' again, then this one."
)


def _alike(value: object, pairs: pd.DataFrame) -> Answer:
    if pairs.empty:
        return NONE_CODED, ""
    both = (pairs["symbolic"] == 1) & (pairs["symbolic_reference"] == 1)
    hints = {
        "That counts only sentences that both call symbolic. "
        "Where both say no you agree too.": float(both.mean())
    }
    return _close(
        value,
        float((pairs["symbolic"] == pairs["symbolic_reference"]).mean()),
        "Now ask how much of it chance would have given.",
        hints,
    )


def _kappa(value: object, pairs: pd.DataFrame) -> Answer:
    if pairs.empty:
        return NONE_CODED, ""
    true = cohen_kappa(list(pairs["symbolic"]), list(pairs["symbolic_reference"]))
    hints = {
        "That is the share alike. Kappa takes off what chance gives: use cohen_kappa.": float(
            (pairs["symbolic"] == pairs["symbolic_reference"]).mean()
        ),
        "That is kappa for strategic.": cohen_kappa(
            list(pairs["strategic"]), list(pairs["strategic_reference"])
        ),
    }
    praise = (
        "Lower than the share alike, because two coders who both mostly say no agree on much by "
        "chance."
    )
    if true == 1:
        praise = (
            "You and the reference agree on every sentence so far, so nothing is left to take off."
        )
    return _close(
        value,
        true,
        praise,
        hints,
        "Give cohen_kappa two lists: your codes for symbolic, and the reference's.",
    )


def _argue(value: object, pairs: pd.DataFrame) -> Answer:
    if pairs.empty:
        return NONE_CODED, ""
    differ = pairs[
        (pairs["symbolic"] != pairs["symbolic_reference"])
        | (pairs["strategic"] != pairs["strategic_reference"])
    ]
    if str(value) not in set(pairs["unit"]):
        return (
            f"'{value}' is no unit that you coded. Copy an id such as '{pairs['unit'].iloc[0]}'.",
            "",
        )
    if differ.empty:
        return (
            "",
            "You and the reference agree on every sentence so far. Argue with a neighbour instead.",
        )
    if str(value) not in set(differ["unit"]):
        return "On this unit you and the reference agree. Choose one on which you differ.", ""
    return "", "Write down which rule of the codebook speaks for you, and which for the reference."


def _extended(value: Any) -> Answer:
    before, after = _general_accuracy(), accuracy(value).set_index("frame")
    gains = {frame: after.loc[frame, "recall"] - before.loc[frame, "recall"] for frame in FRAMES}
    better = [frame for frame in FRAMES if gains[frame] >= 0.1]
    if not better:
        return (
            "Recall has not risen by a tenth on either frame. Read the sentences that are "
            "missed; which words would find several of them?",
            "",
        )
    loose = [frame for frame in FRAMES if after.loc[frame, "precision"] < 0.6]
    if loose:
        return (
            f"More is found, but for {loose[0]} more than two of five codes are wrong. Take "
            "a pattern back, or add a word to it.",
            "",
        )
    return "", "Recall rose by " + " and ".join(
        f"{gains[f]:.2f} for {f}" for f in better
    ) + ", and most codes are right."


def _foresight(value: Any, codebook: Codebook) -> Answer:
    guess = float(value)
    if not 0 <= guess <= 1:
        return "F1 runs from 0 to 1.", ""
    seen, kept = (
        float(accuracy(codebook, texts).set_index("frame").loc["symbolic", "f1"])
        for texts in (LEARN, KEPT)
    )
    drop = "lower" if kept < seen else "not lower"
    return (
        "",
        f"You guessed {guess:.2f}; it is {kept:.2f}, {drop} than the {seen:.2f} on the texts "
        "that you looked at. Report this one.",
    )


@cache
def _general_accuracy() -> pd.DataFrame:
    with TemporaryDirectory() as folder:
        return accuracy(codebook_with({}, Path(folder) / "codebook.yml")).set_index("frame")


CHECKS: dict[str, Callable[..., Answer]] = {
    "heard": _heard,
    "per text": _per_text,
    "named share": _named_share,
    "unheard": _unheard,
    "coded": _coded,
    "alike": _alike,
    "kappa": _kappa,
    "argue": _argue,
    "extended": _extended,
    "foresight": _foresight,
}
"""The tasks of the labs, in their order."""
