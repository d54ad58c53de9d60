"""Texts fetched from addresses or saved pages."""
