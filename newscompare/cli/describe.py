"""Help that teaches, and kinds of values, for every command."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What a command is added to."""


def describe(what: str, example: str, after: str) -> dict[str, Any]:
    """Help that teaches: what a command does, one example, what comes next."""
    epilog = f"example:\n  {example}\n\nnext:\n  {after}"
    return {
        "description": what,
        "epilog": epilog,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def number(text: str) -> int:
    """A whole number above zero, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
