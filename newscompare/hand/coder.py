"""Code by hand in a notebook: one unit at a time, blind, into the same sheet that a spreadsheet
would hold.

::

    coder = Coder("ana")                # the practice event; sheets/ana.csv beside the notebook
    coder.code("S1", voice="outlet")    # writes the sheet, shows the next unit
    coder.code()                        # neither frame
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from time import monotonic

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import SUBHEAD, case_folder
from newscompare.case.tables import data_folder
from newscompare.hand.rows import VOICES
from newscompare.hand.sheets import read_sheet, write_sheet
from newscompare.pages.book import Html

PAUSE = 1.0
"""Nobody reads a sentence in less, in seconds."""


class Coder:
    """One coder at one sheet; each code is written at once, and a new start goes on where the last
    one stopped.

    There the first ``code`` only shows the unit, unless ``show`` or ``go`` did: a notebook run
    again from the top would else give the code that was left in its cell to a unit that nobody has
    read.

    ``case``: a folder under ``data/`` or a case folder of one's own, with its texts. ``folder``:
    where ``NAME.csv`` lies or is made. ``hide_outlets``: a new sheet does not tell which text a
    unit is from. ``text``: begin with this text. ``pause``: how long a unit must be in view before
    it can be coded, in seconds. Raises ``InputError``.
    """

    def __init__(
        self,
        name: str,
        *,
        case: Path | str = "practice",
        folder: Path | str = "sheets",
        hide_outlets: bool = False,
        text: str | None = None,
        pause: float = PAUSE,
    ) -> None:
        home = case_folder(case if Path(case).is_dir() else data_folder() / str(case))
        self.codebook = home.read_codebook()
        self.path = Path(folder) / f"{name}.csv"
        if not self.path.exists():
            write_sheet(home, name, self.path, masked=hide_outlets)
        sheet = read_sheet(self.path, codebook=self.codebook)
        self.header, rows = read_cells(self.path)
        self.rows = [
            dict(zip(self.header, [*cells, *[""] * len(self.header)], strict=False))
            for _, cells in rows
        ]
        self._text = text
        self.done = {row.unit for row in sheet.rows if row.coded}
        self.at = self._first_open()
        self._taken_up = bool(self.done)
        self.pause, self._shown = pause, monotonic() - pause
        self._before: list[tuple[int, dict[str, str]]] = []

    def order(self) -> list[int]:
        """The places of the units to code: the text to begin with, then the others."""
        codable = [i for i, row in enumerate(self.rows) if row["zone"] != SUBHEAD]
        first = [i for i in codable if self.rows[i]["unit"].rsplit("-", 1)[0] == self._text]
        return [*first, *(i for i in codable if i not in first)]

    def _first_open(self) -> int:
        return next(
            (i for i in self.order() if self.rows[i]["unit"] not in self.done), len(self.rows)
        )

    def code(
        self, *indicators: str, voice: str = "", note: str = "", at_once: bool = False
    ) -> Html:
        """Code the unit shown: its indicators (none: neither frame) and whose claim it is; then say
        what was saved and show the next one.

        Nothing is written, and the unit stays with a line on why, for an indicator that the
        codebook lacks, for a frame without a voice, and where the unit has been in view for less
        than ``PAUSE`` seconds (unless ``at_once``): the key was pressed twice.
        """
        if self.at >= len(self.rows):
            return self.show()
        if self._taken_up:
            self._taken_up = False
            return self._unit(
                "Your sheet goes on here. This run wrote nothing: read the sentence, write its "
                "code into the cell, and run it again."
            )
        if not at_once and monotonic() - self._shown < self.pause:
            return self._unit(
                "Nothing was written: this sentence has only just appeared. Read it, then run the "
                "cell."
            )
        row, names = self.rows[self.at], [indicator.strip().upper() for indicator in indicators]
        voice = voice.strip().lower()
        problem = self._problem(names, voice)
        if problem:
            return self._unit(f"Nothing was written: {problem}", keep=True)
        frames = {self.codebook.frame_of(name) for name in names}
        self._before.append((self.at, dict(row)))
        row |= {frame: str(int(frame in frames)) for frame in self.codebook.frames}
        row |= {
            "indicators": ";".join(dict.fromkeys(names)) or "-",
            "voice": voice if names else "-",
            "note": note or row.get("note", ""),
        }
        self._write()
        self.done.add(row["unit"])
        self.at = self._first_open()
        said = f"{', '.join(sorted(frames))} ({row['indicators']}), voice {voice}"
        said = said if names else "neither frame"
        return self._unit(f"Saved, {row['unit']}: {said}. To take it back: coder.undo()")

    def _problem(self, names: Sequence[str], voice: str) -> str:
        known = ", ".join(self.codebook.indicators)
        strange = next((name for name in names if name not in self.codebook.indicators), None)
        if strange is not None:
            return f"'{strange}' is no indicator of the codebook; use some of {known}."
        if voice and voice not in VOICES:
            return f"'{voice}' is no voice; use outlet, source or both."
        if names and voice not in VOICES[:3]:
            return 'a frame needs its voice; add voice="outlet", "source" or "both".'
        return ""

    def undo(self) -> Html:
        """Take back the last code of this session and show its unit again."""
        if not self._before:
            return self._unit("Nothing to take back in this session.")
        self.at, row = self._before.pop()
        self.rows[self.at] = row
        if not any(row.get(frame, "").strip() for frame in self.codebook.frames):
            self.done.discard(row["unit"])
        self._write()
        self._taken_up = False
        return self._unit(f"Taken back: {row['unit']} is as it was.")

    def _write(self) -> None:
        cells = [[row.get(name, "") for name in self.header] for row in self.rows]
        write_cells(self.header, cells, self.path)

    def go(self, unit: str) -> Html:
        """Show a unit again, to code it anew."""
        places = [
            i for i, row in enumerate(self.rows) if row["unit"] == unit and row["zone"] != SUBHEAD
        ]
        if not places:
            near = self.rows[0]["unit"]
            return self._unit(f"There is no unit '{unit}' to code; name one such as '{near}'.")
        self.at = places[0]
        return self.show()

    def show(self) -> Html:
        """The unit to code, after the one before it in its text, which is all the help there is."""
        self._taken_up = False
        return self._unit()

    def _unit(self, news: str = "", *, keep: bool = False) -> Html:
        if not keep:
            self._shown = monotonic()
        total = sum(row["zone"] != SUBHEAD for row in self.rows)
        if self.at >= len(self.rows):
            return Html(
                f"<p>All {total} units are coded. Hand in "
                f"<code>{escape(str(self.path))}</code>.</p>",
                f"All {total} units are coded.",
            )
        row = self.rows[self.at]
        before = self.rows[self.at - 1]["text"] if self.at and row["zone"] == "body" else ""
        head = f"{row['unit']} ({row['zone']}), {len(self.done)} of {total} coded"
        html = f"<p><em>{escape(news)}</em></p>" if news else ""
        html += f"<p><small>{escape(head)}</small></p>"
        html += f'<p style="opacity: 0.65">{escape(before)}</p>' if before else ""
        return Html(
            html + f'<p style="font-size: 1.15em"><strong>{escape(row["text"])}</strong></p>',
            "\n".join(filter(None, [news, head, row["text"]])),
        )

    def _repr_html_(self) -> str:
        return self._unit()._repr_html_()

    def __repr__(self) -> str:
        return repr(self._unit())
