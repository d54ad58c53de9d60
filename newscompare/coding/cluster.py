"""Parts spread over the workers of a Dask cluster (Rocklin 2015), a few in flight, so that memory
stays flat.

Workers get articles and send back files; they read and write nothing, so no shared disk is needed,
only the same newscompare. A worker that dies loses nothing: Dask gives its part to another one. A
part that takes several workers down with it is coded article by article, and the one to blame is
set aside.
"""

from __future__ import annotations

import logging
import pickle
import signal
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, wait

from newscompare.coding.corpora import Item
from newscompare.coding.parts import (
    Coded,
    close_processes,
    code_items,
    code_part,
    part_files,
    set_aside,
)
from newscompare.coding.process import NoStartError
from newscompare.coding.settings import Settings
from newscompare.errors import InputError

ANSWER = 10
"""Seconds that the scheduler may take to answer."""
PATIENCE = 60
"""Seconds to wait for a first worker, and for a new one where all are gone."""
QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.low-level-log-length": 10,
}
"""What Dask watches itself with, turned down: it takes time from each process that codes, and
its log keeps a thousand messages to each worker, a part of the corpus in each."""
PATIENT = {
    "distributed.comm.timeouts.connect": "300s",
    "distributed.comm.timeouts.tcp": "300s",
    "distributed.deploy.lost-worker-timeout": "1h",
}
"""For a cluster on this machine. Where it is busy, a worker that starts again may take minutes to
be heard; and one that dies of one article after another is not given up (Dask looks once, fifteen
seconds after a death, and ends what it does not see then)."""
AGAIN = "see to the cluster, then run the same command: parts that were written are kept"


@contextmanager
def connect(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """A client of the cluster at an address, or of ``workers`` processes on this machine, which end
    with it.

    Raises ``InputError`` where no scheduler answers or no worker comes.
    """
    if scheduler is None:
        # The address is that of a health page, which distributed always opens: a free port, for
        # this machine only.
        page = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
        with (
            dask.config.set({**QUIET, **PATIENT}),
            _no_interrupts(),
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                silence_logs=logging.CRITICAL,
                **page,
            ) as cluster,
            Client(cluster) as client,
        ):
            _interrupts_again()
            yield client
        return
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        with dask.config.set(QUIET):
            client = Client(scheduler, timeout=ANSWER)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).split("\n")[0] or type(error).__name__
        raise InputError(
            f"--scheduler {scheduler}",
            f"does not answer ({reason})",
            "start one with 'dask scheduler'",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise InputError(
                f"--scheduler {scheduler}",
                "has no worker",
                f"start some with 'dask worker {scheduler}'",
            ) from None
        yield client
        with suppress(Exception):
            client.run(close_processes)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C: the command ends its workers itself.

    Threads and processes inherit the mask of signals of the thread that starts them. The tracker of
    ``multiprocessing`` is started first, because it sets the mask of its thread.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        _interrupts_again()


def _interrupts_again() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _unbroken() -> Iterator[None]:
    """Ctrl-C waits for the end of the block. Where it falls into the making or the end of a
    ``Future``, Python prints a traceback, and may forget it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def packed(items: Sequence[Item]) -> bytes:
    """Items as compressed bytes: a scheduler keeps what passes through it for a while, and as
    objects they take ten times the room.
    """
    return zlib.compress(pickle.dumps(items), 1)


def code_packed(part: bytes, settings: Settings) -> dict[str, bytes]:
    """``code_part`` for items that were ``packed``."""
    return code_part(pickle.loads(zlib.decompress(part)), settings)


def spread(
    parts: Iterable[tuple[int, list[Item]]], settings: Settings, client: Client
) -> Iterator[tuple[int, list[Item], dict[str, bytes]]]:
    """Code parts on the workers, two in flight for each thread: number, items and files of each, in
    the order they are done.
    """
    parts = iter(parts)
    running: dict[Future, tuple[int, list[Item]]] = {}
    try:
        while True:
            while len(running) < 2 * max(1, sum(client.nthreads().values())):
                part = next(parts, None)
                if part is None:
                    break
                work = packed(part[1])
                with _unbroken():
                    running[client.submit(code_packed, work, settings, pure=False)] = part
            if not running:
                return
            done = _done(client, list(running))
            while done:
                future = done.pop(0)
                number, items = running.pop(future)
                files = _files(client, future, items, settings)
                with _unbroken():
                    del future
                yield number, items, files
    except (OSError, CancelledError) as error:
        raise InputError("the cluster", f"went away ({type(error).__name__})", AGAIN) from None
    finally:
        with suppress(Exception):
            client.cancel(list(running), force=True)


def _done(client: Client, futures: list[Future]) -> list[Future]:
    """The futures that are done, at least one. Raises ``InputError`` where no worker is left to do
    them.
    """
    while True:
        with suppress(TimeoutError):
            return list(wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
        if not client.nthreads():
            raise InputError("the cluster", f"has had no worker for {PATIENCE} seconds", AGAIN)


def _files(
    client: Client, future: Future, items: list[Item], settings: Settings
) -> dict[str, bytes]:
    """The files of a part; where workers died of it, article by article."""
    try:
        return dict(future.result())
    except KilledWorker:
        return part_files(_one_by_one(client, items, settings), items, settings)
    except (NoStartError, OSError, CancelledError):
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise InputError(
            "the cluster",
            f"cannot code ({reason})",
            "install the same newscompare, as here, on every worker",
        ) from None


def _took_down(workers: int) -> str:
    return (
        "took down 1 worker"
        if workers == 1
        else f"took down {workers} workers, one after the other"
    )


def _alone(client: Client, item: Item, settings: Settings) -> Coded:
    with _unbroken():
        future = client.submit(code_items, [item], settings, pure=False)
    try:
        _done(client, [future])
        coded: Coded = future.result()
        return coded
    finally:
        with _unbroken():
            del future


def _one_by_one(client: Client, items: list[Item], settings: Settings) -> Coded:
    """Items coded each for itself; those that take workers down are set aside. Raises
    ``InputError`` where all do.

    One after the other, because Dask blames the death of a worker on all that it had to do; and
    twice, because a worker may die of something else.
    """
    out = Coded([], {})
    deaths = 0
    for place, item in enumerate(items):
        for last in (False, True):
            try:
                coded = _alone(client, item, settings)
            except KilledWorker as error:
                if last:
                    deaths += 1
                    out.aside[place] = set_aside(item, _took_down(error.allowed_failures + 1))
            else:
                out.tables += coded.tables
                out.aside.update((place, row) for row in coded.aside.values())
                break
    if deaths == len(items) > 1:
        raise InputError("the cluster", "loses its workers whatever they code", AGAIN)
    return out
