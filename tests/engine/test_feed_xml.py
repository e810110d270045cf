"""XML as it arrives: in any charset, broken, or made to hurt."""

from __future__ import annotations

import pytest

from reader_app.content import xml
from reader_app.content.mend import mended


def text(body: bytes, told: str = "") -> str:
    root = xml.read(body, told)
    assert root is not None
    return xml.text_of(root)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<a>é’</a>".encode(), ""),
        ("<?xml version='1.0' encoding='utf-8'?><a>é’</a>".encode(), "iso-8859-1"),  # a server that lies: the bytes are UTF-8
        ("\ufeff<a>é’</a>".encode(), "windows-1252"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é’</a>".encode("cp1252"), ""),
        ("<a>é’</a>".encode("cp1252"), "ISO-8859-1"),
        ("<a>é’</a>".encode("cp1252"), ""),
        ("<?xml version='1.0' encoding='utf-16'?><a>é’</a>".encode("utf-16"), ""),
        ("<?xml version='1.0' encoding='utf-16'?><a>é’</a>".encode("utf-16-be"), ""),
        ("<?xml version='1.0' encoding='utf-16'?><a>é’</a>".encode(), ""),
        ("<?xml version='1.0' encoding='x-unknown'?><a>é’</a>".encode(), "rot13"),
        ("<?xml version='1.0' encoding='punycode'?><a>é’</a>".encode(), ""),
        ("\n\n  <?xml version='1.0'?><a>é’</a>".encode(), ""),
        ("<br />\n<b>Notice</b>: Undefined x\n<?xml version='1.0'?><a>é’</a>".encode(), ""),
        (b"<a>&eacute;&rsquo;</a>", ""),
        ("<a>é&#146;</a>".encode(), ""),
        ("<!DOCTYPE a [<!ENTITY e 'é'>]><a>&e;’</a>".encode(), ""),
    ],
)
def test_letters_are_what_was_written(body: bytes, told: str) -> None:
    assert text(body, told) == "é’"


def test_other_alphabets_are_read_by_their_names() -> None:
    assert text("<?xml version='1.0' encoding='koi8-r'?><a>мир</a>".encode("koi8-r")) == "мир"
    assert text("<a>新闻</a>".encode("gbk"), "gb2312") == "新闻"


def test_a_stray_byte_spoils_no_other_letter() -> None:
    assert text("<a>é".encode() + b"\x92" + "é</a>".encode()) == "é’é"


@pytest.mark.parametrize(
    ("broken", "read"),
    [
        ("<a>x & y</a>", "x & y"),
        ("<a>x &tidakada; y</a>", "x &tidakada; y"),
        ("<a>1 < 2</a>", "1 < 2"),
        ("<a>x\x00\x0b\x1fy</a>", "xy"),
        ("<a>x&#0;&#x1F;&#xD800;y</a>", "xy"),
        ("<a>x<br>y<img src='z'>w</a>", "xyw"),
        ("<a><![CDATA[x & <b>]]></a>", "x & <b>"),
        ("<a>x & <![CDATA[&nbsp;<p>", "x & &nbsp;<p>"),
        ("<a b=c>x</a>", "x"),
        ("<a>x</a><br/><b>Warning</b>", "x"),
        ("<a>x<b>y", "xy"),
    ],
)
def test_what_is_broken_is_mended(broken: str, read: str) -> None:
    assert text(broken.encode()) == read


def test_a_prefix_that_nobody_declared_means_what_it_usually_does() -> None:
    root = xml.read(b"<rss><channel><media:content url='u'/><aneh:x>1</aneh:x></channel></rss>")
    channel = xml.child(root, "channel")
    assert xml.attribute(xml.child(channel, "media:content"), "url") == "u"
    assert [xml.name_of(each) for each in xml.children(channel)][1].endswith("}x")


def test_names_go_by_namespace_never_by_prefix() -> None:
    body = (
        b"<r xmlns:q='HTTPS://search.yahoo.com/mrss' xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'"
        b" xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:media='http://lain.test/'>"
        b"<q:Content/><s:url/><n:news/><media:content/><!-- x --><?y z?></r>"
    )
    root = xml.read(body)
    assert [xml.name_of(each) for each in xml.children(root)] == ["media:content", "url", "news:news", "{http://lain.test/}content"]
    assert xml.child(root, "tidak", "url") is not None and xml.child(root, "tidak") is None
    assert xml.text_of(None) == xml.attribute(None, "x") == xml.inner(None) == ""


def test_what_stands_inside_is_html() -> None:
    body = b"<a xmlns:h='http://www.w3.org/1999/xhtml'>x &amp; y<h:div><h:p/><h:br/><h:img src='q?a&amp;b'/></h:div>z</a>"
    assert xml.inner(xml.read(body)) == 'x &amp; y<div><p></p><br/><img src="q?a&amp;b"/></div>z'


# --- made to hurt ---

LAUGHS = "".join(f"<!ENTITY l{each} '{f'&l{each - 1};' * 10 if each else 'ha'}'>" for each in range(12))


def test_entities_do_not_explode() -> None:
    body = f"<!DOCTYPE r [{LAUGHS}]><rss><channel><title>&l11;</title></channel></rss>"
    assert len(text(body.encode())) < 100


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "php://filter/resource=x"])
def test_nothing_outside_is_read(address: str) -> None:
    body = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{address}"><!ENTITY % p SYSTEM "{address}"> %p;]><r>a&x;b</r>'
    assert text(body.encode()) == "a&x;b"
    assert text(f'<!DOCTYPE r SYSTEM "{address}"><r>a</r>'.encode()) == "a"
    assert text(f'<r xmlns:i="http://www.w3.org/2001/XInclude">a<i:include href="{address}" parse="text"/></r>'.encode()) == "a"


@pytest.mark.parametrize(
    "evil",
    [
        b"<rss>" + b"<a>" * 300_000, b"<![CDATA[" * 100_000, b"<rss>" + b"<br " * 200_000, b"&" * 1_000_000, b"<!--" * 200_000,
        b"<a:b " * 200_000, b"<!DOCTYPE x [" + b'<!ENTITY a "' * 80_000, b"<?xml " * 150_000, b"<p" + b" a" * 300_000 + b">",
        b"<rss>" + b"<![CDATA[x]]>&" * 60_000, b"\xef\xbb\xbf" * 100_000, b"\x00" * 500_000, b" " * 1_000_000,
    ],
)  # fmt: skip
def test_no_bytes_keep_the_reader_long(evil: bytes) -> None:
    xml.read(evil)  # the suite's own time limit is the judge of anything that grows faster than its input


@pytest.mark.parametrize("body", [b"", b"   ", b"kabar", b"{}", b"\x00\x01", b"<!-- saja -->"])
def test_what_is_no_xml_has_no_root(body: bytes) -> None:
    assert (xml.read(body) is None and not xml.is_xml(body)) or body.startswith(b"<!--")


def test_mending_leaves_what_is_sound_alone() -> None:
    body = '<a xmlns:b="c"><b:d e="f &amp; g">h &#233; i</b:d><![CDATA[j & <k>]]></a>'
    assert mended(body) == body
