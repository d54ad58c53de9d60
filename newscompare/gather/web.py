"""One web page, fetched with care: bounded in time and size, from public addresses only, every hop
checked.

The name is resolved once; every address that it stands for is checked, and the connection goes to a
checked address, so that a name that points elsewhere a moment later changes nothing. Proxies of the
environment are not used.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from newscompare import __version__
from newscompare.gather.reserved import is_public
from newscompare.gather.robots import Robots, allow_all, deny_all, parse_robots

AGENT = "newscompare"
USER_AGENT = (
    f"{AGENT}/{__version__} (reads single news pages for research and teaching; obeys robots.txt)"
)

REDIRECTS = 5
ROBOTS_BYTES = 512 * 1024


class FetchError(Exception):
    """Why a page did not come: ``status`` (``blocked`` or ``failed``) and a reason in words."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes that one request may take."""

    connect: float = 10.0
    total: float = 30.0
    bytes: int = 5_000_000
    pause: float = 1.0


@dataclass(frozen=True)
class Page:
    """What came: the address after redirects, the HTTP status, the media type, the declared
    encoding, the bytes (unpacked).
    """

    url: str
    http: int
    media: str
    charset: str
    data: bytes


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises ``FetchError`` (``blocked``) if one of them is not public."""
    addresses = _resolve(host, port)
    for address in addresses:
        if not is_public(address):
            raise FetchError(
                "blocked",
                f"{host} is a private or reserved address ({address}); --allow-private lets it "
                f"through",
            )
    return addresses


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError("failed", f"the host {host} is not known") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_url(url: str) -> str:
    """An absolute http or https address without user name and fragment, in ASCII. Raises
    ``FetchError``.
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FetchError("failed", "the address cannot be read") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise FetchError("blocked", "only http and https are fetched")
    if not host:
        raise FetchError("failed", "the address names no host")
    if parts.username is not None or parts.password is not None:
        raise FetchError("blocked", "the address holds a user name or password")
    if port == 0:
        raise FetchError("failed", "the address cannot be read")
    try:
        name = host if host.isascii() else _in_ascii(host)
    except UnicodeError:
        raise FetchError("failed", "the host name cannot be read") from None
    if len(name) > 253 or any(c <= " " or c in "\x7f/\\?#@" for c in name):
        raise FetchError("failed", "the host name cannot be read")
    netloc = (f"[{name}]" if ":" in name else name) + (f":{port}" if port else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def _in_ascii(host: str) -> str:
    """A host name with other letters as the network has it: IDNA 2008, where ``idna`` is there."""
    try:
        import idna
    except ImportError:
        return host.encode("idna").decode("ascii")
    return idna.encode(host, uts46=True).decode("ascii")


def redirected(url: str, location: str) -> str:
    """Where a page sends its reader. Raises ``FetchError``."""
    try:
        there = urljoin(url, location)
    except ValueError:
        raise FetchError("failed", "the page redirects to an address that cannot be read") from None
    return checked_url(there)


class _Connection(http.client.HTTPConnection):
    """A connection to one checked address, under the host's own name."""

    def __init__(
        self,
        host: str,
        port: int,
        addresses: list[str],
        timeout: float,
        context: ssl.SSLContext | None,
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self.addresses, self.context = addresses, context
        self.held: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first of the checked addresses that answers."""
        problem: OSError | None = None
        for address in self.addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError as error:
                problem = error
        else:
            raise problem or OSError("no address")
        if self.context is not None:
            self.sock = self.context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.held = self.sock
            self.sock.do_handshake()
        self.held = self.sock


@contextmanager
def _deadline(connection: _Connection, seconds: float) -> Iterator[threading.Event]:
    """Cut the connection after so many seconds, whatever it is waiting for."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        if connection.held is not None:
            with suppress(OSError):
                connection.held.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


@dataclass
class Browser:
    """Fetches pages one after the other, politely. ``sleep`` and ``clock`` are there for tests."""

    limits: Limits = field(default_factory=Limits)
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def get(self, url: str) -> Page:
        """A page, after at most five redirects; robots.txt is asked at each host. Raises
        ``FetchError``.
        """
        url = checked_url(url)
        for _ in range(REDIRECTS + 1):
            parts = urlsplit(url)
            robots = self._robots_of(url)
            if not robots.allows(urlunsplit(("", "", parts.path, parts.query, ""))):
                raise FetchError("blocked", "robots.txt of the site does not allow it")
            page, location = self._request(url, self.limits.bytes, robots.delay)
            if location is None:
                return page
            url = redirected(url, location)
        raise FetchError("failed", f"more than {REDIRECTS} redirects")

    def _robots_of(self, url: str) -> Robots:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(f"{site}/robots.txt")
        return self._robots[site]

    def _read_robots(self, url: str) -> Robots:
        """RFC 9309: a missing file allows all; a server that fails or does not answer allows
        nothing.
        """
        for _ in range(REDIRECTS + 1):
            page, location = self._request(url, ROBOTS_BYTES, 0.0)
            if location is not None:
                url = redirected(url, location)
                continue
            if page.http >= 500 or page.http == 429:
                raise FetchError(
                    "failed", f"robots.txt of the site answers {page.http}, so nothing is fetched"
                )
            if page.http in {401, 403}:
                return deny_all(AGENT)
            return (
                parse_robots(page.data.decode("utf-8-sig", "replace"), AGENT)
                if page.http == 200
                else allow_all(AGENT)
            )
        return allow_all(AGENT)

    def _wait(self, site: str, delay: float) -> None:
        """One request a second a host (more where robots.txt asks for it)."""
        pause = max(self.limits.pause, delay)
        due = self._last.get(site, float("-inf")) + pause
        rest = due - self.clock()
        if rest > 0:
            self.sleep(rest)
        self._last[site] = self.clock()

    def _request(self, url: str, limit: int, delay: float) -> tuple[Page, str | None]:
        """One request without redirects: the page, or where it redirects to."""
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        addresses = _resolve(host, port) if self.allow_private else public_addresses(host, port)
        self._wait(f"{host}:{port}", delay)
        context = ssl.create_default_context() if secure else None
        connection = _Connection(host, port, addresses, self.limits.connect, context)
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": "text/html, text/plain;q=0.8",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        with _deadline(connection, self.limits.total) as late:
            try:
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                location = response.getheader("Location")
                if response.status in {301, 302, 303, 307, 308} and location:
                    return Page(url, response.status, "", "", b""), _latin(location)
                data = _read(response, limit)
            except FetchError as error:
                raise (
                    self._late() if late.is_set() and error.status == "failed" else error
                ) from None
            except ssl.SSLCertVerificationError:
                raise FetchError("failed", "the site's certificate is not valid") from None
            except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
                if late.is_set():
                    raise self._late() from None
                if isinstance(error, TimeoutError):
                    raise FetchError(
                        "failed", f"no answer within {self.limits.connect:g} seconds"
                    ) from None
                raise FetchError(
                    "failed", f"the connection or the answer is broken ({type(error).__name__})"
                ) from None
            finally:
                connection.close()
            if late.is_set():
                raise self._late()
        try:
            media = response.headers.get_content_type()
            charset = str(response.headers.get_content_charset() or "")
        except (ValueError, LookupError, TypeError):
            media, charset = "", ""
        return Page(url, response.status, media, charset, data), None

    def _late(self) -> FetchError:
        return FetchError("failed", f"took more than {self.limits.total:g} seconds")


def _latin(location: str) -> str:
    """A Location header as text: servers write raw UTF-8 there."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _read(response: http.client.HTTPResponse, limit: int) -> bytes:
    """The body, unpacked, read piece by piece and stopped at the limit."""
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise FetchError("failed", "the page is packed in a way that was not asked for")
    unpacker = zlib.decompressobj(wbits=47) if coding not in {"identity", ""} else None
    parts: list[bytes] = []
    size = taken = 0
    while piece := response.read1(65536):
        taken += len(piece)
        if unpacker is not None:
            piece = unpacker.decompress(piece, limit - size + 1)
        size += len(piece)
        if size > limit or taken > limit:
            raise FetchError("failed", f"the page is larger than {limit / 1_000_000:g} MB")
        parts.append(piece)
    expected = response.getheader("Content-Length")
    if expected is not None and expected.isdigit() and taken < int(expected):
        raise FetchError("failed", "the page broke off")
    if unpacker is not None and not unpacker.eof:
        raise FetchError("failed", "the page broke off")
    return b"".join(parts)
