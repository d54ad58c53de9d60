"""Compare how news outlets tell one event: who frames it how, who is heard, in what tone."""

__version__ = "0.1.0"
