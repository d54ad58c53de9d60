"""The dateline before the first sentence: place, day, agency, dash. It is no part of what is said.

Cut is what bears a day (*PORT HALVARD, Oct 9 -*), a news agency (*LONDON (Reuters) -*) or a place
in capitals alone (*GENEVA –*). Another outlet's own name in brackets stays. ``dateline: kept`` in
the front matter keeps one where codes were made with it.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?"
AGENCY = (
    r"\((?:Reuters|Thomson Reuters Foundation|AP|Associated Press|The Associated Press|AFP|"
    r"Agence France-Presse|dpa|DPA|UPI|Xinhua|TASS|Interfax|ANSA|EFE|Kyodo|Yonhap|PTI|ANI|IANS|AAP|"
    r"PA|PA Media|Bloomberg|CNN|CP|The Canadian Press|RIA Novosti|Anadolu|AA|KUNA|WAM|SPA|APA|NTB|"
    r"TT|Ritzau|Belga|ANP|Lusa|MTI|PAP|CTK|Ukrinform|Kazinform)\)"
)
CAPITALS = r"[^\W\d_a-z]{2}[^\W\d_a-z.'’-]+(?:[ /][^\W\d_a-z][^\W\d_a-z.'’-]+){0,3}"
REGION = r"(?:, ?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}){0,2}"
TOWN = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
DASH = r"[ \t]*(?:—|–|--?)[ \t]+"
DATELINE = re.compile(
    rf"(?:(?:(?:{CAPITALS}|{TOWN}){REGION},? )?{DAY},?(?: {AGENCY})?"
    rf"|(?:(?:{CAPITALS}|{TOWN}){REGION} )?{AGENCY}"
    rf"|{CAPITALS}{REGION}){DASH}(?=[\"“‘'«]?[A-Z0-9])"
)
LINE = re.compile(rf"(?:(?:{CAPITALS}|{TOWN}){REGION},? )?{DAY},?(?: {AGENCY})?\.?")
"""A dateline that is a line of its own."""
NO_PLACE = re.compile(
    r"(?:BREAKING|EXCLUSIVE|UPDATE|UPDATED|WATCH|LIVE|ANALYSIS|OPINION|VIDEO|CORRECTED)\b"
)
"""Labels that are set like a place; they may say what the text is, so they stay."""
KEPT = "kept"


def dateline_end(text: str) -> int:
    """Where the sentence begins after a dateline at the start of a paragraph; 0 where there is
    none.
    """
    found = DATELINE.match(text)
    return found.end() if found and not (NO_PLACE.match(text)) else 0


def is_dateline(line: str) -> bool:
    """Is a line a day and nothing else, but perhaps a place before it and an agency after it?"""
    return bool(LINE.fullmatch(line.strip()))


def says_when_or_whose(line: str) -> bool:
    """Does a line name a day or a news agency in brackets?"""
    return bool(re.search(rf"\b{DAY}|{AGENCY}", line))
