"""What the notebooks need to stand in the book: glued numbers and readable tables."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd
from myst_nb import glue

from newscompare.claims import Claim, as_json, ledger
from newscompare.tables import Case


def glue_claims(claims: Iterable[Claim]) -> pd.DataFrame:
    """Make each claim available to the prose under its key; returns the ledger of these claims."""
    claims = list(claims)
    for claim in claims:
        glue(claim.key, claim, display=False)
    return ledger(claims)


class Shown:
    """A text that the prose pastes as it is (without the quotation marks of a Python string)."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return escape(self.text)


def glue_values(**values: object) -> None:
    """Make plain values available to the prose: floats with two decimals, other values as they read."""
    for key, value in values.items():
        glue(key, Shown(f"{value:.2f}" if isinstance(value, float) else str(value)), display=False)


class Html:
    """HTML made by the package, shown as such."""

    def __init__(self, html: str, text: str = "") -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_table(table: pd.DataFrame, *, caption: str = "", digits: int = 2) -> Html:
    """A plain table: no index, numbers to the right, shares with ``digits`` decimals, missing cells as ``–``."""
    numeric = [pd.api.types.is_numeric_dtype(t) for t in table.dtypes]

    def cell(value: object) -> str:
        if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
            return "–"
        if hasattr(value, "_repr_html_"):
            return str(value._repr_html_())
        return escape(f"{value:.{digits}f}" if isinstance(value, float) else str(value))

    head = "".join(f'<th scope="col"{" class=num" if n else ""}>{escape(str(c))}</th>' for c, n in zip(table.columns, numeric, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{' class=num' if n else ''}>{cell(v)}</td>" for v, n in zip(row, numeric, strict=True)) + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    html = f'<div class="table-scroll"><table class="house">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return Html(html, table.to_string(index=False))


def searchable_tables() -> Html:
    """Load the library behind ``search_table`` into the page, once; it is embedded whole and asks no other host."""
    from itables.javascript import generate_init_offline_itables_html
    from itables.utils import find_package_file

    return Html(generate_init_offline_itables_html(find_package_file("html/dt_bundle.js")))


def search_table(table: pd.DataFrame, *, name: str, page: int = 25) -> Html:
    """A searchable, sortable table (DataTables through itables) with the id ``name``; cells may hold HTML."""
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
        maxBytes=0,
    )
    return Html(f'<div class="table-scroll">{html}</div>', table.to_string(index=False))


def claims_data(claims: Iterable[Claim]) -> Html:
    """The claims as data for the rows page, where a link from a number narrows the tables to its rows."""
    return Html(f'<script type="application/json" id="claims-data">{as_json(list(claims))}</script>')


def link(case: Case, article: str) -> str:
    """A link to the article, or a dash where its address is not known."""
    url = case.articles.set_index("id").loc[article, "url"]
    return f'<a href="{escape(str(url), quote=True)}">article</a>' if url else "–"
