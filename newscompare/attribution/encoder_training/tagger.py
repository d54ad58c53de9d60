"""The network that labels tokens: encoder, kinds of subwords, one linear layer, and a CRF over it.

The word embeddings stay as they were pretrained, so that words that the training texts lack keep
their place among those that they hold. The CRF (Lafferty, McCallum and Pereira 2001) is trained
whole: forward algorithm in the loss, transitions that continue a span that never began ruled out.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel

from newscompare.attribution.encoder_training import base
from newscompare.attribution.linking import LABELS
from newscompare.encoder.pieces import KINDS

NEVER = -1e4


def ruled_out() -> Tensor:
    """(label, next label): true where the next label would continue a span that never began."""
    return torch.tensor(
        [[b[0] == "I" and (a == "O" or a[2:] != b[2:]) for b in LABELS] for a in LABELS]
    )


@dataclass
class Batch:
    """Windows side by side, padded: subwords, their kinds, which are there; first subwords, gold
    labels (-1: none).
    """

    ids: Tensor
    kinds: Tensor
    mask: Tensor
    first: Tensor
    gold: Tensor


class Tagger(nn.Module):
    """Scores (windows, tokens, labels) of the tokens of windows, and the loss."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder: BertModel = base.model(dropout)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        kinds = nn.Embedding(KINDS, old.shape[1])
        kinds.weight.data.copy_(old[0])
        self.encoder.embeddings.token_type_embeddings = kinds
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(old.shape[1], len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("never", ruled_out(), persistent=False)

    @property
    def allowed(self) -> Tensor:
        """The transitions, with those ruled out."""
        return self.transitions.masked_fill(self.never, NEVER)

    def forward(self, batch: Batch) -> Tensor:
        """Scores of the tokens."""
        states = self.encoder(
            input_ids=batch.ids, token_type_ids=batch.kinds, attention_mask=batch.mask
        ).last_hidden_state
        index = batch.first[:, :, None].expand(-1, -1, states.shape[2])
        return self.head(self.dropout(states.gather(1, index))).float()

    def loss(
        self, scores: Tensor, gold: Tensor, plain: float = 0.2, smooth: float = 0.05
    ) -> Tensor:
        """Negative log-likelihood a token of the label sequences, mixed with smoothed
        cross-entropy.
        """
        there = gold >= 0
        count = there.sum()
        chain = (partition(scores, self.allowed, there) - path(scores, self.allowed, gold)).sum()
        single = nn.functional.cross_entropy(
            scores[there], gold[there], reduction="sum", label_smoothing=smooth
        )
        return ((1 - plain) * chain + plain * single) / count


def partition(scores: Tensor, transitions: Tensor, there: Tensor) -> Tensor:
    """Log of the sum over all label sequences, one number a window (forward algorithm)."""
    step = transitions.exp()
    peak = scores.detach().amax(dim=2, keepdim=True)
    local = (scores - peak).exp()
    state = local[:, 0]
    total = peak[:, 0, 0]
    for t in range(1, scores.shape[1]):
        norm = state.sum(dim=1, keepdim=True)
        after = (state / norm) @ step * local[:, t]
        live = there[:, t, None]
        state = torch.where(live, after, state)
        total = total + torch.where(there[:, t], norm[:, 0].log() + peak[:, t, 0], torch.zeros(()))
    return total + state.sum(dim=1).log()


def path(scores: Tensor, transitions: Tensor, gold: Tensor) -> Tensor:
    """The score of the gold labels, one number a window; what annotation makes that is ruled out
    costs nothing.
    """
    there = gold >= 0
    safe = gold.clamp(min=0)
    own = scores.gather(2, safe[:, :, None])[:, :, 0].masked_fill(~there, 0.0).sum(dim=1)
    moves = transitions[safe[:, :-1], safe[:, 1:]].masked_fill(~there[:, 1:], 0.0)
    return own + moves.clamp(min=-20.0).sum(dim=1)
