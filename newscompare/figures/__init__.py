"""Figures: each takes the result of a measure and returns a ``Figure``.

Its title is a finding computed from that result, its caption says how to read it, its alt text says
it in words, and the table behind it comes along.
"""
