"""The command line: each subcommand is a thin call into one room.

The commands stand in files named for the rooms that they call.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from newscompare import __version__
from newscompare.cli import case, coding, exchange, gather, hand, report
from newscompare.errors import InputError


def parser() -> argparse.ArgumentParser:
    """The argument parser; each subcommand sets ``run``, a function of the parsed arguments."""
    top = argparse.ArgumentParser(
        prog="newscompare", description="Compare how news outlets tell one event."
    )
    top.add_argument("--version", action="version", version=f"newscompare {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    case.add_new(commands)
    gather.add_fetch(commands)
    case.add_check(commands)
    coding.add_code(commands)
    hand.add_coder(commands)
    hand.add_sheet(commands)
    hand.add_agree(commands)
    report.add_report(commands)
    exchange.add_export(commands)
    exchange.add_import(commands)
    case.add_derive(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Bad input ends with exit code 2 and one line that names file, line and
    cure.
    """
    args = parser().parse_args(argv)
    try:
        code = args.run(args)
    except InputError as error:
        print(f"newscompare: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code or 0
