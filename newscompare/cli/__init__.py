"""The command line: each subcommand is a thin call into one room.

The commands stand in files named for the rooms that they call.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from newscompare import __version__
from newscompare.cli import case, coding, exchange, gather, hand, report
from newscompare.errors import InputError

CURE = "name another file or folder, shorter, or make room"


def parser() -> argparse.ArgumentParser:
    """The argument parser; each subcommand sets ``run``, a function of the parsed arguments."""
    top = argparse.ArgumentParser(
        prog="newscompare", description="Compare how news outlets tell one event."
    )
    top.add_argument("--version", action="version", version=f"newscompare {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    case.add_new(commands)
    gather.add_fetch(commands)
    gather.add_look(commands)
    case.add_check(commands)
    coding.add_code(commands)
    hand.add_coder(commands)
    hand.add_sheet(commands)
    hand.add_agree(commands)
    hand.add_names(commands)
    hand.add_learn(commands)
    report.add_report(commands)
    exchange.add_export(commands)
    exchange.add_import(commands)
    case.add_derive(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Bad input ends with exit code 2 and one line that names file, line and
    cure.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        if "\0" in "".join(sys.argv[1:] if argv is None else argv):
            raise InputError("the command", "holds a NUL character", "leave it out")
        args = parser().parse_args(argv)
        code = args.run(args)
    except InputError as error:
        print(f"newscompare: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "\nnewscompare: stopped; what was written is whole, the rest is not there. "
            "The same command goes on or begins again.",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else "the system"
        reason = str(error.strerror or error)
        print(f"newscompare: {InputError(place[:200], reason, CURE)}", file=sys.stderr)
        return 2
    return code or 0
