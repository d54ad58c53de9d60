"""Codings in the formats of other tools."""
