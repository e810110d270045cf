"""Cloth and stage: batik, weaving, the shadow play."""



from __future__ import annotations

from scenes.brush import CREAM, GOLD, INK, NAVY, OCHRE, RUST, Brush, Colour, Point, shade, smooth, turned


def batik_parang(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#f0dfb8")
    tilt, gap, zoom = -38.0, 300, 2
    for band in range(-7, 8):
        x0, y0 = turned([(0, band * gap)], 800, 450, tilt)[0]

        def at(points: list[Point], x: float = x0, y: float = y0) -> list[Point]:
            return turned(points, x, y, tilt, zoom)

        b.poly(at([(-600, 4), (600, 4), (600, 135), (-600, 135)]), ("#5a2f22", "#2b3f5c")[band % 2])
        for step in range(-8, 9):
            wave: list[Point] = [
                (-44, 96),
                (-36, 44),
                (0, 26),
                (26, 50),
                (8, 72),
                (-8, 62),
                (-2, 52),
                (10, 54),
                (2, 44),
                (-14, 50),
                (-16, 78),
                (10, 94),
                (44, 66),
                (48, 110),
                (6, 116),
            ]
            b.blob(at([(px + step * 76, py) for px, py in wave]), "#d99a3a" if step % 3 else "#e8c27a")
            ((dx, dy),) = at([(step * 76 + 40, 34)])
            b.disc(dx, dy, 15, CREAM)
        for step in range(-28, 29):
            ((dx, dy),) = at([(step * 24, -5)])
            b.poly(turned([(-13, 0), (0, -14), (13, 0), (0, 14)], dx, dy, tilt), "#8f4a2f")
        for edge in (4, 135):
            b.line(at([(-600, edge), (600, edge)]), "#8f4a2f", 6, False)


def batik_kawung(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#3a2434")
    size, zoom = 400, 2.5
    for row in range(-1, 4):
        for column in range(-1, 6):
            x, y = column * size + 160, row * size + 130
            tone = "#e9c98a" if (row + column) % 2 else "#d9844f"
            for turn in (45, 135, 225, 315):
                b.poly(
                    turned(smooth([(14, 0), (44, -30), (80, -30), (102, 0), (80, 30), (44, 30), (14, 0)]), x, y, turn, zoom), tone
                )
                b.poly(
                    turned(smooth([(30, 0), (50, -17), (74, -17), (88, 0), (74, 17), (50, 17), (30, 0)]), x, y, turn, zoom),
                    "#3a2434",
                )
                b.poly(
                    turned(smooth([(40, 0), (56, -9), (72, -9), (80, 0), (72, 9), (56, 9), (40, 0)]), x, y, turn, zoom),
                    shade(tone, 0.18),
                )
            b.disc(x, y, 27, CREAM)
            for turn in (0, 90, 180, 270):
                ((dx, dy),) = turned([(78, 0)], x, y, turn)
                b.disc(dx, dy, 10, "#b5566a")
            for cx, cy in ((x + size / 2, y), (x, y + size / 2)):
                b.poly(turned([(-32, -32), (32, -32), (32, 32), (-32, 32)], cx, cy, 45), "#2f7a7b")
                b.disc(cx, cy, 14, CREAM)


def tenun_geometri(b: Brush) -> None:
    """Drawn stitch by stitch on a grid of twenty pixels."""
    ground: dict[str, Colour] = {"a": "#8c2f2a", "b": "#1f2a38", "c": "#e8c27a", "d": "#2f7a7b", "e": "#f3e6c8", "f": "#d9743c"}
    bands = (("b", 2), ("c", 1), ("d", 4), ("c", 1), ("b", 2))
    cell, wide, high = 20, 80, 45
    for row in range(high):
        for column in range(wide):
            part = row % 45
            if part < 10:
                key, left = "b", part
                for name, many in bands:
                    if left < many:
                        key = name
                        break
                    left -= many
                if key == "d" and (column + part) % 6 < 2:
                    key = "e"
                colour = ground[key]
            else:
                down, along = abs(part - 27.5), abs(column % 32 - 15.5)
                far = down + along
                if far < 3:
                    key = "e"
                elif far < 6:
                    key = "b"
                elif far < 9:
                    key = "f"
                elif far < 11:
                    key = "e"
                elif far < 15:
                    key = "d"
                elif far < 16.5 or abs(along - 15.5) + down < 4:
                    key = "c"
                elif abs(along - 15.5) + down < 7:
                    key = "b"
                else:
                    key = "a"
                colour = ground[key]
            b.rect(column * cell, row * cell, cell, cell, colour)
            if not row % 2:
                b.rect(column * cell, row * cell + cell - 2, cell, 2, (0, 0, 0, 26))


def _puppet(b: Brush, x: float, y: float, size: float, face: int, colour: Colour, crown: int) -> None:
    """A flat leather figure of our own making, looking left (−1) or right (1); feet at y."""

    def at(points: list[Point]) -> list[Point]:
        return [(x + face * px * size, y - py * size) for px, py in points]

    b.line(at([(0, -0.28), (0, 0.95)]), shade(colour, 0.14), size * 0.018)
    b.poly(
        at(
            smooth(
                [
                    (-0.2, 0.0),
                    (-0.24, 0.28),
                    (-0.1, 0.5),
                    (0.1, 0.5),
                    (0.2, 0.28),
                    (0.24, 0.0),
                    (0.08, 0.05),
                    (0, 0.0),
                    (-0.1, 0.05),
                    (-0.2, 0),
                ]
            )
        ),
        colour,
    )
    b.poly(at(smooth([(-0.12, 0.46), (-0.17, 0.68), (-0.08, 0.76), (0.1, 0.75), (0.16, 0.66), (0.1, 0.46)])), colour)
    b.line(at([(0.0, 0.7), (0.03, 0.84)]), colour, size * 0.055)
    b.poly(
        at(
            smooth(
                [
                    (-0.06, 0.84),
                    (-0.05, 0.95),
                    (0.06, 0.99),
                    (0.14, 0.94),
                    (0.2, 0.885),
                    (0.12, 0.87),
                    (0.1, 0.82),
                    (0.0, 0.8),
                    (-0.06, 0.84),
                ]
            )
        ),
        colour,
    )
    if crown:
        b.poly(
            at(smooth([(-0.07, 0.9), (-0.16, 1.02), (-0.08, 1.2), (0.0, 1.28), (0.03, 1.12), (0.08, 0.98), (0, 0.94)])), colour
        )
    else:
        b.poly(
            at(smooth([(0.08, 0.97), (0.02, 1.06), (-0.12, 1.08), (-0.24, 1.0), (-0.24, 0.88), (-0.14, 0.86), (-0.06, 0.9)])),
            colour,
        )
    front = [(0.13, 0.69), (0.36, 0.6), (0.5, 0.76), (0.55, 0.82)]
    back = [(-0.12, 0.7), (-0.28, 0.5), (-0.16, 0.34), (-0.12, 0.28)]
    for arm in (front, back):
        b.line(at(arm), colour, size * 0.045)
        for joint in arm[1:3]:
            b.disc(*at([joint])[0], size * 0.03, colour)
        b.line(at([arm[-1], (arm[-1][0] * 0.7, -0.24)]), shade(colour, 0.14), size * 0.01)
    light = "#f7d58f"
    b.curve(at([(0.07, 0.92), (0.1, 0.93), (0.13, 0.915)]), light, size * 0.012)
    for row in range(4):
        for column in range(-2, 3):
            b.disc(*at([(column * 0.065 + 0.02 * (row % 2), 0.12 + row * 0.09)])[0], size * 0.014, light)
    for place in range(5):
        b.disc(*at([(-0.1 + place * 0.05, 0.56 + 0.02 * (place % 2))])[0], size * 0.012, light)
    b.line(at([(-0.15, 0.48), (0.14, 0.48)]), light, size * 0.014)


def panggung_wayang(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#2a1512")
    b.sky("#f0a94e", "#f8cf7c", "#fae2a4", "#f0b45e", top=90, bottom=700)
    b.glow(800, 330, 560, "#fff6d2", 0.95)
    b.poly(
        smooth([(760, 690), (640, 560), (650, 420), (740, 300), (800, 190), (860, 300), (950, 420), (960, 560), (840, 690)]),
        (96, 52, 26, 235),
    )
    for level in range(6):
        y = 640 - level * 66
        reach = 120 - abs(level - 2) * 20
        b.curve([(800, y), (800 - reach * 0.6, y - 18), (800 - reach, y - 60)], "#f3c878", 7)
        b.curve([(800, y), (800 + reach * 0.6, y - 18), (800 + reach, y - 60)], "#f3c878", 7)
        for side in (-1, 1):
            b.disc(800 + side * reach, y - 64, 10, "#f3c878")
    b.line([(800, 690), (800, 240)], "#f3c878", 8)
    _puppet(b, 420, 640, 400, 1, "#3a1c14", 1)
    _puppet(b, 1190, 640, 380, -1, "#43201a", 0)
    for x, size, face, crown in ((170, 250, 1, 0), (1440, 250, -1, 1)):
        _puppet(b, x, 640, size, face, (90, 46, 26, 255), crown)
    b.rect(0, 664, 1600, 60, "#6d3a20")
    b.rect(0, 664, 1600, 10, "#a5672f")
    for x in range(0, 1600, 80):
        b.poly([(x, 674), (x + 80, 674), (x + 40, 718)], "#8f4a2f")
    for x, width in ((-10, 120), (1490, 120)):
        b.rect(x, 60, width, 680, "#7a2320")
        for fold in range(4):
            b.rect(x + 8 + fold * 30, 60, 11, 680, "#93322c")
    b.rect(0, 0, 1600, 92, "#7a2320")
    for x in range(0, 1600, 100):
        b.pie(x + 50, 88, 52, 0, 180, "#93322c")
        b.ring(x + 50, 88, 50, 6, GOLD, 0, 180)
    b.sky("#3b1d17", "#20100d", top=724)
    tones = [INK, NAVY, "#3a2a38", "#33261f"]
    for row in range(2):
        for place in range(12):
            x = 40 + place * 140 + row * 66 + b.chance.gauss(0, 10)
            y = 800 + row * 70
            b.disc(x, y - 10, 38, shade(tones[place % 4], -0.3 + row * 0.05), 44)
            b.pie(x, y + 130, 84, 180, 360, shade(tones[(place + 1) % 4], -0.25), 110)
    b.line([(800, 90), (800, 130)], RUST, 5)
    b.poly([(770, 128), (830, 128), (816, 158), (784, 158)], OCHRE)
    b.disc(800, 170, 15, "#fff4c8", 24)


SCENES: dict[str, tuple[int, int, object]] = {
    "batik-parang": (1600, 900, batik_parang),
    "batik-kawung": (1600, 900, batik_kawung),
    "tenun-geometri": (1600, 900, tenun_geometri),
    "panggung-wayang": (1600, 900, panggung_wayang),
}
