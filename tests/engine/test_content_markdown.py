"""HTML as Markdown: the cases in tests/data/content (NAME.html -> NAME.md), and what no case must do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_app.content.markdown import CONVERTER, to_markdown

CASES = Path(__file__).parents[1] / "data" / "content"
BASE = "https://kabar.test/1"
KEPT = ("https://kabar.test/wp-content/uploads/perahu-1536x864.jpg",)


@pytest.mark.parametrize("name", sorted(case.stem for case in CASES.glob("*.html")))
def test_the_markdown_of_a_case(name: str) -> None:
    html = (CASES / f"{name}.html").read_text("utf-8")
    assert to_markdown(html, BASE, KEPT) + "\n" == (CASES / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>&nbsp;</p><br><br>", ""),
        ("<b>a</b>b<b>c</b>", "**a**b**c**"),
        ("<p>x<b>, y</b>z</p>", "x, **y**z"),
        ("<p>x<b>!</b>y</p>", "x\\!y"),
        ("<p><em><strong>a</strong> b</em></p>", "***a** b*"),
        ("<p><s>batal</s> 5</p>", "~~batal~~ 5"),
        ("<p>x<sub>i</sub> 1<sup>Q</sup> CO<sub>2eq</sub></p>", "xᵢ 1^(Q) CO\\_(2eq)"),
        ("<h3>a <b>b</b><br>c</h3>", "### a b c"),
        ("<ol start=4 reversed><li>a<li>b</ol>", "4. a\n3. b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<li>a<li>b", "- a\n- b"),
        ("<ul><li><p>a</p><li><p>b</p></ul>", "- a\n- b"),
        ("<blockquote><ul><li>a</ul></blockquote>", "> - a"),
        ("<pre>a\n\n\nb</pre>", "```\na\n\n\nb\n```"),
        ("<ul><li>x<pre>a\n\nb</pre></ul>", "- x\n\n  ```\n  a\n  \n  b\n  ```"),
        ("<hr><p>a</p>", "***\n\na"),
        ("<a href='/x'><p>a</p><p>b</p></a>", "[a](https://kabar.test/x)\n\n[b](https://kabar.test/x)"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<p>a <q>b</q></p>", "a “b”"),
        ("<img src=/a.jpg>", "![a](https://kabar.test/a.jpg)"),
        ("<img src='/x/?id=3'>", "![x](https://kabar.test/x/?id=3)"),
        ("<img src='/?id=3'>", "![·](https://kabar.test/?id=3)"),
        ("<img class=latex alt='x^2' src=/latex.php>", "x^2"),
        ("<b><img src=/a.jpg>teks</b>", "![a](https://kabar.test/a.jpg)\n\n**teks**"),
        ("<p>a <img src=/s.png width=16 height=16> b</p>", "a ![s](https://kabar.test/s.png) b"),
        ("<table><caption>K</caption><tr><th>a<th>b<tr><td>1</table>", "| a | b |\n| --- | --- |\n| 1 | |\n\n*K*"),
        ("<table>lepas<tr><td>1<td>2</table>", "lepas\n\n| | |\n| --- | --- |\n| 1 | 2 |"),
    ],
)
def test_small_things(html: str, markdown: str) -> None:
    assert to_markdown(html, BASE) == markdown


def test_a_kept_rendition_is_the_one_shown() -> None:
    html = '<img src="/p-300x200.jpg" srcset="/p-300x200.jpg 300w, /p-1600x900.jpg 1600w, /p-900x600.jpg 900w">'
    assert to_markdown(html, BASE, {"https://kabar.test/p-900x600.jpg"}) == "![p](https://kabar.test/p-900x600.jpg)"
    assert to_markdown(html, BASE, {"https://cdn.test/p-scaled.jpg"}) == "![p](https://cdn.test/p-scaled.jpg)"
    assert to_markdown(html, BASE) == "![p](https://kabar.test/p-1600x900.jpg)"


def test_the_lead_picture_is_left_out_at_the_top_only() -> None:
    lead = "https://kabar.test/p.jpg"
    figure = "<figure><img src='/p-300x200.jpg'><figcaption>K</figcaption></figure>"
    assert to_markdown(f"<div>{figure}</div><p>Isi</p>", BASE, {lead}, lead=lead) == "Isi"
    assert to_markdown(f"<p>Isi</p>{figure}", BASE, {lead}, lead=lead) == f"Isi\n\n![K]({lead})\n\n*K*"
    assert to_markdown(f"{figure}<p>Isi</p>", BASE, {lead}) == f"![K]({lead})\n\n*K*\n\nIsi"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "b><p><i"])
def test_any_depth_can_be_converted(tag: str) -> None:
    for depth in (70, 200, 3000):
        markdown = to_markdown(f"{f'<{tag}>' * depth}dalam <i>sekali</i><p>akhir", BASE)
        assert re.findall(r"\w+", markdown)[-3:] == ["dalam", "sekali", "akhir"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a</p></body></html>\n<html><body><p>b</p>", "a\n\nb"),  # documents joined into one
        ("<p>a</BODY >b</p>", "ab"),
        ("<p>a<amp-img src=/p.jpg>b <b>c</b> d</p><p>e", "a\n\n![p](https://kabar.test/p.jpg)\n\nb **c** d\n\ne"),
        ("<amp-img src=/p.svg><p>a</p>", "a"),
        ("<pre>a<amp-img src=/p.jpg></amp-img>b</pre>", "```\nab\n```\n\n![p](https://kabar.test/p.jpg)"),
        ("<amp-img src=/p.jpg><noscript><img src=/p.jpg></noscript></amp-img>", "![p](https://kabar.test/p.jpg)"),
        ("<p =='x' 1=2 a,b=3 \"=4>a <b 11 c\">b<p>c", "a **b**\n\nc"),  # attributes whose names are none
    ],
)
def test_what_careless_pages_write_loses_no_words(html: str, markdown: str) -> None:
    assert to_markdown(html, BASE) == markdown


@pytest.mark.parametrize("formats", [("b", "i"), ("b", "i", "s"), ("a href=/x", "b")])
def test_formats_that_nobody_closes_cost_no_more_than_the_words(formats: tuple[str, ...]) -> None:
    html = "".join(f"<div><{formats[n % len(formats)]}>kata {n}<p>" for n in range(300))
    markdown = to_markdown(html, BASE)
    assert [int(number) for number in re.findall(r"kata (\d+)", markdown)] == list(range(300))
    assert len(markdown) < 12_000


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("?utm_source=a&id=3&utm_medium=b", "?id=3"),
        ("?utm_source=a", ""),
        ("?id=3&fbclid=x#bagian", "?id=3#bagian"),
        ("?gclid=x#bagian", "#bagian"),
        ("?id=3#utm_source=rss", "?id=3"),
        ("?url=https://b.test/?utm_source=a&id=3", "?url=https://b.test/?id=3"),
        ("?form_utm_source=a&q=utm_source", "?form_utm_source=a&q=utm_source"),
    ],
)
def test_links_do_not_tell_where_the_reader_came_from(given: str, left: str) -> None:
    address, kept = f"https://a.test/x{given}", f"https://a.test/x{left}"
    assert to_markdown(f"<a href='{address}'>x</a>", BASE) == f"[x]({kept})"
    assert f"]({kept})" in to_markdown(f"<p>{address}</p>", BASE)


def test_the_converter_has_a_version() -> None:
    assert CONVERTER >= 1


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "<ul>", "<li>", "</ul>", "<ol start=x>", "<table>", "<tr>", "<td colspan=999 rowspan=9>",
    "<th>", "</table>", "<b>", "</b>", "<i>", "</i>", "<s>", "</s>", "<br>", "<pre>", "</pre>", "<code>", "</code>",
    "<a href='/x(y)'>", "<a href='#k'>", "<i id=k>", "</a>", "<img src=a.jpg>", "<img src=x width=1>", "<figure>",
    "<figcaption>", "</figure>", "<h2>", "</h2>", "<blockquote>", "<cite>", "<dl>", "<dt>", "<dd>", "<details>",
    "<summary>", "<sup>2</sup>", "<iframe src='https://a.test/'>", "<noscript>", "<picture>",
    "<source srcset='/b.jpg 2x'>", "<hr>", "kata ", "*", "_", "`", "|", "http://a.test/b_c ", "<BBM>", "\ue100",
    "\ue106", "\ud800", "\x00", "\x1f", "&#31;", "&#xFFFE;", "&#12;", "&amp;lt;", "<caption>", "<tbody>",
    "<video src=/v.mp4>", "</video>", "<q>", "<svg>", "</svg>",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_anything_can_be_converted(html: str) -> None:
    markdown = to_markdown(html, BASE)
    markdown.encode()
    assert not re.search("[\ue100-\ue10f]", markdown)
    assert "](javascript:" not in markdown
    assert "](data:" not in markdown
    assert markdown == markdown.strip("\n")
