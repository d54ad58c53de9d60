"""Which addresses are asked at all, and what robots.txt allows."""

from __future__ import annotations

import sys

import pytest

from newscompare.errors import InputError
from newscompare.gather.robots import parse_robots
from newscompare.gather.web import FetchError, checked_url, is_public, redirected


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a", "/abc", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*?print=", "/x/y?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("User-agent: a\nUser-agent: newscompare\nDisallow: /", "/x", False),
        ("User-agent: a\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "/" + "a" * 1999 + "b", True),
    ],
)
def test_robots_rules(text: str, path: str, allowed: bool) -> None:
    assert parse_robots(text, "newscompare").allows(path) is allowed


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::7f00:1",
        "ff02::1",
        "x",
        *("192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "240.0.0.1"),
        *("64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:0a00:0001::1", "2001:0:a00:1::"),
        *("2001:db8::1", "3fff::1", "5f00::1", "fec0::1", "100::1", "100:0:0:1::1", "4000::1"),
        *("2a00::5efe:10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::169.254.169.254", "2001:2::1"),
        *("1.2.3", "0x7f000001", "8.8.8.8 ", ""),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_that_are_public() -> None:
    assert all(
        is_public(one)
        for one in (
            *("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"),
            *("64:ff9b::93.184.216.34", "2002:5db8:d822::1", "2a00:1450:4001:82b::200e"),
        )
    )


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://x.org/a",
        "javascript:alert(1)",
        "http://",
        "http://u:p@x.org/",
        "http://x.org:99999/",
        "http://[::1",
        "http://a b/",
    ],
)
def test_other_schemes_and_broken_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        checked_url(url)


@pytest.mark.parametrize("where", ["http://[::1", "//[", "http://[::1]:x/", "http://a\\b\x00/"])
def test_a_redirect_that_cannot_be_read_fails_its_page(where: str) -> None:
    with pytest.raises(FetchError):
        redirected("http://x.org/a", where)


@pytest.mark.parametrize(
    ("text", "delay"), [("nan", 0), ("inf", 0), ("-3", 0), ("5", 5), ("99", 30)]
)
def test_a_crawl_delay_has_bounds(text: str, delay: float) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {text}", "newscompare").delay == delay


def test_an_address_is_put_into_ascii() -> None:
    assert (
        checked_url(" HTTP://exämple.org/ä b?q=ü#part ")
        == "http://xn--exmple-cua.org/%C3%A4%20b?q=%C3%BC"
    )


def test_without_protego_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    with pytest.raises(InputError, match=r"protego: is not installed.*newscompare\[fetch\]"):
        parse_robots("", "newscompare")
