"""A server on loopback that answers as the tests tell it: well, slowly, without end, not at all."""

from __future__ import annotations

import contextlib
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = (
    "The harbour council said on Tuesday that the two ferries would sail again before the spring "
    "tide, whatever the weather brings. "
)


OTHER = (
    "Dock workers asked who would pay for the crews, and the mayor gave no answer to that "
    "question during the long meeting. "
)


def page(title: str = "Ferries sail again", body: str = WORDS * 4, head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title><meta property='og:site_name' content='The "
        f"Mercury'>{head}</head><body><article>"
        f"<h1>{title}</h1><p>{body}</p><p>{OTHER * 4}</p></article></body></html>"
    )


class Site(ThreadingHTTPServer):
    """What the server answers, and what it was asked."""

    daemon_threads = True
    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[tuple[str, str, float]]
    robots = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": "text/html; charset=utf-8"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        self.pages[path] = (status, given, data)
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"], time.monotonic()))
        with contextlib.suppress(OSError):
            self.answer()

    def answer(self) -> None:
        if self.path == "/robots.txt" and self.server.robots:
            self.server.pages["/robots.txt"] = (
                200,
                {"Content-Type": "text/plain"},
                self.server.robots.encode(),
            )
        if self.path == "/silent":
            time.sleep(2.5)
            return
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.1)
            return
        if self.path == "/drip-header":
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
            return
        if self.path == "/garbage":
            self.wfile.write(b"\x00\xff\x13 no http at all\r\n\r\n")
            return
        if self.path == "/endless":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            while True:
                self.wfile.write(b"<p>more and more</p>" * 1000)
        if self.path.startswith("/loop"):
            self.send_response(302)
            self.send_header("Location", f"/loop{len(self.path)}{self.path[5:]}")
            self.end_headers()
            return
        status, headers, data = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
