"""The encoder: subwords and windows, the stored file, and the same numbers whatever lies beside a
text.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.articles.tokens import tokenize
from newscompare.attribution import engine, extract, extract_many
from newscompare.attribution.encoder_engine import allowed, decode
from newscompare.encoder import network, store
from newscompare.encoder.network import Encoder
from newscompare.encoder.pieces import KINDS, shape
from newscompare.encoder.readout import fit
from newscompare.encoder.windows import joined, stretches

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = sorted((ROOT / "data" / "practice" / "articles").glob("*.md"))
FIVE = sorted((ROOT.parent / "shared" / "corpus").glob("*.md"))
SAID = "“It works,” Ana Ruiz said on Monday.\nCritics fear that it will not last.\n"
LARGEST_FILE = 23_500_000

WORDS = [
    "said",
    "\ud800",
    "“",
    "”",
    "Ana",
    "don't",
    "\n",
    "unbelievably",
    "東京",
    "U.S.",
    "--",
    "\x1f",
    "é",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


def bodies(paths: Sequence[Path] = PRACTICE) -> list[str]:
    return [path.read_text(encoding="utf-8").split("---\n", 2)[-1] for path in paths]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return network.load()


@pytest.mark.parametrize(
    ("word", "expected"), [(",", 0), ("said", 1), ("UN", 2), ("Ana", 3), ("iPhone", 4), ("東京", 4)]
)
def test_shapes(word: str, expected: int) -> None:
    assert shape(word) == expected


def test_subwords_tell_case_quotation_and_paragraph(encoder: Encoder) -> None:
    tokens = tokenize("“Hi”\nAna")
    pieces = encoder.cutter.pieces(tokens)
    vocabulary = encoder.cutter.tokenizer
    assert [vocabulary.id_to_token(k) for k in pieces.ids] == ["“", "hi", "”", "[SEP]", "ana"]
    assert pieces.kinds.tolist() == [2, 3 * 4 + 1, 3, 0, 3 * 4]
    assert pieces.first.tolist() == [0, 1, 2, 4]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(3, 60), st.integers(0, 30))
def test_windows_cover_a_text_and_end_between_tokens(text: str, longest: int, overlap: int) -> None:
    pieces = network.load().cutter.pieces(tokenize(text))
    assert pieces.kinds.max(initial=0) < KINDS
    longest = longest + 8  # no token is longer than a window
    found = list(stretches(pieces, min(overlap, longest // 2), longest))
    assert (not found) == (pieces.n == 0)
    if not found:
        return
    assert found[0][0] == 0
    assert found[-1][1] == pieces.n
    bounds = {0, pieces.n, *pieces.first.tolist()}
    for before, after in itertools.pairwise(found):
        assert before[0] < after[0] <= before[1] < after[1]
    assert all({a, b} <= bounds and 0 < b - a <= longest for a, b in found)
    ones = []
    for a, b in found:
        count = int(np.subtract(*np.searchsorted(pieces.first, (b, a))))
        ones.append(((a, b), np.full((count, 2), 7.0, dtype=np.float32)))
    assert np.allclose(joined(pieces, ones), 7.0)


def test_the_file_is_small_and_comes_back_as_it_was() -> None:
    path = Path(store.__file__).parent / store.NAME
    data = path.read_bytes()
    assert len(data) <= LARGEST_FILE
    stored = store.parse(data)
    assert store.dump(store.parse(store.dump(stored))) == store.dump(stored)


SMALL = 1e-5
"""More than scores differ by between processors: with an emulated older one, at most 3e-6."""


def read_with(encoder: Encoder, body: str) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Scores, labels and probabilities to three digits."""
    scores = encoder.label_scores(tokenize(body))
    transitions = allowed(encoder.settings["transitions"])
    bias = encoder.settings["attribution"]["bias_outside"]
    ((labels, chances),) = decode([scores], transitions, bias)
    return scores, labels, chances.round(3)


@pytest.fixture(scope="module")
def readings(encoder: Encoder) -> dict[str, tuple[np.ndarray, list[str], np.ndarray]]:
    """The practice event, and the five texts where they are at hand, as they are read here."""
    return {body: read_with(encoder, body) for body in [*bodies(), *bodies(FIVE)]}


@pytest.mark.parametrize(("threads", "optimise"), [(1, True), (2, True), (1, False), (2, False)])
def test_same_labels_with_other_threads_and_graph_levels(
    threads: int, optimise: bool, readings: dict[str, tuple[np.ndarray, list[str], np.ndarray]]
) -> None:
    other = Encoder(store.load(), threads, optimise=optimise)
    for body, (scores, labels, chances) in readings.items():
        again = read_with(other, body)
        assert np.abs(again[0] - scores).max() < SMALL
        assert again[1] == labels
        assert np.abs(again[2] - chances).max() < 0.0011


def test_labels_hang_on_no_difference_as_small_as_between_processors(
    encoder: Encoder, readings: dict[str, tuple[np.ndarray, list[str], np.ndarray]]
) -> None:
    chance = np.random.default_rng(7)
    transitions = allowed(encoder.settings["transitions"])
    bias = encoder.settings["attribution"]["bias_outside"]
    for scores, labels, _ in readings.values():
        for _ in range(5):
            noise = chance.uniform(-SMALL, SMALL, scores.shape).astype(np.float32)
            assert decode([scores + noise], transitions, bias)[0][0] == labels


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    texts = bodies()
    together = list(extract_many(texts, "encoder"))
    for text, table in zip(texts[:3], together, strict=False):
        assert extract(text, "encoder").equals(table)


def test_a_long_text_is_handed_to_the_quick_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.HANDED_ON == 500_000
    monkeypatch.setattr(engine, "HANDED_ON", 1_000)
    assert engine.reader("a" * 1_000, "encoder") == "encoder"
    assert engine.reader("a" * 1_001, "encoder") == "learned"
    assert engine.reader("a" * 1_001, "rules") == "rules"
    short, handed = extract_many([SAID, SAID * (1_000 // len(SAID) + 1)], "encoder")
    assert set(short["engine"]) == {"encoder"}
    assert set(handed["engine"]) == {"learned"}


def test_who_says_what_is_found() -> None:
    table = extract(SAID, "encoder")
    assert table.iloc[0]["source"] == "Ana Ruiz"
    assert table.iloc[0]["form"] == "direct"
    assert len(table) == 2
    assert table["confidence"].between(0, 1).all()


def test_no_words_no_rows() -> None:
    assert extract("", "encoder").empty
    assert extract(" \n .", "encoder").empty


def test_like_sentences_have_like_vectors(encoder: Encoder) -> None:
    one, like, other, empty = encoder.sentence_vectors(
        ["The deal is only symbolic.", "The agreement is mere symbolism.", "She ate fish.", " "]
    )
    cosine = [float(one @ x / np.linalg.norm(one) / np.linalg.norm(x)) for x in (like, other)]
    assert cosine[0] > cosine[1]
    assert not empty.any()


def test_a_sentence_has_its_vector_whatever_is_read_beside_it(encoder: Encoder) -> None:
    texts = ["She ate fish.", "He sold rice.", "", "They ate fish.", "The deal is symbolic.", "No"]
    texts.append("A deal was signed and praised. " * 60)  # longer than a window
    together = encoder.sentence_vectors(texts)
    alone = np.vstack([encoder.sentence_vectors([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)
    assert not np.allclose(together[0], together[1], atol=0.1)
    assert encoder.sentence_vectors([]).shape == (0, together.shape[1])


def test_a_code_is_learned_from_vectors() -> None:
    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(60, 200)).astype(np.float32)
    flags = np.stack([vectors[:, 0] > 0, np.ones(60), np.zeros(60)], axis=1).astype(np.int64)
    odds = fit(vectors, flags, strength=1.0).odds(vectors)
    assert ((odds[:, 0] > 0) == flags[:, 0]).all()
    assert (odds[:, 1] > 5).all()
    assert (odds[:, 2] < -5).all()


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="the extra train is not installed"
)
def test_the_forward_algorithm_sums_over_all_label_sequences() -> None:
    from itertools import product

    import torch

    from newscompare.attribution.encoder_training.tagger import partition, path

    torch.manual_seed(0)
    scores, moves = torch.randn(1, 3, 11), torch.randn(11, 11)
    there = torch.ones(1, 3, dtype=torch.bool)
    every = torch.stack(
        [path(scores, moves, torch.tensor([labels]))[0] for labels in product(range(11), repeat=3)]
    )
    assert torch.allclose(partition(scores, moves, there)[0], every.logsumexp(0), atol=1e-4)
