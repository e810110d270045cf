"""Plain text and titles: the publisher's words, all of them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.content.text import TITLE_LIMIT, one_line, plain_text, shorten, title_text

TITLES = [
    ("Kabar biasa", "Kabar biasa"),
    ("R&amp;D &#8220;baru&#8221; &hellip;", "R&D “baru” …"),
    ("“Harga <BBM> &#038; pangan”: 5 > 3 &amp; 2 < 4", "“Harga <BBM> & pangan”: 5 > 3 & 2 < 4"),
    ("Menulis <script>alert(1)</script> di judul", "Menulis alert(1) di judul"),
    ("Judul <em class='x'>miring</em> dan <b>tebal</b>nya", "Judul miring dan tebalnya"),
    ("Dua<br>baris<br />lagi", "Dua baris lagi"),
    ("&amp;lt;b&amp;gt; tetap", "&lt;b&gt; tetap"),
    ("&lt;b&gt; tertulis", "<b> tertulis"),
    ("a <b and c> d", "a <b and c> d"),
    ("x<y dan <warga@desa.test>", "x<y dan <warga@desa.test>"),
    ("<!-- catatan -->Bersih<![CDATA[]]>", "Bersih"),
    ("  banyak\n\tblank\u00a0di sini ", "banyak blank di sini"),
    ("nol\u200blebar\u00ad dan\x00 ken\x07dali \ud800", "nollebar dan kendali"),
    ("🔥 keluarga 👨\u200d👩\u200d👧 می\u200cخواهم a\u200db", "🔥 keluarga 👨\u200d👩\u200d👧 می\u200cخواهم ab"),
    ("<img src=x onerror=alert(1)>", ""),
    ("", ""),
]


@pytest.mark.parametrize(("html", "title"), TITLES)
def test_a_title_is_its_words(html: str, title: str) -> None:
    assert title_text(html) == title


def test_a_title_of_five_megabytes_is_cut() -> None:
    assert len(title_text("kata " * 1_000_000)) <= TITLE_LIMIT
    assert len(title_text("k" * 5_000_000)) == TITLE_LIMIT
    assert title_text("kata " * 1_000).endswith("kata…")


def test_a_text_is_shortened_between_words() -> None:
    assert shorten("satu dua tiga", 9) == "satu dua…"
    assert shorten("satu dua, tiga", 10) == "satu dua…"
    assert shorten("satu", 4) == "satu"
    assert shorten("satuduatiga", 5) == "satu…"


TEXTS = [
    ("<p>Satu <b>te</b>bal</p><p>Dua<br>baris</p>", "Satu tebal\n\nDua\nbaris"),
    ("<p>Satu\n  baris</p>\n\n\n<p>&nbsp;</p><div>Dua</div>tiga", "Satu baris\n\nDua\n\ntiga"),
    ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "a\nb\nc\nd\n\ne"),
    ("<table><tr><th>Tim<th>Nilai<tr><td><p>Rawa</p><td>9</table>", "Tim\tNilai\nRawa\t9"),
    ("<table><tr><td>a<td><td>b</table>", "a\tb"),
    ("<pre>kolom  satu\n  spasi\n\tdan tab</pre>", "kolom  satu\n  spasi\n    dan tab"),
    ("a<script>x()</script><style>p{}</style><noscript>y</noscript><iframe>z</iframe>b", "ab"),
    ("<form><p>Sandi <input></p><button>Kirim</button></form>isi", "isi"),
    ("<form>" + "panjang " * 100 + "</form>", " ".join(["panjang"] * 100)),
    ("<p>a &lt;tidak&gt; b &amp;amp; &copy; &#8220;c&#8221;</p>", "a <tidak> b &amp; © “c”"),
    ("Harga <BBM> naik 2 < 4, a<b", "Harga <BBM> naik 2 < 4, a<b"),
    ("<o:p>satu</o:p> <unsur-baru>dua</unsur-baru> <asing>tiga</asing>", "satu dua tiga"),
    ("<p hidden>x</p><p style='display: none'>y</p><p style='color:red'>z</p>", "z"),
    ('<img alt="a > b <c>" src="x.jpg">teks', "teks"),
    ("<a href=1>Laporan</a><a href=2>Unduh</a>, <a href=3>sam</a><a href=3>bung</a>", "Laporan Unduh, sambung"),
    ("<figure><img src=a.jpg><figcaption>Keterangan</figcaption></figure>", "Keterangan"),
    ("<!-- a --><p>b</p><!-- c", "b"),
    ("<html><head><title>t</title></head><body>b</body></html>", "b"),
    ("nol\u200blebar \x07 \ud800 \ufffe", "nollebar"),
    ("", ""),
    (" \n ", ""),
    ("<!-- -->", ""),
]


@pytest.mark.parametrize(("html", "text"), TEXTS)
def test_plain_text_keeps_words_and_paragraphs(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "span"])
def test_words_at_any_depth_are_kept(tag: str) -> None:
    html = f"<p>awal</p>{f'<{tag}>' * 3000}dalam <i>sekali</i><p>akhir"
    assert plain_text(html).split() == ["awal", "dalam", "sekali", "akhir"]


def test_external_entities_are_not_read() -> None:
    html = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>a &e; b</p>'
    assert "root" not in plain_text(html)


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n\nb\u2028c\x85d ") == "a b c d"


@given(st.text(max_size=300))
def test_any_title_becomes_one_bounded_line(html: str) -> None:
    title = title_text(html)
    assert len(title) <= TITLE_LIMIT
    assert title == " ".join(title.split())
    title.encode()


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</b>",
    "<br>", "<pre>", "</pre>", "<a href=x>", "</a>", "<", ">", "&", "&amp;", "&#0;", "&#31;", "&#xFFFE;", "&#xD800;",
    "\x1f", "\uffff", "<!--", "-->", "<script>", "</script>", "<img src=a.jpg>", "kata ",
    "\x00", "\ud800", "<x", "'", '"', "<form>", "</form>", "<svg>", "<noscript>", "<BBM>", "\u2028",
    "\ue0f0", "<style hidden>",
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_plain_text_of_anything_is_text(html: str) -> None:
    text = plain_text(html)
    text.encode()
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert len(text) <= 4 * len(html) + 1
