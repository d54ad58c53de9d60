"""Texts of any length side by side: each is read as if alone, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from newscompare.attribution import crf

MOVES = np.random.default_rng(1).normal(size=(11, 11)).astype(np.float32)


def parts(*lengths: int) -> list[np.ndarray]:
    chance = np.random.default_rng(2)
    return [chance.normal(size=(n, 11)).astype(np.float32) for n in lengths]


@pytest.mark.parametrize("most", [1, 30, 100_000])
def test_a_text_is_read_as_if_alone(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(crf, "MOST_PADDED", most)
    texts = parts(9, 1, 40, 3, 12)
    paths, chances = crf.viterbi(texts, MOVES), crf.marginals(texts, MOVES)
    for text, path, chance in zip(texts, paths, chances, strict=True):
        (alone,), (own,) = crf.viterbi([text], MOVES), crf.marginals([text], MOVES)
        assert path.tolist() == alone.tolist()
        assert np.allclose(chance, own, atol=1e-6)
        assert np.allclose(chance.sum(axis=1), 1, atol=1e-5)


def test_a_long_text_stands_alone() -> None:
    groups = list(crf.side_by_side(parts(*[50] * 31, 90_000)))
    assert sorted(k for group in groups for k in group) == list(range(32))
    assert [31] in groups
    assert list(crf.side_by_side([])) == []
