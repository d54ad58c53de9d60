"""Measures: DataFrames in, DataFrames out. No text processing, no files, no figures."""
