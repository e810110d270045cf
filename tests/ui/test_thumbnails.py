"""Thumbnails: cut to a round-cornered square, decoded elsewhere, bounded, and never a reason to stumble."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from ui import thumbnails
from ui.thumbnails import Thumbnails, read


@pytest.fixture
def pictures(qapp, tmp_path):
    made = Thumbnails(lambda name: tmp_path / name)
    yield made
    made.close()


def draw(path, width, height, colour="#804020", stripe=None):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    if stripe is not None:
        for x in range(stripe[0], stripe[1]):
            for y in range(height):
                image.setPixelColor(x, y, QColor("#00ff00"))
    assert image.save(str(path))
    return path


def get(qtbot, pictures, name):
    with qtbot.waitSignal(pictures.arrived):
        assert pictures.get(name) is None
    return pictures.get(name)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (640, 960), (68, 68), (20, 10)])
def test_a_picture_of_any_shape_becomes_a_square_of_its_middle(pictures, qtbot, tmp_path, kind, width, height):
    draw(tmp_path / f"a.{kind}", width, height)
    pixmap = get(qtbot, pictures, f"a.{kind}")
    image = pixmap.toImage()
    assert pixmap.size() == QSize(68, 68)
    assert image.pixelColor(0, 0).alpha() == 0  # a round corner
    assert image.pixelColor(34, 34).red() == pytest.approx(0x80, abs=6)


def test_the_sides_of_a_wide_picture_are_cut_off_not_squeezed(qapp, tmp_path):
    image = read(draw(tmp_path / "wide.png", 400, 100, stripe=(0, 100)), 68, 1.0)
    assert image.pixelColor(4, 34).green() < 0x60


def test_twice_the_density_has_twice_the_pixels(pictures, qtbot, tmp_path):
    draw(tmp_path / "a.jpg", 640, 480)
    pictures.set_size(68, 2.0)
    pixmap = get(qtbot, pictures, "a.jpg")
    assert pixmap.size() == QSize(136, 136)
    assert pixmap.deviceIndependentSize().toSize() == QSize(68, 68)


def test_another_size_reads_the_pictures_anew(pictures, qtbot, tmp_path):
    draw(tmp_path / "a.jpg", 640, 480)
    get(qtbot, pictures, "a.jpg")
    pictures.set_size(56, 1.0)
    assert get(qtbot, pictures, "a.jpg").size() == QSize(56, 56)


@pytest.mark.qt_log_ignore("JPEG data")  # Qt says so too
@pytest.mark.parametrize("spoil", ["missing", "empty", "text", "cut", "noise"])
def test_what_cannot_be_read_is_missed_once_and_not_asked_again(pictures, qtbot, tmp_path, spoil):
    path = tmp_path / "bad.jpg"
    if spoil == "empty":
        path.write_bytes(b"")
    elif spoil == "text":
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    elif spoil == "cut":
        path.write_bytes(draw(tmp_path / "whole.jpg", 640, 480).read_bytes()[:40])
    elif spoil == "noise":
        path.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(4).randbytes(3000))
    with qtbot.waitSignal(pictures.missed) as told:
        pictures.get("bad.jpg")
    assert told.args == ["bad.jpg"]
    assert not pictures.readable("bad.jpg")
    with qtbot.assertNotEmitted(pictures.missed, wait=50):
        assert pictures.get("bad.jpg") is None


def test_what_could_not_be_read_can_be_tried_again(pictures, qtbot, tmp_path):
    with qtbot.waitSignal(pictures.missed):
        pictures.get("late.png")
    draw(tmp_path / "late.png", 100, 100)
    pictures.retry()
    assert pictures.readable("late.png")
    assert get(qtbot, pictures, "late.png") is not None


def test_a_row_without_a_picture_waits_for_none(pictures):
    assert not pictures.readable(None)


def test_what_scrolled_out_of_sight_is_not_read(pictures, qtbot, tmp_path):
    for number in range(40):
        draw(tmp_path / f"{number}.png", 40, 40)
    arrived = []
    pictures.arrived.connect(arrived.append)
    for number in range(40):
        pictures.get(f"{number}.png")
    pictures.keep({"7.png", "8.png"})
    qtbot.waitUntil(lambda: {"7.png", "8.png"} <= set(arrived))
    assert set(arrived) <= {"0.png", "1.png", "7.png", "8.png"}  # the first two were being read already
    assert not pictures._waiting


def test_what_was_asked_last_is_read_first(pictures, qtbot, tmp_path):
    for number in range(12):
        draw(tmp_path / f"{number}.png", 40, 40)
    arrived = []
    pictures.arrived.connect(arrived.append)
    for number in range(12):
        pictures.get(f"{number}.png")
    qtbot.waitUntil(lambda: len(arrived) == 12)
    assert {"11.png", "10.png"} <= set(arrived[:5])


def test_only_so_many_are_held(pictures, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(thumbnails, "CACHED", 5)
    for number in range(9):
        draw(tmp_path / f"{number}.png", 40, 40)
        get(qtbot, pictures, f"{number}.png")
    assert pictures.get("8.png") is not None
    assert len(pictures._there) == 5


def test_a_picture_read_while_the_window_closes_hurts_nobody(qapp, tmp_path):
    draw(tmp_path / "a.jpg", 2000, 1500)
    closing = Thumbnails(lambda name: tmp_path / name)
    for name in ("a.jpg", "b.jpg"):
        closing.get(name)
    closing.close()
    closing.deleteLater()
