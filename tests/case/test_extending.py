"""A codebook that extends another takes over what it does not say, and nothing of an event."""

from __future__ import annotations

import re

import pytest

from newscompare.case.codebook import read_codebook
from newscompare.case.tables import data_folder
from newscompare.errors import InputError
from newscompare.files import write_text


def test_a_codebook_extends_another_without_its_event() -> None:
    ours, theirs = (
        read_codebook(data_folder() / case / "codebook.yml") for case in ("practice", "accords")
    )
    assert list(ours.indicators) == list(theirs.indicators)
    assert [p.id for p in ours.patterns if p.scope == "general"] == [
        p.id for p in theirs.patterns if p.scope == "general"
    ]
    finds = {p.find for p in theirs.patterns if p.scope == "event"}
    assert finds
    assert not finds & {p.find for p in ours.patterns if p.scope == "event"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends: nowhere\n", "line 1: the codebook 'nowhere' that it extends was not found"),
        ("extends: [a]\n", "line 1: 'extends' names no codebook"),
        ("extends: codebook.yml\n", "line 1: 'codebook.yml' extends this codebook in turn"),
        ("extends: accords\n", "the part 'event' is missing"),
        (
            "extends: accords\nevent: {title: x}\nindicators:\n  S1:\n    frame: odd\n",
            "line 5: S1 names the unknown frame 'odd'",
        ),
    ],
)
def test_a_broken_extension_is_named(tmp_path, text: str, message: str) -> None:
    write_text(text, tmp_path / "codebook.yml")
    with pytest.raises(InputError, match=re.escape(message)):
        read_codebook(tmp_path / "codebook.yml")
