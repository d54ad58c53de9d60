"""Code by hand in a notebook: one unit at a time, blind, into the same sheet that a spreadsheet
would hold.

::

    coder = Coder("ana")                # the practice event; sheets/ana.csv beside the notebook
    coder.code("S1", voice="outlet")    # writes the sheet, shows the next unit
    coder.code()                        # neither frame
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import SUBHEAD, case_folder
from newscompare.case.tables import data_folder
from newscompare.errors import InputError
from newscompare.hand.rows import VOICES
from newscompare.hand.sheets import read_sheet, write_sheet
from newscompare.pages.book import Html


class Coder:
    """One coder at one sheet; each code is written at once, and a new start goes on where the last
    one stopped.

    There the first ``code`` only shows the unit, unless ``show`` or ``go`` did: a notebook run
    again from the top would else give the code that was left in its cell to a unit that nobody has
    read.

    ``case``: a folder under ``data/`` or a case folder of one's own, with its texts. ``folder``:
    where ``NAME.csv`` lies or is made. ``hide_outlets``: a new sheet does not tell which text a
    unit is from. Raises ``InputError``.
    """

    def __init__(
        self,
        name: str,
        *,
        case: Path | str = "practice",
        folder: Path | str = "sheets",
        hide_outlets: bool = False,
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
        self.done = {row.unit for row in sheet.rows if row.coded}
        self.at = self._first_open()
        self._taken_up = bool(self.done)

    def _first_open(self) -> int:
        codable = [i for i, row in enumerate(self.rows) if row["zone"] != SUBHEAD]
        return next((i for i in codable if self.rows[i]["unit"] not in self.done), len(self.rows))

    def code(self, *indicators: str, voice: str = "", note: str = "") -> Html:
        """Code the unit shown: its indicators (none: neither frame) and whose claim it is; then
        show the next one.

        Raises ``InputError`` for an indicator that the codebook lacks, and where a frame is coded
        without a voice.
        """
        if self.at >= len(self.rows):
            return self.show()
        if self._taken_up:
            self._taken_up = False
            return self._unit(
                "Your sheet goes on here. This run wrote nothing: read the sentence, write its "
                "code into the cell, and run it again."
            )
        row, names = self.rows[self.at], [indicator.strip().upper() for indicator in indicators]
        strange = next((name for name in names if name not in self.codebook.indicators), None)
        if strange is not None:
            cure = f"use some of {', '.join(self.codebook.indicators)}; nothing was written"
            raise InputError(row["unit"], f"'{strange}' is no indicator of the codebook", cure)
        if names and voice not in VOICES[:3]:
            raise InputError(
                row["unit"],
                "has a frame but no voice",
                'add voice="outlet", "source" or "both"; nothing was written',
            )
        frames = {self.codebook.frame_of(name) for name in names}
        row |= {frame: str(int(frame in frames)) for frame in self.codebook.frames}
        row |= {
            "indicators": ";".join(dict.fromkeys(names)) or "-",
            "voice": voice if names else "-",
            "note": note or row.get("note", ""),
        }
        write_cells(
            self.header,
            [[row.get(name, "") for name in self.header] for row in self.rows],
            self.path,
        )
        self.done.add(row["unit"])
        self.at = self._first_open()
        return self.show()

    def go(self, unit: str) -> Html:
        """Show a unit again, to code it anew. Raises ``InputError`` for a unit that the sheet
        lacks.
        """
        places = [
            i for i, row in enumerate(self.rows) if row["unit"] == unit and row["zone"] != SUBHEAD
        ]
        if not places:
            raise InputError(
                str(self.path),
                f"has no unit '{unit}' to code",
                f"name one such as '{self.rows[0]['unit']}'",
            )
        self.at = places[0]
        return self.show()

    def show(self) -> Html:
        """The unit to code, after the one before it in its text, which is all the help there is."""
        self._taken_up = False
        return self._unit()

    def _unit(self, news: str = "") -> Html:
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
