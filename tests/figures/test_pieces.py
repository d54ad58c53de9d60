"""The figure of one utterance in pieces says what the counts say, ties and none at all included."""

from __future__ import annotations

import pandas as pd

from newscompare.figures.pieces import plot_pieces

LABELS = {"a": "Ada", "b": "Bea"}


def title(*rows: tuple[str, int, int]) -> str:
    counts = pd.DataFrame(rows, columns=["article", "pieces", "quotes"])
    return plot_pieces(counts, LABELS, whole="one post").title


def test_the_title_names_the_text_with_most() -> None:
    found = title(("a", 4, 6), ("b", 1, 9))
    assert found == "Five of 15 quotations come from one post; Ada has four of them"
    assert "Bea has nine of them" in title(("a", 4, 6), ("b", 9, 9))


def test_a_tie_and_nothing_at_all() -> None:
    assert title(("a", 2, 6), ("b", 2, 9)).endswith("Ada and Bea have two of them each")
    assert "of them" not in title(("a", 0, 6), ("b", 0, 0))
    assert title(("a", 1, 1), ("b", 0, 0)).startswith("One of one quotation comes")


def test_squares_are_quotations_and_the_table_has_them() -> None:
    counts = pd.DataFrame([("a", 4, 6), ("b", 0, 0)], columns=["article", "pieces", "quotes"])
    figure = plot_pieces(counts, LABELS, whole="one post")
    for narrow in (False, True):
        (axis,) = figure.drawn(narrow).axes
        faces = [patch.get_facecolor() for patch in axis.patches]
        assert len(faces) == 6
        assert len(set(faces)) == 2
        assert faces.count(faces[0]) == 4
    assert list(figure.data["All quotations"]) == [6, 0]
    assert "Ada: 4 of 6." in figure.alt
