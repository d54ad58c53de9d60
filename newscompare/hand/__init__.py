"""Coding by people: sheets, agreement, classes.

``handed_in`` and ``sheets`` read a sheet, ``rows`` its cells; ``agreement`` compares coders (kappa
and alpha are in ``measures``); ``collecting`` and ``classroom`` take a class together; ``coder``
codes in a notebook, ``web_pages`` makes the pages that code in a browser.
"""
