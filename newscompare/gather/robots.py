"""Robots Exclusion Protocol (RFC 9309): may this agent fetch this path?

The most specific group counts, then the longest matching rule; ``Allow`` wins a tie; ``*`` and a
final ``$`` are understood. Matching is linear in the length of the path, whatever a server writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

MAX_DELAY = 30.0
"""The longest Crawl-delay that is obeyed, in seconds."""


@dataclass(frozen=True)
class Robots:
    """The rules for one agent: ``(allow, pattern)``, and the delay asked for (0 where none is)."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """May the agent fetch this path (with its query)?"""
        path = _normal(path or "/")
        if path == "/robots.txt":
            return True
        best, verdict = -1, True
        for allow, pattern in self.rules:
            if len(pattern) >= best and _matches(pattern, path) and (len(pattern) > best or allow):
                best, verdict = len(pattern), allow
        return verdict


ALLOW_ALL = Robots()
DENY_ALL = Robots(((False, "/"),))


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for an agent (its product name, such as ``newscompare``)."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for raw in text.splitlines():
        name, colon, value = raw.split("#", 1)[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(value.lower())
            groups.setdefault(value.lower(), [])
        elif name in {"allow", "disallow"}:
            in_rules = True
            if value:
                for one in agents:
                    groups[one].append((name == "allow", _normal(value)))
        elif name == "crawl-delay":
            in_rules = True
            try:
                seconds = min(max(float(value), 0.0), MAX_DELAY)
            except ValueError:
                continue
            for one in agents:
                delays[one] = seconds if seconds == seconds else 0.0
    mine = agent.lower()
    chosen = mine if mine in groups else "*"
    return Robots(tuple(groups.get(chosen, [])), delays.get(chosen, 0.0))


def _normal(path: str) -> str:
    """A path with its percent-encoding in one form."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/*$?&=:;,+@!~'()[]", errors="surrogateescape"
    )


def _matches(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    if len(pieces) == 1:
        return not anchored or path == pieces[0]
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    return (
        path.endswith(last) and len(path) - len(last) >= at
        if anchored
        else path.find(last, at) >= 0
    )
