"""Train the tagger of attributions: ``python -m
newscompare.attribution.encoder_training.attribution train.jsonl --out FOLDER``.

Data as for ``newscompare.attribution.train`` (PolNeAR, Newell, Margolin and Ruths 2018). A run that
was cut off goes on from its last checkpoint. ``--held K`` keeps every tenth article, from the Kth,
out of training.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.attribution.encoder_training import base
from newscompare.attribution.encoder_training.tagger import Batch, Tagger
from newscompare.attribution.train import labels_of, read
from newscompare.encoder.pieces import HIDDEN, Cutter, Pieces
from newscompare.encoder.windows import stretches


@dataclass(frozen=True)
class Recipe:
    """How training runs; the numbers were set beforehand and by held-out training articles."""

    epochs: int = 4
    batch: int = 16
    rate: float = 4e-4
    decay: float = 0.85
    """What the learning rate is multiplied by, layer by layer toward the input."""
    warm: float = 0.1
    dropout: float = 0.1
    hidden: float = 0.08
    """Share of subwords hidden from the encoder in training."""
    overlap: int = 24
    average: float = 0.995
    """Of the running average of weights that is kept."""
    seed: int = 1
    every: int = 25
    """Steps between two checkpoints."""


@dataclass
class Example:
    """A training article, cut and labelled."""

    tokens: Tokens
    pieces: Pieces
    gold: np.ndarray


def examples(articles: Sequence[dict[str, Any]], cutter: Cutter) -> list[Example]:
    """The articles, cut and labelled."""
    out = []
    for article in articles:
        tokens = tokenize(article["text"])
        out.append(Example(tokens, cutter.pieces(tokens), labels_of(tokens, article)))
    return out


def collate(some: Sequence[tuple[Example, tuple[int, int]]], start: int) -> Batch:
    """Windows side by side."""
    spans = [(e, a, b, *np.searchsorted(e.pieces.first, (a, b)).tolist()) for e, (a, b) in some]
    wide = max(b - a for _, a, b, _, _ in spans) + 1
    many = max(j - i for _, _, _, i, j in spans)
    batch = Batch(
        torch.zeros(len(spans), wide, dtype=torch.long),
        torch.zeros(len(spans), wide, dtype=torch.long),
        torch.zeros(len(spans), wide, dtype=torch.long),
        torch.zeros(len(spans), many, dtype=torch.long),
        torch.full((len(spans), many), -1, dtype=torch.long),
    )
    for k, (e, a, b, i, j) in enumerate(spans):
        batch.ids[k, 0] = start
        batch.ids[k, 1 : b - a + 1] = torch.from_numpy(e.pieces.ids[a:b])
        batch.kinds[k, 1 : b - a + 1] = torch.from_numpy(e.pieces.kinds[a:b])
        batch.mask[k, : b - a + 1] = 1
        batch.first[k, : j - i] = torch.from_numpy(e.pieces.first[i:j] - a + 1)
        batch.gold[k, : j - i] = torch.from_numpy(e.gold[i:j])
    return batch


def epoch(data: Sequence[Example], recipe: Recipe, number: int, start: int) -> Iterator[Batch]:
    """The batches of an epoch: articles cut anew, windows of like length together, shuffled."""
    rng = random.Random(f"{recipe.seed} {number}")
    found = [
        (example, stretch)
        for example in data
        for stretch in stretches(example.pieces, recipe.overlap, start=rng.randint(96, 254))
    ]
    rng.shuffle(found)
    pool = recipe.batch * 24
    batches = []
    for first in range(0, len(found), pool):
        some = sorted(found[first : first + pool], key=lambda one: one[1][1] - one[1][0])
        batches += [some[k : k + recipe.batch] for k in range(0, len(some), recipe.batch)]
    rng.shuffle(batches)
    for some in batches:
        yield collate(some, start)


def groups(model: Tagger, recipe: Recipe) -> list[dict[str, Any]]:
    """Parameters with their learning rates: lower toward the input; none of norms and biases
    decays.
    """
    depth = len(model.encoder.encoder.layer)
    out = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        scale, decay = 1.0, 0.01 if weight.dim() > 1 else 0.0
        if ".layer." in name:
            scale = recipe.decay ** (depth - 1 - int(name.split(".layer.")[1].split(".")[0]))
        elif "token_type" in name:
            scale, decay = 3.0, 0.0
        elif "embeddings" in name:
            scale, decay = recipe.decay**depth, 0.0
        elif name.startswith("head"):
            scale = 3.0
        elif name == "transitions":
            scale, decay = 15.0, 0.0
        out.append({"params": [weight], "lr": recipe.rate * scale, "weight_decay": decay})
    return out


def hide(batch: Batch, share: float, mask: int, unit: torch.Generator) -> None:
    """Hide some subwords."""
    chosen = (torch.rand(batch.ids.shape, generator=unit) < share) & (batch.ids > 999)
    batch.ids[chosen] = mask


def train(
    data: Sequence[Example], recipe: Recipe, out: Path, tokenizer: Any, begin: Path | None = None
) -> Tagger:
    """A tagger trained on the examples, its weights averaged; checkpoints lie in ``out``.

    A run that was cut off and goes on gives the same weights as one that was not. With ``begin``,
    training starts from weights that were trained before.
    """
    torch.manual_seed(recipe.seed)
    start, mask = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id(HIDDEN)
    model = Tagger(recipe.dropout)
    if begin is not None:
        found = torch.load(begin, weights_only=True)
        model.load_state_dict(found.get("average", found), strict=False)
    optimizer = torch.optim.AdamW(groups(model, recipe), fused=True)
    per = len(list(epoch(data, recipe, 0, start)))
    steps = per * recipe.epochs
    warm = max(1, int(steps * recipe.warm))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, (steps - k) / (steps - warm))
    )
    average = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}
    done = 0
    saved = out / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        average, done = state["average"], state["done"]
        torch.set_rng_state(state["chance"])
    model.train()
    began, since = time.time(), 0
    losses: list[float] = []
    for number in range(recipe.epochs):
        if done >= (number + 1) * per:
            continue
        for k, batch in enumerate(epoch(data, recipe, number, start)):
            if number * per + k < done:
                continue
            if k >= per:
                break
            hide(batch, recipe.hidden, mask, torch.Generator().manual_seed(done))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(batch)
            loss = model.loss(scores, batch.gold)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done, since = done + 1, since + 1
            losses.append(loss.item())
            follow(average, model, min(recipe.average, done / (done + 10)))
            if done % recipe.every == 0:
                pace, loss_now = (time.time() - began) / since, np.mean(losses[-recipe.every :])
                print(f"{done}/{steps} loss {loss_now:.4f} {pace:.2f} s", flush=True)
                state = {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "average": average,
                    "done": done,
                    "chance": torch.get_rng_state(),
                }
                torch.save(state, out / "checkpoint.tmp")
                os.replace(out / "checkpoint.tmp", saved)
        done = max(done, (number + 1) * per)
        torch.save(model.state_dict(), out / f"epoch{number + 1}.pt")
        torch.save(average, out / f"average{number + 1}.pt")
    model.load_state_dict(average, strict=False)
    return model


def follow(average: dict[str, Tensor], model: nn.Module, keep: float) -> None:
    """Move a running average of weights toward those of now."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name in average:
                average[name].lerp_(weight, 1 - keep)


def kept(articles: Sequence[Any], held: int | None, inside: bool) -> list[Any]:
    """The articles held out, or the others."""
    return [a for k, a in enumerate(articles) if (held is not None and k % 10 == held) == inside]


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held", type=int)
    parser.add_argument("--begin", type=Path, help="weights to start from")
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(**{name: getattr(args, name) for name in asdict(Recipe())})
    print(recipe, flush=True)
    tokenizer = base.tokenizer()
    data = examples(kept(read(args.data), args.held, False), Cutter(tokenizer))
    model = train(data, recipe, args.out, tokenizer, args.begin)
    torch.save(model.state_dict(), args.out / "final.pt")


if __name__ == "__main__":
    main()
