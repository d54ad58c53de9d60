"""Coding by people: sheets, agreement, classes."""
