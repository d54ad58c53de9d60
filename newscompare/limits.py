"""A limit on the time that a piece of work may take, in this process."""

from __future__ import annotations

import _thread
import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class LateError(Exception):
    """The work took longer than it may; the message says how long that is."""


class _Stop(BaseException):
    """Raised inside the work: no ``except Exception`` there holds it up."""

    def __init__(self, limit: _Limit) -> None:
        super().__init__()
        self.limit = limit


class _Limit:
    """One block under a limit: seconds on the clock, and seconds of work of this process."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.clock = time.monotonic() + seconds
        self.work = time.process_time() + seconds
        self.lock = threading.Lock()
        self.over = self.rung = self.heard = False
        self.timer = threading.Timer(max(0.0, min(seconds, threading.TIMEOUT_MAX)), self.ring)
        self.timer.daemon = True

    def late(self) -> bool:
        return time.monotonic() >= self.clock or time.process_time() >= self.work

    def ring(self) -> None:
        """Interrupt the main thread, unless the block has ended."""
        with self.lock:
            if self.over:
                return
            self.rung = True
            if os.name == "posix":
                main = threading.main_thread().ident
                assert main is not None
                signal.pthread_kill(main, signal.SIGINT)
            else:
                _thread.interrupt_main()

    def end(self) -> None:
        """No bell after this; one that rang is waited for."""
        with self.lock:
            self.over = True
        self.timer.cancel()
        while self.rung and not self.heard:
            time.sleep(0.001)


_OPEN: list[_Limit] = []
"""The blocks that are under a limit now, the outermost first."""
_BEFORE: dict[int, Any] = {}
"""What was done at each signal before the outermost block."""
_WORK = getattr(signal, "SIGPROF", None)
"""The signal after so much work: it comes through where a call into C lets no other thread run."""


def _hear(number: int, frame: FrameType | None) -> None:
    for limit in _OPEN:
        limit.heard = limit.heard or limit.rung
    for limit in _OPEN:
        if not limit.over and limit.late():
            raise _Stop(limit)
    before = _BEFORE.get(number)
    if number == signal.SIGINT and callable(before) and not any(limit.rung for limit in _OPEN):
        before(number, frame)


def _set_clock() -> None:
    """Ask for a signal when the first of the limits on work is reached."""
    if _WORK is None:
        return
    rest = min((limit.work - time.process_time() for limit in _OPEN), default=None)
    if rest is None:
        signal.setitimer(signal.ITIMER_PROF, 0)
    else:
        signal.setitimer(signal.ITIMER_PROF, max(0.001, rest), 0.1)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what is done in the block after so many seconds. Raises ``LateError``.

    In the main thread alone, where Python lets itself be interrupted (as by Ctrl-C); in any other
    thread the block takes what it takes.
    """
    if threading.current_thread() is not threading.main_thread() or not math.isfinite(seconds):
        yield
        return
    limit = _Limit(seconds)
    if not _OPEN:
        for number in [signal.SIGINT, *([_WORK] if _WORK is not None else [])]:
            _BEFORE[number] = signal.signal(number, _hear)
    _OPEN.append(limit)
    late = False
    try:
        try:
            _set_clock()
            limit.timer.start()
            yield
        finally:
            limit.end()
    except _Stop as stop:
        if stop.limit is not limit:
            raise
        late = True
    finally:
        _OPEN.remove(limit)
        _set_clock()
        if not _OPEN:
            for number, before in _BEFORE.items():
                signal.signal(number, before if before is not None else signal.SIG_DFL)
            _BEFORE.clear()
    if late:
        raise LateError(f"took longer than {seconds:g} seconds")
