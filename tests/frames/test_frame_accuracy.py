"""The tables of how right the frame coder is are those that the texts give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.codebook import read_codebook
from newscompare.frames.accuracy import evaluate, main

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def test_the_tables_come_out_as_they_stand(tmp_path: Path) -> None:
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the five texts are not in ../shared/corpus")
    data = tmp_path / "data"
    for folder in ("accords", "evaluation"):
        shutil.copytree(ROOT / "data" / folder, data / folder)
    names = [
        *(f"evaluation/frames_{name}.csv" for name in ("scores", "errors", "patterns")),
        "accords/machine_frames.csv",
    ]
    for name in names:
        (data / name).unlink()
    fixtures = str(ROOT / "tests" / "fixtures")
    main([str(SHARED), "--data", str(data), "--invented", fixtures])
    for name in names:
        assert (data / name).read_bytes() == (ROOT / "data" / name).read_bytes(), name


def test_the_text_of_a_unit_may_have_hyphens_in_its_name() -> None:
    codebook = read_codebook(ROOT / "data" / "accords" / "codebook.yml")
    units = ["astana-times-01", "astana-times-02", "astana-post-01"]
    coded = pd.DataFrame({"sentence": units, "symbolic": 1, "strategic": [0, 1, 0]})
    coded = coded.assign(indicators="-")
    table = evaluate(coded, coded, codebook, "3")
    texts = table.loc[(table["kind"] == "text") & (table["frame"] == "symbolic")]
    assert texts["part"].tolist() == ["astana-times", "astana-post"]
