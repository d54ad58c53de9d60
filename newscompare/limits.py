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


class LateError(Exception):
    """The work took longer than it may; the message says how long that is."""


class _Stop(BaseException):
    """Raised inside the work: no ``except Exception`` there holds it up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what is done in the block after so many seconds. Raises ``LateError``.

    In the main thread alone, where Python lets itself be interrupted (as by Ctrl-C); in any other
    thread the block takes what it takes.
    """
    if threading.current_thread() is not threading.main_thread() or not math.isfinite(seconds):
        yield
        return
    lock, state = threading.Lock(), {"over": False, "rung": False, "stopped": False}
    before = signal.getsignal(signal.SIGINT)
    here = threading.get_ident()

    def stop(number: int, frame: FrameType | None) -> None:
        if state["rung"] and not state["stopped"]:
            state["stopped"] = True
            raise _Stop
        if callable(before):
            before(number, frame)

    def ring() -> None:
        with lock:
            if state["over"]:
                return
            state["rung"] = True
            if os.name == "posix":
                signal.pthread_kill(here, signal.SIGINT)
            else:
                _thread.interrupt_main()

    timer = threading.Timer(max(0.0, min(seconds, threading.TIMEOUT_MAX)), ring)
    timer.daemon = True
    signal.signal(signal.SIGINT, stop)
    late = False
    try:
        try:
            timer.start()
            yield
        finally:
            with lock:
                state["over"] = True
            timer.cancel()
            while state["rung"] and not state["stopped"]:
                time.sleep(0.001)  # the signal is on its way
    except _Stop:
        late = True
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if late:
        raise LateError(f"took longer than {seconds:g} seconds")
