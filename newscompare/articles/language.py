"""The language of a text: the machine reads English, and says so of any other.

What is detected is that of *py3langid* (Lui and Baldwin 2012), asked only where few of the words
are function words of English. A text of fewer than ``FEWEST`` words counts as English: too little
to tell. Front matter may say ``language: fr``, which decides.
"""

from __future__ import annotations

import re
from typing import Any

ENGLISH = "en"
FEWEST = 20
"""Words below which nothing is detected."""
SHARE = 0.12
"""A text with so many of ``FUNCTION`` among its words is English; news has a third."""

FUNCTION = frozenset(
    """
    the of and to that it was for with his he is had her she they not are but from have has will
    would who which this been were said be at by or an their its
    """.split()  # noqa: SIM905
)
NAMES = {
    **{"en": "English", "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese"},
    **{"it": "Italian", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian"},
    **{"nb": "Norwegian", "nn": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech"},
    **{"sk": "Slovak", "hu": "Hungarian", "ro": "Romanian", "bg": "Bulgarian", "ru": "Russian"},
    **{"uk": "Ukrainian", "be": "Belarusian", "sr": "Serbian", "hr": "Croatian", "bs": "Bosnian"},
    **{"sl": "Slovene", "el": "Greek", "tr": "Turkish", "az": "Azerbaijani", "kk": "Kazakh"},
    **{"ar": "Arabic", "he": "Hebrew", "fa": "Persian", "ur": "Urdu", "hi": "Hindi"},
    **{"bn": "Bengali", "id": "Indonesian", "ms": "Malay", "zh": "Chinese", "ja": "Japanese"},
    **{"ko": "Korean", "vi": "Vietnamese", "th": "Thai", "ca": "Catalan", "eu": "Basque"},
    **{"gl": "Galician", "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian", "sq": "Albanian"},
    **{"af": "Afrikaans", "sw": "Swahili", "ga": "Irish", "cy": "Welsh", "is": "Icelandic"},
}
"""Names of languages by their code (ISO 639-1)."""


def language_of(text: str, metadata: dict[str, Any] | None = None) -> str:
    """The code of the language that a text is written in (ISO 639-1)."""
    said = str((metadata or {}).get("language") or "").strip().lower()
    codes = {name.lower(): code for code, name in NAMES.items()}
    if said:
        return codes.get(said, said.split("-")[0][:3])
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < FEWEST:
        return ENGLISH
    if sum(word.lower() in FUNCTION for word in words) >= SHARE * len(words):
        return ENGLISH
    import py3langid

    return str(py3langid.classify(text[:20_000])[0])


def language_name(code: str) -> str:
    """A language's name in English; its code where the name is not known."""
    return NAMES.get(code, code)


def why_foreign(text: str, metadata: dict[str, Any] | None = None) -> str:
    """Why the machine does not code a text: its language; empty for English."""
    code = language_of(text, metadata)
    if code == ENGLISH:
        return ""
    return f"is written in {language_name(code)}, and the machine reads English"


OUT = "it is left out of every count; where it is English, add 'language: en' to its front matter"
"""The cure for a text in another language."""
