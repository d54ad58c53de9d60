"""How a figure looks on a page: its style sheet, and its table of data."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from newscompare.figures import style

NAMES = {
    getattr(style, name): f"--nc-{name.lower()}"
    for name in (
        *("GROUND", "INK", "SOFT", "FAINT", "EMPTY", "PALE"),
        *("ORANGE", "SKY", "GREEN", "YELLOW", "BLUE", "VERMILION", "PINK"),
    )
}
"""The CSS variable of each house colour."""

VARIABLES = {colour: f"var({name})" for colour, name in NAMES.items()}
"""What stands in a figure on a page in place of each colour."""

ROWS_PAGE = "../notebooks/07_rows.ipynb"
"""Where the rows stand, as JupyterLab opens it; the book puts the page in the notebook's place."""

PHONE = 580
"""Narrower than this (in CSS px, the figure's own width) the layout for phones is shown."""

_RULES = f"""
figure.nc{{margin:1.5rem 0;container-type:inline-size;color:var(--nc-ink);text-align:left}}
.nc p.nc-title{{font-weight:700;font-size:1.08em;line-height:1.35;margin:0 0 .6rem;
text-wrap:pretty}}
.nc svg{{display:block;width:100%;height:auto;overflow:visible}}
.nc svg text{{fill:var(--nc-ink);
font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}}
.nc .nc-narrow{{display:none;max-width:30rem}}
@container (max-width:{PHONE - 1}px){{.nc .nc-wide{{display:none}}.nc .nc-narrow{{display:block}}}}
.nc-caption{{margin:.6rem 0 0;font-size:.92em;line-height:1.5}}
.nc-data{{margin:.4rem 0 0;font-size:.88em}}
.nc-data>summary{{cursor:pointer;width:fit-content;color:var(--nc-soft)}}
.nc-data>div{{overflow-x:auto;max-width:100%}}
.nc-data table{{border-collapse:collapse;margin:.4rem 0;font-size:1em;color:inherit}}
.nc-data :is(th,td){{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;
border:0;border-bottom:1px solid var(--nc-faint);background:none}}
.nc-data thead th{{vertical-align:bottom;border-bottom:2px solid var(--nc-soft)}}
.nc-data .num{{text-align:right;font-variant-numeric:tabular-nums}}
ol.nc-cells{{list-style:none;display:flex;flex-wrap:wrap;margin:0;padding:0 0 1.7em;gap:2px;
position:relative}}
.nc-row{{margin:0 0 .2rem}}
.nc-row>b{{display:block;font-weight:600;margin:0 0 .15rem}}
.nc-row>b span{{font-weight:400;color:var(--nc-soft)}}
ol.nc-cells>li{{margin:0;padding:0;line-height:0}}
ol.nc-cells>li.nc-gap{{width:7px}}
ol.nc-cells>li.nc-run{{box-shadow:0 3px 0 var(--nc-ink)}}
ol.nc-cells a{{display:block;border-radius:2px}}
ol.nc-cells a>svg{{width:24px;height:40px}}
ol.nc-cells a:is(:hover,:focus-visible,[aria-expanded=true]){{outline:3px solid var(--nc-ink);
outline-offset:0;z-index:2;position:relative}}
ol.nc-cells a::after{{content:none;position:absolute;line-height:1.35;font-size:.85rem}}
ol.nc-cells a:is(:hover,:focus-visible){{position:static}}
ol.nc-cells a:is(:hover,:focus-visible)::after{{content:attr(aria-label);
left:0;right:0;top:calc(100% - 1.55em);
background:var(--nc-ground);color:var(--nc-ink);padding:.15em .5em;z-index:5;
border:1px solid var(--nc-soft);border-radius:3px;width:fit-content;max-width:100%}}
.nc-key{{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:.2rem 0 0;padding:0;
font-size:.88em}}
.nc-key li{{display:flex;align-items:center;gap:.4em;margin:0}}
.nc-key svg{{width:17px;height:28px}}
@media print{{.nc-data{{display:none}}.nc{{break-inside:avoid}}}}
"""


def sheet() -> str:
    """The style sheet of all figures: colours of the house, light and dark, and the layouts."""
    light = ";".join(f"{name}:{colour}" for colour, name in NAMES.items())
    dark = ";".join(f"{name}:{style.DARK[colour]}" for colour, name in NAMES.items())
    rules = _RULES.replace(";\n", ";").replace("\n", "")
    return (
        f":root{{{light}}}"
        f'html[data-theme="dark"],body[data-jp-theme-light="false"]{{{dark}}}{rules}'
    )


def table_html(data: pd.DataFrame) -> str:
    """A plain table: its first column heads the rows, numbers stand on the right."""
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in data.dtypes]

    def cell(value: Any) -> str:
        if value is None or value is pd.NA or value != value:
            return "–"
        return escape(f"{value:.2f}" if isinstance(value, float) else str(value))

    head = "".join(
        f'<th scope="col"{" class=num" if n else ""}>{escape(str(name))}</th>'
        for name, n in zip(data.columns, numeric, strict=True)
    )
    rows = []
    for row in data.itertuples(index=False, name=None):
        first, *rest = (cell(value) for value in row)
        cells = "".join(
            f"<td{' class=num' if n else ''}>{v}</td>"
            for v, n in zip(rest, numeric[1:], strict=True)
        )
        rows.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
