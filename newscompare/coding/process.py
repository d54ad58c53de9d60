"""A process beside this one that codes articles: what crashes, hangs or swells there can be ended
and set aside.

The two talk through pipes, in pickles: articles one way, Arrow tables the other. When this process
dies, however it dies, the other sees the end of its input and goes too.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from newscompare.articles import Article

START_SECONDS = 300.0
"""How long the process may take to start."""


@dataclass(frozen=True)
class Settings:
    """What the rows depend on, and the limits of one article."""

    engine: str
    codebook: bytes
    """The ``Codebook``, pickled."""
    program: str
    """``program_digest`` where the run began; a worker with another one refuses."""
    time_limit: float
    """Seconds that an article may take."""
    memory_limit: int
    """Megabytes that the coding process may take."""


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
        command = [sys.executable, "-m", "newscompare.coding.process"]
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


def main() -> None:
    """Code what comes on standard input until it ends; at its end, stop whatever is being done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while True:
                questions.put(pickle.load(sys.stdin.buffer))
        except (OSError, EOFError, pickle.UnpicklingError):
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    answer: tuple[str, Any]
    settings: Settings = questions.get()
    _limit_memory(settings.memory_limit)
    from newscompare.coding.coder import Coder
    from newscompare.coding.parts import program_digest

    coder = Coder(settings)
    same = settings.program == program_digest()
    answer = (
        ("ready", None)
        if same
        else ("other", "another version of newscompare than where the run began")
    )
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        articles = questions.get()
        try:
            answer = ("coded", coder.tables(articles))
        except MemoryError:
            answer = ("failed", f"needs more than {settings.memory_limit:,} MB of memory")
        except Exception as error:
            answer = ("failed", " ".join(f"{type(error).__name__}: {error}".split())[:300])


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, megabytes * 2**20))


if __name__ == "__main__":
    main()
