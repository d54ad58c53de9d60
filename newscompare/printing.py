"""Pages printed by Chromium, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
"""The names under which it may be installed."""


def chromium() -> str | None:
    """Where Chromium is; nothing where it is not installed."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def print_pdf(
    page: Path | str,
    out: Path | str,
    *,
    seconds: float = 90,
    finish: Callable[[bytes], bytes] = bytes,
) -> bool:
    """Print an HTML file as a tagged PDF, which ``finish`` may change; ``False`` where Chromium is
    not installed, fails or takes longer.
    """
    found, out = chromium(), Path(out)
    if found is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.pdf"
        command = [found, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += ["--generate-pdf-document-outline", f"--user-data-dir={folder}/profile"]
        try:
            subprocess.run(
                [*command, f"--print-to-pdf={made}", Path(page).resolve().as_uri()],
                capture_output=True,
                timeout=seconds,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        if not made.is_file():
            return False
        part = out.with_name(f"{out.name}.part")
        part.write_bytes(finish(made.read_bytes()))
        part.replace(out)
    return True
