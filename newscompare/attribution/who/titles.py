"""Where the titles of a name end: roles, countries and bodies that stand before it in its run."""

from __future__ import annotations

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.reading import Reading, english

MARKS = frozenset({".", "-", ",", "&", "’", "'", "/"})


def body_words(reading: Reading, first: int, last: int) -> bool:
    """Is there a word for bodies before the first preposition of a name, or at its end?"""
    return any(reading.low[k] in lexicon.BODIES for k in range(first, last))


def last_word(reading: Reading, first: int, last: int) -> str:
    """The last word of a name."""
    return next(
        (reading.low[k] for k in range(last - 1, first - 1, -1) if reading.words[k] not in MARKS),
        "",
    )


def suffix(reading: Reading, last: int) -> bool:
    """Does a run end in *Jr.* or in an initial with its full stop?"""
    return reading.words[last - 1] == "." and (
        reading.low[last - 2] in ("jr", "sr") or len(reading.words[last - 2]) == 1
    )


def after_titles(reading: Reading, first: int, last: int) -> int:
    """The first word of a run that is no title, role, country or body before a name."""
    low, words, k = reading.low, reading.words, first
    while k < last:
        word = low[k]
        if word in MARKS and k > first:
            k += 1
        elif word in lexicon.TITLES or word in lexicon.demonyms() or word in lexicon.PERSONS:
            if word in lexicon.given_names() and word not in lexicon.TITLES and k == first:
                break
            k += 1
        elif (
            (word in lexicon.STANDS_FOR and k + 1 < last and word not in lexicon.given_names())
            or (  # Lifeguard Tori Nguyen
                k == first
                and reading.first_of[first]
                and last - k > 2
                and english(word)
                and low[k + 1] in lexicon.given_names()
                and word not in lexicon.BODIES
                and not lexicon.place(words[k])
                and last_word(reading, k, last) not in lexicon.BODIES
            )
            or (word in ("u", "us", "uk", "un", "eu") and k < last - 1)
            or (word in ("s", "k", "n") and first <= k - 2 and low[k - 2] == "u" and k < last - 1)
        ):
            k += 1
        elif word.startswith(("vice", "co")) and k + 1 < last and reading.words[k + 1] == "-":
            k += 2
        else:
            break
    for j in range(last - 1, k, -1):  # Urban Transport Shri Raghav Deshpande
        previous = low[j - 2] if low[j - 1] == "." else low[j - 1]
        if previous in lexicon.TITLES and previous not in lexicon.BODIES and j - 1 >= k:
            if low[j] in lexicon.BODIES or low[j] in MARKS or low[j] in lexicon.TITLES:
                continue
            if low[j] in lexicon.POSTNOMINALS:
                break
            if (
                previous
                in ("king", "dean", "pope", "bishop", "major", "justice", "judge", "sister", "head")
                and j - k > 1
            ):
                break
            return j
    for size in (3, 2, 1):  # St Joseph Ralph Yearwood
        j = k + size
        given = (
            j + 1 < last and low[j] in lexicon.given_names() and low[k] not in lexicon.given_names()
        )
        if given and lexicon.place(reading.text(k, j)) and not body_words(reading, j, last):
            return j
    if (
        k and low[k - 1] in ("of", "for") and english(low[k])
    ):  # Director of Public Prosecutions Max Hill
        for j in range(k + 1, last - 1):
            if (
                low[j] in lexicon.given_names()
                and not english(low[j])
                and words[j - 1] not in MARKS
            ) and (
                not body_words(reading, j, last)
                and last_word(reading, j, last) not in lexicon.THINGS_LAST
            ):
                return j
    if (
        k < last - 2
        and low[k] not in lexicon.given_names()
        and (low[k] in lexicon.BODIES or lexicon.place(reading.text(k, k + 1)))
    ):
        for j in range(k + 1, last - 1):  # Assembly P.S. Wankar
            if (
                (
                    low[j] in lexicon.given_names()
                    and not lexicon.place(reading.text(j, j + 1))
                    and not english(low[j])
                )
                or (len(low[j]) == 1 and reading.words[j + 1] == ".")
            ) and not body_words(reading, j, last):
                return j
    return k


def titled_before(reading: Reading, first: int, begin: int) -> bool:
    """Does a title stand just before the name in its run?"""
    if begin <= first:
        return False
    return (
        reading.low[begin - 1 if reading.words[begin - 1] != "." else begin - 2] in lexicon.TITLES
    )
