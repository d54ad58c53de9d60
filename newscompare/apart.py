"""Work in a process apart: what crashes, hangs or swells there can be ended and named.

The two talk through pipes, in pickles. When this process dies, however it dies, the other sees the
end of its input and goes too. Ctrl-C reaches this process alone.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import newscompare

START_SECONDS = 300.0
"""How long the process may take to start."""


class ApartError(Exception):
    """The work was not done; the message is the reason."""


class NoStartError(Exception):
    """The process does not start; the message says why."""


class Apart:
    """A process that runs a module and answers questions; started when it is first needed, and
    again after it broke. The module calls ``serve``.
    """

    def __init__(self, module: str, first: Any, seconds: float, did: str = "coded") -> None:
        self.module, self.first, self.seconds, self.did = module, first, seconds, did
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, question: Any) -> Any:
        """The answer. Raises ``ApartError`` where the work fails, or the process dies twice, or it
        takes too long; ``NoStartError`` where there is no process.
        """
        for _ in range(2):
            ended, late = self._ask(question, self.seconds)
            if late:
                raise ApartError(f"took longer than {self.seconds:g} seconds")
            if ended is not None:
                kind, answer = ended
                if kind == "done":
                    return answer
                raise ApartError(str(answer))
        raise ApartError(f"broke the process that {self.did} it, twice")

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

        timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), end)
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
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        one_thread = {
            f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "ARROW_CPU")
        }
        environment = {**os.environ, **one_thread, "TQDM_DISABLE": "1", **_same_package()}
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            **own_group(),
        )
        answer, _ = self._ask(self.first, START_SECONDS)
        if answer is None or answer[0] != "ready" or self._process is None:
            self.close()
            raise NoStartError(
                str(answer[1]) if answer else f"the process {self.module} does not start"
            )
        return self._process


def _same_package() -> dict[str, str]:
    """A search path on which the process finds this package, where it was not installed."""
    home = Path(newscompare.__file__).resolve().parents[1]
    if home.is_relative_to(Path(sys.prefix).resolve()):
        return {}
    given = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([*([given] if given else []), str(home)])}


def own_group() -> dict[str, Any]:
    """Arguments of ``Popen`` for a process that a terminal's Ctrl-C does not reach."""
    if os.name == "posix":
        return {"process_group": 0}
    return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}


def serve(make: Callable[[Any], Callable[[Any], Any]]) -> NoReturn:
    """The other end: make the work from the first message, then answer questions until the input
    ends; at its end, stop whatever is being done.

    ``make`` raises ``NoStartError`` where the two do not fit.
    """
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
    work: Callable[[Any], Any] | None = None
    try:
        work = make(questions.get())
        answer = ("ready", None)
    except NoStartError as error:
        answer = ("other", str(error))
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        question = questions.get()
        assert work is not None
        try:
            answer = ("done", work(question))
        except MemoryError as error:
            answer = ("failed", str(error) or "needs more memory than it may take")
        except Exception as error:
            answer = ("failed", " ".join(f"{type(error).__name__}: {error}".split())[:300])


def limit_memory(megabytes: int) -> None:
    """Let this process take no more than so many megabytes, where the system can see to that."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, megabytes * 2**20))
