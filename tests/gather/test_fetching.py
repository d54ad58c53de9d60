"""``newscompare fetch`` against a server on loopback: good, slow, broken, huge, redirecting and
hostile pages.
"""

from __future__ import annotations

import gzip
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import OTHER, WORDS, Handler, Site, page

from newscompare.apart import Apart
from newscompare.articles import read_article
from newscompare.case.folder import CaseFolder, case_folder
from newscompare.characters import clean_line
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.files import alone
from newscompare.gather import fetching
from newscompare.gather.fetching import Fetched, fetch_case, read_fetched, read_saved
from newscompare.gather.web import Browser, FetchError, Limits

LIMITS = Limits(connect=1.0, total=1.5, bytes=200_000, pause=0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site(("127.0.0.1", 0), Handler)
    server.pages, server.asked = {}, []
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    pytest.importorskip(
        "trafilatura",
        reason="trafilatura, the extra 'fetch', is not installed, so no page can be read",
    )
    (tmp_path / "my-event" / "articles").mkdir(parents=True)
    (tmp_path / "my-event" / "case.yml").write_text(
        "id: my-event\ntitle: t\nevent: e\n", encoding="utf-8"
    )
    return case_folder(tmp_path / "my-event")


def fetch(
    folder: CaseFolder,
    *urls: str,
    update: bool = False,
    limits: Limits = LIMITS,
    private: bool = True,
) -> list[Fetched]:
    lines = ["id,url,outlet", *(f"t{n},{url}," for n, url in enumerate(urls, 1))]
    (folder.path / "urls.csv").write_text("\n".join(lines), encoding="utf-8")
    return fetch_case(folder, update=update, browser=Browser(limits=limits, allow_private=private))


def test_a_good_page_becomes_an_article(folder: CaseFolder, site: Site) -> None:
    site.put("/a", page())
    (folder.path / "urls.csv").write_text(
        f"id;url;outlet;country\npost;{site.url}/a;The Harbour Post;Northey\n", encoding="utf-8"
    )
    (row,) = fetch_case(folder, browser=Browser(limits=LIMITS, allow_private=True))
    article = read_article(folder.articles / "post.md")
    assert row.status == "new"
    assert article.metadata["title"] == "Ferries sail again"
    assert article.metadata["outlet"] == "The Harbour Post"
    assert article.metadata["country"] == "Northey"
    assert article.metadata["url"] == f"{site.url}/a"
    assert article.body.startswith("The harbour council")
    assert OTHER.strip() in article.body
    assert "Ferries sail again" not in article.body
    assert main(["check", str(folder.path)]) == 2  # only the codebook is missing here
    assert all(agent.startswith("newscompare/") for _, agent, _ in site.asked)


def test_same_changed_edited_gone(folder: CaseFolder, site: Site) -> None:
    url, path = site.put("/a", page()), folder.articles / "t1.md"
    assert fetch(folder, url)[0].status == "new"
    first = path.read_bytes()
    assert fetch(folder, url)[0].status == "same"
    site.put("/a", page(body="A correction was made to this text. " * 10))
    row = fetch(folder, url)[0]
    assert (row.status, path.read_bytes()) == ("changed", first)
    row = fetch(folder, url, update=True)[0]
    assert row.status == "changed"
    assert "A correction" in path.read_text(encoding="utf-8")
    assert [p.read_bytes() for p in (folder.path / "versions").iterdir()] == [first]
    assert fetch(folder, url)[0].status == "same"
    path.write_bytes(path.read_bytes() + b"My cut.\n")
    edited = path.read_bytes()
    site.put("/a", page())
    row = fetch(folder, url, update=True)[0]
    assert (row.status, path.read_bytes()) == ("changed", edited)
    assert "edited by hand" in row.reason
    site.put("/a", "", 410)
    assert fetch(folder, url, update=True)[0].status == "gone"
    assert path.read_bytes() == edited
    assert read_fetched(folder)["t1"].file_sha256


def test_a_file_that_is_not_from_here_is_kept(folder: CaseFolder, site: Site) -> None:
    (folder.articles / "T1.txt").write_text("mine", encoding="utf-8")
    assert "kept" in fetch(folder, site.put("/a", page()), update=True)[0].reason
    assert [p.name for p in folder.articles.iterdir()] == ["T1.txt"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "gone"),
        (410, "gone"),
        (402, "paywalled"),
        (401, "paywalled"),
        (403, "blocked"),
        (429, "blocked"),
        (451, "blocked"),
        (500, "failed"),
    ],
)
def test_each_answer_has_a_status(
    folder: CaseFolder, site: Site, status: int, expected: str
) -> None:
    (row,) = fetch(folder, site.put("/a", page(), status))
    assert (row.status, row.http) == (expected, str(status))
    assert row.reason
    assert not list(folder.articles.iterdir())


def test_a_teaser_is_paywalled_and_a_full_text_is_not(folder: CaseFolder, site: Site) -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    teaser, full = (
        site.put("/teaser", page(head=head)),
        site.put("/full", page(head=head, body=WORDS * 12)),
    )
    assert [row.status for row in fetch(folder, teaser, full)] == ["paywalled", "new"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/silent", "no answer within 1 seconds"),
        ("/drip", "took more than 1.5 seconds"),
        ("/drip-header", "took more than 1.5 seconds"),
        ("/garbage", "broken"),
        ("/endless", "larger than 0.2 MB"),
        ("/loop", "more than 5 redirects"),
    ],
)
def test_a_slow_broken_or_endless_page_ends_soon(
    folder: CaseFolder, site: Site, path: str, reason: str
) -> None:
    (row,) = fetch(folder, site.url + path)
    assert row.status == "failed"
    assert reason in row.reason
    assert not list(folder.articles.iterdir())


def test_packed_pages_are_unpacked_up_to_the_limit(folder: CaseFolder, site: Site) -> None:
    good = site.put("/good", gzip.compress(page().encode()), Content_Encoding="gzip")
    bomb = site.put("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    torn = site.put("/torn", gzip.compress(page().encode())[:-20], Content_Encoding="gzip")
    lied = site.put("/lied", page(), Content_Encoding="gzip")
    odd = site.put("/odd", page(), Content_Encoding="br")
    short = site.put("/short", page(), Content_Length="100000")
    rows = fetch(folder, good, bomb, torn, lied, odd, short)
    assert [row.status for row in rows] == ["new"] + ["failed"] * 5
    assert "larger than" in rows[1].reason


def test_hostile_words_stay_words(folder: CaseFolder, site: Site) -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; --- outlet: x\u202e\x00"
    body = (
        f"<script>alert(2)</script><img src=x "
        f"onerror=alert(3)>{WORDS * 4}<p>---</p><p>=HYPERLINK()</p>\x00\x1b[31m"
    )
    fetch(folder, site.put("/a", page(title, body)))
    article = read_article(folder.articles / "t1.md")
    assert article.metadata["outlet"] == "The Mercury"
    assert "\n" not in str(article.metadata["title"])
    assert not {"\x00", "\x1b", "\u202e"} & set(article.body + str(article.metadata))
    assert "alert(2)" not in article.body
    assert "onerror" not in article.body
    assert clean_line("a\n---\nb: <b>") == "a --- b: <b>"


def test_what_is_no_web_page_fails(folder: CaseFolder, site: Site) -> None:
    rows = fetch(
        folder,
        site.put("/pdf", b"%PDF-1.7", Content_Type="application/pdf"),
        site.put("/empty", "<html></html>"),
        site.put("/zero", b""),
        site.put("/deep", "<div>" * 20000 + WORDS),
        site.put("/plain", WORDS, Content_Type="text/plain"),
    )
    assert [row.status for row in rows[:3]] == ["failed", "no text", "no text"]
    assert rows[4].status == "new"


def test_robots_are_obeyed(folder: CaseFolder, site: Site) -> None:
    site.robots = (
        "User-agent: *\nDisallow: /\n\nUser-agent: newscompare\nDisallow: "
        "/private/*.html$\nAllow: /private/open.html\n"
    )
    closed, opened = site.put("/private/a.html", page()), site.put("/private/open.html", page())
    moved = site.put("/moved", "", 302, Location="/private/a.html")
    assert [row.status for row in fetch(folder, closed, opened, moved)] == [
        "blocked",
        "new",
        "blocked",
    ]
    assert "/private/a.html" not in [path for path, _, _ in site.asked]
    assert [path for path, _, _ in site.asked].count("/robots.txt") == 1


def test_a_site_whose_robots_fail_is_left_alone(folder: CaseFolder, site: Site) -> None:
    site.put("/robots.txt", "", 503)
    (row,) = fetch(folder, site.put("/a", page()))
    assert (row.status, [path for path, _, _ in site.asked]) == ("failed", ["/robots.txt"])


def test_one_request_a_second_goes_to_a_host(folder: CaseFolder, site: Site) -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    lines = ["id,url,outlet", f"a,{site.put('/a', page())},", f"b,{site.put('/b', page())},"]
    (folder.path / "urls.csv").write_text("\n".join(lines), encoding="utf-8")
    fetch_case(folder, browser=Browser(allow_private=True, sleep=sleep, clock=lambda: now[0]))
    assert len(site.asked) == 3  # robots.txt and the two pages
    assert slept == [1.0, 1.0]


def test_private_addresses_are_refused_unless_asked_for(folder: CaseFolder, site: Site) -> None:
    url = site.put("/a", page())
    port = site.server_address[1]
    odd = [
        f"http://{name}:{port}/a"
        for name in ("localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")
    ]
    rows = fetch(folder, url, *odd, "http://169.254.169.254/latest", private=False)
    assert not site.asked
    assert {row.status for row in rows} <= {"blocked", "failed"}
    assert rows[0].status == rows[1].status == rows[-1].status == "blocked"


def test_a_redirect_to_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = site.server_address[1]
    site.put("/a", "", 302, Location=f"http://inner.example:{port}/secret")
    names = {"outer.example": "93.184.216.34", "inner.example": "127.0.0.1"}
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (names[host], port))]
    )
    monkeypatch.setattr(
        socket, "create_connection", lambda to, timeout: real_connection(real, port, timeout)
    )
    with pytest.raises(FetchError, match=r"inner\.example is a private"):
        Browser(limits=LIMITS).get(f"http://outer.example:{port}/a")
    assert "/secret" not in [path for path, _, _ in site.asked]


def real_connection(real: object, port: int, timeout: float) -> socket.socket:
    """A connection to the local server, without the name look-up that the test has replaced."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(timeout)
    sock.connect(("127.0.0.1", port))
    return sock


def test_a_name_is_looked_up_once_and_the_checked_address_is_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/a", page())
    port, answers, reached = site.server_address[1], ["93.184.216.34", "127.0.0.1"], []
    looked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked.append(host)
        return [(2, 1, 6, "", (answers[min(len(looked) - 1, 1)], port))]

    def connect(to: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(to[0])
        return real_connection(None, port, timeout)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="private"):
        Browser(limits=LIMITS).get(f"http://rebinding.example:{port}/a")
    assert reached == [
        "93.184.216.34"
    ]  # robots.txt; the page itself was refused on the second look-up


def test_a_stopped_run_has_lost_nothing(
    folder: CaseFolder, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [site.put("/a", page()), site.put("/b", page(body=OTHER * 5))]
    real = Browser.get

    def stop(self: Browser, url: str) -> object:
        if url.endswith("/b"):
            raise KeyboardInterrupt
        return real(self, url)

    monkeypatch.setattr(Browser, "get", stop)
    with pytest.raises(KeyboardInterrupt):
        fetch(folder, *urls)
    assert read_fetched(folder)["t1"].status == "new"
    monkeypatch.undo()
    assert [row.status for row in fetch(folder, *urls)] == ["same", "new"]


def test_saved_pages_become_articles(folder: CaseFolder, tmp_path: Path) -> None:
    saved = tmp_path / "Évent – The Post (1).html"
    saved.write_text(
        page(head='<link rel="canonical" href="https://www.post.example/a">'), encoding="utf-8"
    )
    (row,) = read_saved(folder, [saved])
    assert (row.id, row.status) == ("vent-the-post-1", "new")
    assert read_article(folder.articles / f"{row.id}.md").metadata["outlet"] == "The Mercury"
    assert read_saved(folder, [saved])[0].status == "same"
    assert main(["fetch", str(folder.path), "--saved", str(tmp_path / "missing.html")]) == 2


@pytest.mark.parametrize(
    "text",
    ["", "id,url\n", "id,url\n../x,http://x.org\n", "name\n", "id,url\na,http://x\nA,http://y\n"],
)
def test_a_bad_list_of_addresses_gets_one_line(
    folder: CaseFolder, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.path / "urls.csv").write_text(text, encoding="utf-8")
    assert main(["fetch", str(folder.path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_trafilatura_the_cure_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"requirements\.txt"):
        fetch_case(CaseFolder(tmp_path))


def test_one_bad_redirect_fails_one_page(folder: CaseFolder, site: Site) -> None:
    bad = site.put("/bad", "", 302, Location="http://[::1")
    good = site.put("/good", page())
    rows = fetch(folder, bad, good)
    assert [row.status for row in rows] == ["failed", "new"]
    assert "redirects to an address that cannot be read" in rows[0].reason


def test_a_page_that_takes_the_parser_too_long_fails_for_itself(
    folder: CaseFolder, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = "import threading\nfrom newscompare.apart import serve\n"
    stuck += "serve(lambda first: lambda page: threading.Event().wait())\n"
    (tmp_path / "stuck_child.py").write_text(stuck, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    slow = Apart("stuck_child", None, 0.2, did="read")
    monkeypatch.setattr(fetching, "_reader", lambda: slow)
    rows = fetch(folder, site.put("/a", page()))
    assert [row.status for row in rows] == ["failed"]
    assert "took longer than 0.2 seconds" in rows[0].reason


def test_two_fetches_do_not_write_to_one_folder(folder: CaseFolder, capsys) -> None:
    with alone(folder.path):
        assert main(["fetch", str(folder.path)]) == 2
    assert "is being written by another run" in capsys.readouterr().err
