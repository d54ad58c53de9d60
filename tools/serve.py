"""Serve the built book on this machine alone, as a host would: compressed, with its own 404 page.

python tools/serve.py [FOLDER] [PORT]
"""

from __future__ import annotations

import gzip
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER, PORT = "_build/html", 8000
TEXT = (".html", ".css", ".js", ".svg", ".json", ".xml", ".ipynb", ".md", ".txt")


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder; text goes out compressed where the browser takes it."""

    def do_GET(self) -> None:
        """A file, compressed; else the page for what is not there."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        status = HTTPStatus.OK
        if not path.is_file():
            status, path = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
            if not path.is_file():
                self.send_error(HTTPStatus.NOT_FOUND)
                return
        body = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server on the loopback address; port 0 takes any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def main(arguments: list[str]) -> int:
    """Serve until interrupted."""
    folder = Path(arguments[0] if arguments else FOLDER)
    if not (folder / "index.html").is_file():
        print(f"{folder}: holds no built book; run make book", file=sys.stderr)
        return 1
    try:
        served = server(folder, int(arguments[1]) if len(arguments) > 1 else PORT)
    except OSError as error:
        print(f"port {PORT}: {error.strerror}; give another: make serve PORT=8001", file=sys.stderr)
        return 1
    print(f"The book: http://127.0.0.1:{served.server_address[1]}/ (Ctrl+C ends)")
    try:
        served.serve_forever()
    except KeyboardInterrupt:
        served.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
