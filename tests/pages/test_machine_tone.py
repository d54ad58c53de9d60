"""The stored tone of the cases' quotations is what the encoder says now."""

from __future__ import annotations

import numpy as np
import pytest

from newscompare.case.tables import load_case
from newscompare.pages import machine_tone


@pytest.mark.parametrize("name", ["accords", "practice"])
def test_the_stored_tone_of_a_case_is_what_the_encoder_says(name: str) -> None:
    case = load_case(name)
    kept, now = machine_tone.stored(case), machine_tone.tone_of(case)
    assert kept["label"].tolist() == now["label"].tolist()
    assert np.allclose(kept["score"], now["score"], atol=0.011)
    first = [table["driving_words"].str.split(" ").str[0] for table in (kept, now)]
    assert (first[0] == first[1]).mean() > 0.95
