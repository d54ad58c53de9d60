"""Figures: each draws the result of a measure and says in words what it shows.

It returns a ``Figure`` whose alt text is computed from the same numbers.
"""
