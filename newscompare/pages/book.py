"""What the notebooks need to stand in the book: readable tables and, from ``numbers``, the numbers
of the prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.figures.page import ROWS_PAGE
from newscompare.findings.claim import Claim
from newscompare.findings.claims import as_json, ledger
from newscompare.measures.framing import frame_name
from newscompare.measures.sources import LONGEST_MATRIX
from newscompare.pages.numbers import numbers as numbers
from newscompare.pages.rows import LEFT, cell_text
from newscompare.pages.rows import article_rows as article_rows
from newscompare.pages.rows import attribution_rows as attribution_rows
from newscompare.pages.rows import party_rows as party_rows
from newscompare.pages.rows import quote_rows as quote_rows
from newscompare.pages.rows import scored_quotes as scored_quotes
from newscompare.pages.rows import sentence_rows as sentence_rows
from newscompare.pages.rows import tone_rows as tone_rows


class Html:
    """HTML made by the package, shown as such."""

    def __init__(self, html: str, text: str = "") -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


WIDE = {"quoted words": "16em", "moved by": "10em", "Finding": "min(20em, 42vw)"}
"""Columns that keep a readable width beside others."""


def show_table(table: pd.DataFrame, *, caption: str = "", digits: int = 2) -> Html:
    """A plain table: no index, numbers to the right, shares with ``digits`` decimals, missing cells
    as ``–``, names of columns as words (``share_right``: share right).
    """
    numeric = [pd.api.types.is_numeric_dtype(t) for t in table.dtypes]

    def cell(value: object) -> str:
        if (
            value is None
            or value is pd.NA
            or value is pd.NaT
            or (isinstance(value, float) and value != value)
        ):
            return "–"
        if hasattr(value, "_repr_html_"):
            return str(value._repr_html_())
        return escape(f"{value:.{digits}f}" if isinstance(value, float) else str(value))

    def words(column: object) -> str:
        return escape(str(column).replace("_", " "))

    def wide(column: object) -> str:
        return f' style="min-width:{WIDE[str(column)]}"' if column in WIDE else ""

    head = "".join(
        f'<th scope="col"{" class=num" if n else ""}{wide(c)}>{words(c)}</th>'
        for c, n in zip(table.columns, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=num' if n else ''}>{cell(v)}</td>"
            for v, n in zip(row, numeric, strict=True)
        )
        + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    html = (
        f'{LEFT}<div class="table-scroll"><table '
        f'class="house">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )
    return Html(html, table.to_string(index=False))


def searchable_tables() -> Html:
    """Load the library behind ``search_table`` into the page, once; it is embedded whole and asks
    no other host.
    """
    from itables.javascript import generate_init_offline_itables_html
    from itables.utils import find_package_file

    return Html(generate_init_offline_itables_html(find_package_file("html/dt_bundle.js")))


def search_table(table: pd.DataFrame, *, name: str, page: int = 25) -> Html:
    """A searchable, sortable table (DataTables through itables) with the id ``name``; cells may
    hold HTML.
    """
    from itables import to_html_datatable

    html = to_html_datatable(
        table,
        connected=False,
        table_id=name,
        showIndex=False,
        classes="display compact house-search",
        style="width:100%",
        lengthMenu=[10, 25, 50, 200],
        pageLength=page,
        allow_html=True,
        text_in_header_can_be_selected=False,  # else only the small arrows sort
        maxBytes=0,
    )
    wide = "".join(
        f"#{name} td:nth-child({n}){{min-width:{WIDE[column]}}}"
        for n, column in enumerate(table.columns, start=1)
        if column in WIDE
    )
    style = f"<style>{wide}</style>" if wide else ""
    whole = f'{LEFT}{style}<div class="table-scroll">{html}</div>'
    return Html(whole, table.to_string(index=False))


LONG = 30
"""Rows of a table that is shown whole; a longer one is searched, page by page."""


def listed_table(table: pd.DataFrame, *, name: str) -> Html:
    """A table shown whole, or, of more than ``LONG`` rows, to search and page through."""
    if len(table) <= LONG:
        return show_table(table)
    cells = table.assign(**{column: cell_text(table[column]) for column in table.columns})
    found = search_table(cells, name=name, page=25)
    return Html(searchable_tables().html + found.html, found.text)


def claims_data(claims: Iterable[Claim]) -> Html:
    """The claims as data for the rows page, where a link from a number narrows the tables to its
    rows.
    """
    script = files("newscompare.pages").joinpath("counts.js").read_text(encoding="utf-8")
    return Html(
        f'<script type="application/json" id="claims-data">{as_json(list(claims))}</script>'
        f"<script>{script}</script>"
    )


def labelled(table: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """The table with the label of each text in place of its id (column ``article`` becomes
    ``text``).
    """
    named = table["article"].astype(str).map(labels)
    return table.assign(article=named).rename(columns={"article": "text"})


def cross_table(
    attributions: pd.DataFrame, column: str, labels: Mapping[str, str], *, drop: str | None = None
) -> pd.DataFrame:
    """Attributions by a column (rows) and text (columns), most frequent first; the value ``drop``
    is left out.
    """
    rows = attributions if drop is None else attributions[attributions[column] != drop]
    counts = pd.crosstab(rows[column], rows["article"], dropna=False).rename(columns=dict(labels))
    counts.columns.name = None
    counts = counts.assign(All=counts.sum(axis=1)).sort_values(
        "All", ascending=False, kind="stable"
    )
    return counts.reset_index().rename(columns={column: column.replace("_", " ").capitalize()})


def indicator_names(codebook: Codebook) -> dict[str, str]:
    """Indicator code to its short name, in the codebook's order."""
    return {code: indicator.name for code, indicator in codebook.indicators.items()}


def indicator_table(codebook: Codebook) -> pd.DataFrame:
    """The codebook in brief: ``Frame``, ``Indicator``, ``Name``, ``Definition``."""
    rows = [
        (frame_name(i.frame), code, i.name, i.definition) for code, i in codebook.indicators.items()
    ]
    return pd.DataFrame(rows, columns=["Frame", "Indicator", "Name", "Definition"])


def codebook_text(codebook: Codebook) -> Html:
    """The full codebook as readable HTML: frames, indicators with examples, and the codes of every
    other field.
    """
    parts = []
    for frame, definition in codebook.frames.items():
        items = "".join(
            f"<li><strong>{code} {escape(i.name)}.</strong> {escape(i.definition)} "
            f"<em>{escape(i.example)}</em></li>"
            for code, i in codebook.indicators.items()
            if i.frame == frame
        )
        parts.append(
            f"<h3>{escape(frame_name(frame))}</h3><p>{escape(definition)}</p><ul>{items}</ul>"
        )
    for name, values in codebook.fields.items():
        items = "".join(
            f"<li><code>{escape(str(value))}</code>: {escape(text)}</li>"
            for value, text in values.items()
        )
        parts.append(f"<h3>{escape(name.replace('_', ' ').capitalize())}</h3><ul>{items}</ul>")
    return Html(
        "".join(parts),
        "\n".join(f"{c} {i.name}: {i.definition}" for c, i in codebook.indicators.items()),
    )


def ledger_rows(claims: Iterable[Claim]) -> pd.DataFrame:
    """The ledger with each value as a link to its rows, which stand on the same page."""
    claims = list(claims)
    table = ledger(claims)
    return table.assign(
        value=[c._repr_html_().replace(ROWS_PAGE, "", 1) for c in claims],
        claim=cell_text(table["claim"]),
        key=cell_text(table["key"]),
    )


def speakers(quotes: pd.DataFrame) -> dict[str, str]:
    """Each speaker once, most quoted first, as keys and labels of a figure; of very many those
    quoted at least twice.
    """
    counts = quotes["speaker"].value_counts()
    often = counts[counts > 1]
    return {
        name: name
        for name in (often if len(counts) > LONGEST_MATRIX and len(often) else counts).index
    }
