"""Pictures of a story: every lazy form resolved, trackers left out, captions and credits found."""

from __future__ import annotations

import pytest

from reader_app.content.addresses import absolute, stem
from reader_app.content.images import MOST, choose, images, split_credit
from reader_app.records import ParsedImage, Rendition

BASE = "https://kabar.test/2026/03/banjir/"


def urls(html: str) -> list[str]:
    return [image.renditions[0].url for image in images(html, BASE)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/a.jpg">', ["https://kabar.test/a.jpg"]),
        ('<img src="a.jpg">', [BASE + "a.jpg"]),
        ('<img src="//lain.test:81/a.gif">', ["https://lain.test:81/a.gif"]),
        ('<img src="/nama berkas (1).jpg">', ["https://kabar.test/nama%20berkas%20(1).jpg"]),
        ('<img src="data:image/gif;base64,R0" data-src="/a.jpg">', ["https://kabar.test/a.jpg"]),
        ('<img src="/placeholder.png" data-lazy-src="/a.jpg">', ["https://kabar.test/a.jpg"]),
        ('<img class="lazy" src="/x.png"><noscript><img src="/a.jpg"></noscript>', ["https://kabar.test/a.jpg"]),
        ('<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>', ["https://kabar.test/a.jpg"]),
        ('<noscript><img src="/a.jpg"></noscript>', ["https://kabar.test/a.jpg"]),
        ('<picture><source srcset="/a.webp"><img src="/a.png"></picture>', ["https://kabar.test/a.png"]),
        ('<picture><source srcset="/a.webp 800w"><img></picture>', ["https://kabar.test/a.webp"]),
        ('<img srcset="/a.jpg 1x, /b.jpg 2x">', ["https://kabar.test/a.jpg"]),
        ('<amp-img src="/a.jpg"></amp-img>', ["https://kabar.test/a.jpg"]),
        ('<img src="/a-300x200.jpg"><img src="/a.jpg"><img src="https://i0.wp.com/kabar.test/a.jpg?w=9">', 1),
        ('<img src="https://p.test/p.gif" width="1" height="1">', []),
        ('<img src="https://p.test/p.gif" style="width:1px">', []),
        ('<img src="https://pixel.wp.com/b.gif">', []),
        ('<img src="https://s.w.org/images/core/emoji/14/72x72/26bd.png" alt="⚽">', []),
        ('<img src="https://secure.gravatar.com/avatar/1">', []),
        ('<img src="/bagan.svg"><img src="javascript:alert(1)"><img src="http://[x/a.jpg"><img>', []),
        ('<img src="file:///etc/passwd"><img src="data:image/png;base64,AA">', []),
        ('<div style="display:none"><img src="/a.jpg"></div>', []),
        ("", []),
    ],
)
def test_the_pictures_of_a_story(html: str, expected: list[str] | int) -> None:
    found = urls(html)
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_all_renditions_of_a_picture_are_one() -> None:
    html = (
        '<a href="/u/foo.jpg"><img width="1024" height="576" src="/u/foo-1024x576.jpg" '
        'srcset="/u/foo-300x169.jpg 300w, /u/foo-1024x576.jpg 1024w,/u/foo-1536x864.jpg 1536w"></a>'
        '<p>dan <img src="/u/foo-150x150.jpg" alt="lagi">'
    )
    (image,) = images(html, BASE)
    widths = {rendition.url.rpartition("/")[2]: rendition.width for rendition in image.renditions}
    assert widths == {
        "foo-1024x576.jpg": 1024, "foo-300x169.jpg": 300, "foo-1536x864.jpg": 1536, "foo.jpg": 0,
        "foo-150x150.jpg": 150,
    }  # fmt: skip
    assert (image.width, image.height, image.alt) == (1024, 576, "lagi")


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="/a.jpg"><figcaption>Di <b>pasar</b>.\n(Foto: Rina/Antara)</figcaption></figure>',
        ('<div class="wp-caption"><a href="/x"><img src="/a.jpg"></a>'
        '<p class="wp-caption-text">Di pasar. (Foto: Rina/Antara)</p></div>'),
        ('<dl class="gallery-item"><dt><img src="/a.jpg"></dt>'
        '<dd class="gallery-caption">Di pasar. Foto: Rina/Antara</dd></dl>'),
    ],
)
def test_a_caption_belongs_to_its_picture(html: str) -> None:
    (image,) = images(html, BASE)
    assert (image.caption, image.credit) == ("Di pasar.", "Rina/Antara")


def test_the_caption_of_many_is_nobodys() -> None:
    html = '<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>Keduanya</figcaption></figure>'
    assert [image.caption for image in images(html, BASE)] == ["", ""]


def test_no_more_pictures_than_a_story_can_have() -> None:
    assert len(images("".join(f'<img src="/{n}.jpg">' for n in range(2 * MOST)), BASE)) == MOST


@pytest.mark.parametrize(
    ("widths", "ceiling", "chosen"),
    [
        ((300, 1024, 1536, 2560), 1280, 1536),
        ((300, 1024), 1280, 1024),
        ((2560, 1280), 1280, 1280),
        ((300, 0), 1280, 0),
        ((1600, 0), 1280, 1600),
        ((0,), 1280, 0),
    ],
)
def test_the_smallest_rendition_that_is_enough_is_chosen(widths: tuple[int, ...], ceiling: int, chosen: int) -> None:
    image = ParsedImage(tuple(Rendition(str(width), width) for width in widths))
    assert choose(image, ceiling) == str(chosen)


def test_beside_a_set_of_sizes_a_source_of_unknown_size_is_a_stand_in() -> None:
    (image,) = images('<img src="/buram.jpg" srcset="/a.jpg 400w, /b.jpg 800w">', BASE)
    assert choose(image, 1280) == "https://kabar.test/b.jpg"


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("Ketua panitia Wira Tanjung/Net", ("Ketua panitia Wira Tanjung", "Net")),
        ("Suasana pasar pagi. (Foto: Rina/Antara)", ("Suasana pasar pagi.", "Rina/Antara")),
        ("Foto: Rina", ("", "Rina")),
        ("Warga mengungsi. Foto: Dok. Desa", ("Warga mengungsi.", "Dok. Desa")),
        ("Pekerja (ANTARA FOTO/Hadi A/wsj.)", ("Pekerja", "ANTARA FOTO/Hadi A/wsj")),
        ("Gedung lama (ist)", ("Gedung lama", "ist")),
        ("A pier. Photograph: Jo Doe/Reuters", ("A pier.", "Jo Doe/Reuters")),
        ("© Getty Images", ("", "Getty Images")),
        ("Kapal karam / Reuters", ("Kapal karam", "Reuters")),
        ("Konser AC/DC", ("Konser AC/DC", "")),
        ("Kecepatan 60 km/jam", ("Kecepatan 60 km/jam", "")),
        ("Pasangan Ani/Budi", ("Pasangan Ani/Budi", "")),
        ("Foto: sehari di pasar pagi", ("Foto: sehari di pasar pagi", "")),
        ("Ilustrasi sumber: mata air", ("Ilustrasi sumber: mata air", "")),
        ("Panitia (kiri) dan peserta (kanan)", ("Panitia (kiri) dan peserta (kanan)", "")),
        ("", ("", "")),
    ],
)
def test_a_credit_is_told_from_its_caption(caption: str, parts: tuple[str, str]) -> None:
    assert split_credit(caption) == parts


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/a b/é?q=x y#z w", "https://kabar.test/a%20b/%C3%A9?q=x%20y#z%20w"),
        ("HTTP://Lain.test/%zz%20", "http://Lain.test/%25zz%20"),
        ("\n/a\t.jpg ", "https://kabar.test/a.jpg"),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://x.test/a", ""),
        ("http://", ""),
        ("http://a b/", ""),
        ("https://x.test:99999999/", "https://x.test:99999999/"),
        ("x" * 5000, ""),
        (None, ""),
    ],
)
def test_an_address_is_absolute_and_safe_or_none(address: str | None, url: str) -> None:
    assert absolute(address, BASE) == url


def test_one_picture_has_one_stem_whatever_its_size_and_host() -> None:
    names = [
        "https://a.test/u/p.jpg", "https://cdn.test/u/p-300x200.jpg", "http://a.test/u/p-scaled.jpg?x=1",
        "https://i2.wp.com/a.test/u/p-1024x768.jpg?resize=3", "https://a.test/u/p-e1234567890123.jpg",
    ]  # fmt: skip
    assert {stem(name) for name in names} == {"/u/p.jpg"}
    assert stem("https://a.test/gambar.php?id=1") != stem("https://a.test/gambar.php?id=2")
