"""The other end of a coding process: ``python -m newscompare.coding.child`` codes what comes on
standard input until it ends (see ``process``).
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from typing import Any

from newscompare.coding.settings import Settings, program_digest


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
