"""What the notebooks need to stand in the book: glued numbers and readable tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from myst_nb import glue

from newscompare.case.codebook import Codebook
from newscompare.case.tables import Case
from newscompare.findings.claims import Claim, as_json, ledger
from newscompare.measures.framing import coded_by, counted_coder
from newscompare.measures.sources import LONGEST_MATRIX, absence, with_naming
from newscompare.measures.tone import STANCES
from newscompare.sentiment import score
from newscompare.sentiment.words import vader_label, vader_words


def glue_claims(claims: Iterable[Claim]) -> pd.DataFrame:
    """Make each claim available to the prose under its key (the first, where two share one);
    returns the ledger of these claims.
    """
    claims = list({claim.key: claim for claim in reversed(list(claims))}.values())[::-1]
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
        return f'<span class="value">{escape(self.text)}</span>'


def glue_values(**values: object) -> None:
    """Make plain values available to the prose: floats with two decimals, other values as they
    read.
    """
    for key, value in values.items():
        glue(key, Shown(f"{value:.2f}" if isinstance(value, float) else str(value)), display=False)


LEFT = (
    "<style>.jp-RenderedHTMLCommon table.house :is(td, th):not(.num) { text-align: left; }</style>"
)
"""JupyterLab sets every cell to the right; words read from the left."""


class Html:
    """HTML made by the package, shown as such."""

    def __init__(self, html: str, text: str = "") -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_table(table: pd.DataFrame, *, caption: str = "", digits: int = 2) -> Html:
    """A plain table: no index, numbers to the right, shares with ``digits`` decimals, missing cells
    as ``–``.
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

    head = "".join(
        f'<th scope="col"{" class=num" if n else ""}>{escape(str(c))}</th>'
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
        maxBytes=0,
    )
    return Html(f'<div class="table-scroll">{html}</div>', table.to_string(index=False))


def claims_data(claims: Iterable[Claim]) -> Html:
    """The claims as data for the rows page, where a link from a number narrows the tables to its
    rows.
    """
    return Html(
        f'<script type="application/json" id="claims-data">{as_json(list(claims))}</script>'
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
        (i.frame.capitalize(), code, i.name, i.definition)
        for code, i in codebook.indicators.items()
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
            f"<h3>{escape(frame.capitalize())}</h3><p>{escape(definition)}</p><ul>{items}</ul>"
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


def _linked(case: Case, articles: pd.Series) -> list[str]:
    """The label of each text, as a link to the article where its address is known."""
    urls = case.articles.set_index("id")["url"]
    names = {a: escape(label) for a, label in case.labels.items()}
    names |= {
        str(a): f'<a href="{escape(url, quote=True)}">{names[str(a)]}</a>'
        for a, url in urls.items()
        if url.startswith(("http://", "https://"))
    }
    return [names[str(a)] for a in articles]


def _letters(coded: pd.DataFrame) -> pd.Series:
    names = {"symbolic": "S", "strategic": "T", "both": "S+T", "neither": "–"}
    return coded.set_index("sentence")["combination"].astype(str).map(names)


def _span(start: object, end: object) -> str:
    return "–" if start is pd.NA or end is pd.NA else f"{start}–{end}"


def _text(values: pd.Series) -> pd.Series:
    return values.astype(str).map(escape).replace("", "–")


def sentence_rows(case: Case) -> pd.DataFrame:
    """Each coded unit as a row to read: id, text, zone, frames, indicators, voice, both codings,
    evidence, offsets.
    """
    counted = coded_by(case.frames)
    coded = counted.merge(
        case.sentences[["id", "zone", "start", "end"]], left_on="sentence", right_on="id"
    )
    evidence = case.evidence.assign(shown=_text(case.evidence["phrase"]))
    evidence["shown"] = (
        evidence["indicator"].where(evidence["indicator"] == "", evidence["indicator"] + ": ")
        + "“"
        + evidence["shown"]
        + "”"
    )
    phrases = {
        str(sentence): "<br>".join(own) for sentence, own in evidence.groupby("sentence")["shown"]
    }
    rows = pd.DataFrame(
        {
            "unit": coded["sentence"],
            "text": _linked(case, coded["article"]),
            "zone": coded["zone"].astype(str),
            "frames": coded["combination"].astype(str),
            "indicators": coded["indicators"].str.replace(";", " ").replace("", "–"),
            "voice": coded["voice"].astype(str).replace("none", "–"),
            "codings": _codings(case, coded["sentence"])
            if counted_coder(case.frames) == "reference"
            else "",
            "evidence": [phrases.get(sentence, "–") for sentence in coded["sentence"]],
            "offsets": [_span(s, e) for s, e in zip(coded["start"], coded["end"], strict=True)],
        }
    )
    return rows if counted_coder(case.frames) == "reference" else rows.drop(columns="codings")


def _codings(case: Case, sentences: pd.Series) -> pd.Series:
    """The frames that the coders ``a`` and ``b`` gave each unit, in letters (S symbolic, T
    strategic).
    """
    return (
        "a "
        + sentences.map(_letters(coded_by(case.frames, "a")))
        + ", b "
        + sentences.map(_letters(coded_by(case.frames, "b")))
    )


def attribution_rows(case: Case) -> pd.DataFrame:
    """Each attribution as a row to read: id, unit, text, source, type, country, naming, relay, cue,
    form, offsets.
    """
    table = with_naming(case.attributions)
    return pd.DataFrame(
        {
            "row": table["id"],
            "unit": table["sentence"],
            "text": _linked(case, table["article"]),
            "source": _text(table["source"]),
            "type": table["source_type"].astype(str).str.replace("_", " "),
            "country": _text(table["country"]),
            "naming": table["naming"].astype(str),
            "via": _text(table["via"]),
            "cue": _text(table["cue"]),
            "form": table["form"].astype(str),
            "source at": [
                _span(s, e) for s, e in zip(table["source_start"], table["source_end"], strict=True)
            ],
            "content at": [
                _span(s, e)
                for s, e in zip(table["content_start"], table["content_end"], strict=True)
            ],
        }
    )


def quote_rows(case: Case) -> pd.DataFrame:
    """Each quotation as a row to read: id, unit, text, speaker, form, stance by hand, the quoted
    words.
    """
    quotes = case.quotes
    return pd.DataFrame(
        {
            "row": quotes["id"],
            "unit": quotes["sentence"],
            "text": _linked(case, quotes["article"]),
            "speaker": _text(quotes["speaker"]),
            "form": quotes["form"].astype(str),
            "stance": quotes["stance"].astype(int).map(STANCES),
            "quoted words": _text(quotes["quoted"]),
        }
    )


def scored_quotes(case: Case) -> pd.DataFrame:
    """The quotations with ``vader`` (compound, -1 to 1), ``vader_label`` (-1, 0, 1) and the stance
    by hand as plain integers.
    """
    vader = score(case.quotes)["vader"]
    return case.quotes.assign(
        vader=vader, vader_label=vader_label(vader), stance=case.quotes["stance"].astype(int)
    )


def tone_rows(case: Case, quotes: pd.DataFrame) -> pd.DataFrame:
    """Scored quotations to read: id, text, speaker, stance by hand, VADER's compound and label, the
    words that drive it, the words quoted.
    """
    drivers = [
        ", ".join(f"{w} {v:+.1f}" for w, v in vader_words(text)) for text in quotes["quoted"]
    ]
    return pd.DataFrame(
        {
            "row": quotes["id"],
            "text": _linked(case, quotes["article"]),
            "speaker": _text(quotes["speaker"]),
            "by hand": quotes["stance"].map(STANCES),
            "VADER": quotes["vader"].round(2),
            "VADER says": quotes["vader_label"].map(STANCES),
            "driven by": _text(pd.Series(drivers, index=quotes.index)),
            "quoted words": _text(quotes["quoted"]),
        }
    )


def article_rows(case: Case) -> pd.DataFrame:
    """Each text as a row to read: id, outlet, title, kind, date, words, units, hash."""
    articles = case.articles
    return pd.DataFrame(
        {
            "row": articles["id"],
            "outlet": _linked(case, articles["id"]),
            "title": _text(articles["title"]),
            "kind": _text(articles["kind"]),
            "published": [
                d.date().isoformat() if not pd.isna(d) else "not stated" for d in articles["date"]
            ],
            "words": articles["words"],
            "coded units": articles["sentences"],
            "SHA-256": articles["sha256"].str[:16] + "…",
        }
    )


def party_rows(case: Case) -> pd.DataFrame:
    """Each party of the absence table (HTML in all cells): id, label, and for each text how often
    it is heard (and in how many units named).
    """
    table = absence(case.attributions, case.mentions, case.settings.get("parties") or [])
    table["cell"] = table["attributions"].astype(str) + " (" + table["sentences"].astype(str) + ")"
    wide = table.pivot(index=["party", "label"], columns="article", values="cell")
    wide = wide.rename(columns={article: escape(label) for article, label in case.labels.items()})
    order = list(dict.fromkeys(table["party"]))
    wide = (
        wide.reset_index()
        .sort_values("party", key=lambda c: c.map(order.index))
        .rename(columns={"party": "row", "label": "party"})
    )
    wide.columns.name = None
    return wide.assign(row=_text(wide["row"]), party=_text(wide["party"]))


def ledger_rows(claims: Iterable[Claim]) -> pd.DataFrame:
    """The ledger with each value as a link to its rows."""
    claims = list(claims)
    table = ledger(claims)
    return table.assign(
        value=[c._repr_html_() for c in claims],
        claim=_text(table["claim"]),
        key=_text(table["key"]),
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
