"""A process beside this one that codes articles: what crashes, hangs or swells there can be ended
and set aside.

The two talk through pipes, in pickles: articles one way, Arrow tables the other. When this process
dies, however it dies, the other sees the end of its input and goes too.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from newscompare.articles import Article
from newscompare.coding.settings import Settings

START_SECONDS = 300.0
"""How long the process may take to start."""


class CodingError(Exception):
    """The articles could not be coded; the message is the reason."""


class NoStartError(Exception):
    """The coding process does not start; the message says why."""


class CodingProcess:
    """The process, started when it is first needed and again after it broke."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def code(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        """The tables of some articles. Raises ``CodingError`` where the coder fails, or dies twice,
        or takes too long.
        """
        for _ in range(2):
            ended, late = self._ask(list(articles), self.settings.time_limit)
            if late:
                raise CodingError(f"took longer than {self.settings.time_limit:g} seconds")
            if ended is not None:
                kind, answer = ended
                if kind == "coded":
                    return dict(answer)
                raise CodingError(str(answer))
        raise CodingError("broke the process that coded it, twice")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _ask(self, question: Any, seconds: float) -> tuple[tuple[str, Any] | None, bool]:
        """The answer to a question (nothing where the process died), and whether it was ended for
        being late.
        """
        process = self._process or self._start()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout), False
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            return None, late.is_set()
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        one_thread = {
            f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "ARROW_CPU")
        }
        environment = {**os.environ, **one_thread, "TQDM_DISABLE": "1"}
        command = [sys.executable, "-m", "newscompare.coding.child"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        answer, _ = self._ask(self.settings, START_SECONDS)
        if answer is None or answer[0] != "ready" or self._process is None:
            self.close()
            raise NoStartError(
                str(answer[1]) if answer else "the process that codes articles does not start"
            )
        return self._process
