"""Codings in the formats of other tools."""

FORMATS = {
    "brat": "standoff (.txt, .ann)",
    "webannotation": "W3C Web Annotation (.txt, .jsonld)",
    "csv": "attributions and codes for a spreadsheet, each row with its sentence",
    "jsonl": "one line for each text with all that is known of it",
}
"""The formats and what they are, for help; ``formats`` has their functions."""
