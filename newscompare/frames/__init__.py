"""Frames found by the patterns of a codebook, and how often they are right."""
