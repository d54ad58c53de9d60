"""Robots Exclusion Protocol (RFC 9309): may this agent fetch this path? Read by Protego."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscompare.errors import InputError

if TYPE_CHECKING:
    from protego import Protego

MAX_DELAY = 30.0
"""The longest Crawl-delay that is obeyed, in seconds."""


@dataclass(frozen=True)
class Robots:
    """What a robots.txt says to one agent. ``delay``: seconds between requests (0 where it asks for
    none).
    """

    rules: Protego
    agent: str
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """May the agent fetch this path (with its query)?"""
        return bool(self.rules.can_fetch(f"http://host{path or '/'}", self.agent))


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for an agent (its product name, such as ``newscompare``). Raises
    ``InputError`` where Protego is not installed.
    """
    try:
        from protego import Protego
    except ImportError:
        cure = "install it with: pip install 'newscompare[fetch]'"
        raise InputError("protego", "is not installed, so no page can be fetched", cure) from None
    rules = Protego.parse(text)
    delay = rules.crawl_delay(agent) or 0.0
    return Robots(rules, agent, min(max(delay, 0.0), MAX_DELAY) if math.isfinite(delay) else 0.0)


def allow_all(agent: str) -> Robots:
    """What a site says that has no robots.txt."""
    return parse_robots("", agent)


def deny_all(agent: str) -> Robots:
    """What a site says whose robots.txt is not for this agent."""
    return parse_robots("User-agent: *\nDisallow: /", agent)
