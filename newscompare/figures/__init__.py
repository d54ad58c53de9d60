"""Figures: each takes the result of a measure and returns a ``Figure`` whose alt text is computed
from it.
"""
