"""JupyterLab on loopback, over a copy of a folder, for tests that open notebooks in a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from newscompare.printing import chromium

SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}
"""All cells in the page, no question on news, nothing saved unasked."""

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str:
    """The path of Chromium; skips the test where there is none."""
    if found := chromium():
        return found
    pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")


@contextmanager
def lab_server(root: Path, own: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """JupyterLab whose files begin at ``root``; its own files in ``own``. Yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "RUNTIME")}
    for name, values in SETTINGS.items():
        path = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    places |= {
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--allow-root"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=lab"),
        *options,
    ]
    with (own / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=root, env=os.environ | places, stdout=log, stderr=log
        )
    try:
        for _ in range(1500):
            assert process.poll() is None, (own / "server.log").read_text()
            try:
                urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/api/status?token=lab", timeout=2
                ).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:  # busy: the tests are done, nothing is lost
            process.kill()
            process.wait()
