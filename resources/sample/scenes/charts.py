"""Charts, a rocket and a satellite."""



from __future__ import annotations

import math

from scenes.brush import BRICK, CORAL, CREAM, GOLD, GREY, INK, NAVY, OCHRE, PAPER, TEAL, Brush, shade, smooth, turned


def grafik_naik(b: Brush) -> None:
    b.sky("#f6eeda", "#efe2c6")
    for row in range(7):
        y = 150 + row * 100
        b.line([(150, y), (1480, y)], (90, 80, 60, 60 if row < 6 else 255), 3)
        b.rect(70, y - 8, 54, 16, (90, 80, 60, 110), 6)
    heights = (150, 190, 170, 240, 225, 310, 360, 345, 430, 500)
    for place, height in enumerate(heights):
        x = 190 + place * 130
        colour = CORAL if place == 9 else TEAL if place % 2 else "#4a9291"
        b.fade([(x, 750 - height), (x + 78, 750 - height), (x + 78, 750), (x, 750)], colour, shade(colour, -0.22))
        b.rect(x, 750 - height, 78, 10, shade(colour, 0.22))
        b.rect(x + 10, 775, 58, 16, (90, 80, 60, 110), 6)
    points = [(229 + place * 130, 700 - height * 1.02 - 10 * (place % 3)) for place, height in enumerate(heights)]
    b.line([(x + 5, y + 9) for x, y in points], (60, 40, 30, 60), 10)
    b.line(points, NAVY, 10)
    for x, y in points:
        b.disc(x, y, 15, NAVY)
        b.disc(x, y, 8, PAPER)
    x, y = points[-1]
    b.line([(x, y), (x + 90, y - 76)], NAVY, 10)
    b.poly(turned([(0, -26), (46, 0), (0, 26)], x + 78, y - 66, -40), NAVY)
    b.rect(150, 60, 420, 26, INK, 8)
    b.rect(150, 98, 270, 14, GREY, 6)
    b.rect(1180, 66, 26, 26, TEAL, 5)
    b.rect(1220, 72, 110, 14, GREY, 6)
    b.line([(1370, 79), (1410, 79)], NAVY, 8)
    b.rect(1424, 72, 90, 14, GREY, 6)


def grafik_donat(b: Brush) -> None:
    b.sky("#24405e", "#1d3450")
    for _ in range(46):
        x, y = b.chance.random() * 1600, b.chance.random() * 900
        b.disc(x, y, 3, (255, 255, 255, 26))
    shares = ((34, CORAL), (24, GOLD), (18, "#5fa3a3"), (14, CREAM), (10, "#a9769a"))
    b.disc(546, 470, 340, (10, 20, 34, 120))
    start = -90.0
    for place, (share, colour) in enumerate(shares):
        end = start + share * 3.6
        middle = math.radians((start + end) / 2)
        out = 20 if place == 0 else 0
        cx, cy = 530 + out * math.cos(middle), 450 + out * math.sin(middle)
        b.pie(cx, cy, 330, start + 0.9, end - 0.9, colour)
        b.pie(cx, cy, 215, start + 0.9, end - 0.9, shade(colour, -0.14))
        start = end
    b.disc(530, 450, 178, "#21395a")
    b.rect(454, 408, 152, 40, CREAM, 10)
    b.rect(474, 468, 112, 20, (248, 239, 220, 130), 8)
    y = 176.0
    for share, colour in shares:
        b.rect(1000, y, 64, 64, colour, 12)
        b.rect(1094, y + 4, 160 + share * 6, 24, CREAM, 9)
        b.rect(1094, y + 42, 400, 10, (255, 255, 255, 40), 5)
        b.rect(1094, y + 42, 400 * share / 40, 10, colour, 5)
        y += 116
    b.rect(100, 56, 360, 26, CREAM, 9)


def roket_luncur(b: Brush) -> None:
    b.sky("#16233f", "#2f4a77", "#7f8fae", "#f0b58b", "#fbdcae", bottom=1250)
    b.stars(500, 90)
    b.hills(1260, 70, "#5f6f8a", "#51617c", 220)
    b.sky("#52708a", "#3a5570", top=1240, bottom=1330)
    b.poly(smooth([(-60, 1330), (300, 1300), (700, 1312), (1260, 1296)]) + [(1260, 1510), (-60, 1510)], "#39443f")
    for x in (60, 150, 1090, 1170):
        b.palm(x, 1340, 170 + (x % 60), "#2a3a38", "#2a3a38", 0.1)
    b.rect(800, 640, 16, 700, "#6d3a38")
    b.rect(890, 640, 16, 700, "#6d3a38")
    for y in range(650, 1330, 62):
        b.line([(806, y), (898, y + 62)], "#8a4a44", 5)
        b.line([(898, y), (806, y + 62)], "#8a4a44", 5)
        b.rect(796, y, 114, 8, "#6d3a38")
    for y in (760, 940):
        b.line([(800, y), (726, y + 30)], "#6d3a38", 12)
    b.glow(600, 950, 420, "#ffdf9a", 0.9)
    b.fade([(556, 830), (644, 830), (720, 1330), (480, 1330)], (255, 238, 190, 255), (255, 200, 120, 60))
    for y, r, colour in ((880, 66, "#ffb347"), (960, 54, "#ffcf6b"), (900, 40, "#fff2c0"), (990, 34, "#fff6d8")):
        b.disc(600, y, r * 0.72, colour, r * 2)
    for place in range(70):
        spread = b.chance.random()
        x = 600 + (b.chance.random() - 0.5) * (260 + 1150 * spread)
        y = 1380 - 210 * spread * b.chance.random() + 40 * b.chance.random()
        tone = b.chance.choice(["#f6e3c8", "#e9cdb2", "#d9b8a6", "#fbeedd"])
        b.disc(x, y, 60 + 74 * b.chance.random() * (1 - 0.3 * spread), tone)
        if place % 3 == 0:
            b.disc(600 + b.chance.gauss(0, 40), 1110 + b.chance.random() * 220, 46 + 30 * b.chance.random(), "#fbe6c4")
    b.poly([(600, 250), (654, 360), (664, 800), (536, 800), (546, 360)], "#f1eee4")
    b.poly([(628, 300), (654, 360), (664, 800), (622, 800)], "#cfd0cc")
    b.poly(smooth([(548, 362), (566, 300), (600, 228), (634, 300), (652, 362)]), BRICK)
    b.rect(543, 450, 114, 26, BRICK)
    b.rect(540, 640, 120, 16, NAVY)
    b.disc(600, 410, 22, NAVY)
    b.disc(600, 410, 14, "#9fc3d6")
    for letter in range(5):
        b.rect(590, 500 + letter * 26, 20, 16, NAVY, 4)
    for side in (-1, 1):
        x = 600 + side * 86
        b.poly([(x - 22, 560), (x + 22, 560), (x + 24, 816), (x - 24, 816)], "#dcdad0")
        b.poly(smooth([(x - 22, 562), (x - 12, 520), (x, 498), (x + 12, 520), (x + 22, 562)]), CORAL)
        b.poly([(x - 24, 816), (x + 24, 816), (x + 16, 846), (x - 16, 846)], INK)
        b.poly([(x + side * 20, 720), (x + side * 76, 838), (x + side * 20, 816)], BRICK)
        b.disc(x, 872, 15, "#ffcf6b", 46)
    b.poly([(556, 800), (644, 800), (630, 838), (570, 838)], INK)


def satelit(b: Brush) -> None:
    b.sky("#070c1c", "#0d1a38", "#14284f")
    b.stars(900, 320)
    b.glow(1300, 150, 130, "#fff4d0", 0.9)
    b.disc(1300, 150, 22, "#fffbea")
    cx, cy, r = 760, 2010, 1420
    for step in range(14):
        b.disc(cx, cy, r + 58 - step * 4, (110, 180, 230, 12))
    b.disc(cx, cy, r, "#2f6f9f")
    b.disc(cx, cy + 26, r - 6, "#27618f")
    for x, y, w, h in (
        (330, 760, 190, 46),
        (560, 830, 150, 40),
        (900, 740, 120, 34),
        (1080, 800, 220, 50),
        (140, 870, 160, 40),
        (720, 690, 60, 18),
        (1330, 880, 150, 46),
    ):
        outline = [
            (
                x + w * math.cos(a / 9 * math.tau) * (0.7 + 0.5 * b.chance.random()),
                y + h * math.sin(a / 9 * math.tau) * (0.7 + 0.5 * b.chance.random()),
            )
            for a in range(9)
        ]
        b.blob(outline, "#5f9a68")
        b.blob([(px + 8, py - 5) for px, py in outline[2:8]], "#7fb079")
    for _ in range(22):
        x = 40 + 1500 * b.chance.random()
        y = cy - math.sqrt(r * r - (x - cx) ** 2) + 30 + 220 * b.chance.random()
        b.rect(x, y, 90 + 170 * b.chance.random(), 12, (255, 255, 255, 120), 6)
    x, y, tilt = 800, 340, -16

    def part(points: list[tuple[float, float]], colour: object) -> None:
        b.poly(turned(points, x, y, tilt), colour)  # type: ignore[arg-type]

    for side in (-1, 1):
        part([(side * 90, -9), (side * 160, -9), (side * 160, 9), (side * 90, 9)], GREY)
        for panel in range(3):
            left = side * (160 + panel * 142)
            part([(left, -96), (left + side * 132, -96), (left + side * 132, 96), (left, 96)], "#c8ced3")
            part([(left + side * 6, -90), (left + side * 126, -90), (left + side * 126, 90), (left + side * 6, 90)], "#27468a")
            part([(left + side * 6, -90), (left + side * 70, -90), (left + side * 30, 90), (left + side * 6, 90)], "#365aa6")
            for line in range(1, 4):
                b.line(turned([(left + side * line * 33, -90), (left + side * line * 33, 90)], x, y, tilt), "#9fb4dc", 2)
            for line in range(-2, 3):
                b.line(turned([(left + side * 6, line * 36), (left + side * 126, line * 36)], x, y, tilt), "#9fb4dc", 2)
    part([(-94, -112), (94, -112), (94, 112), (-94, 112)], OCHRE)
    part([(30, -112), (94, -112), (94, 112), (30, 112)], "#b5782c")
    for line in range(-2, 3):
        b.line(turned([(-94, line * 44), (94, line * 44 + 14)], x, y, tilt), "#f0c67c", 3)
    part([(-50, -70), (10, -70), (10, -20), (-50, -20)], "#22304a")
    b.line(turned([(0, 110), (0, 168)], x, y, tilt), GREY, 12)
    ((dx, dy),) = turned([(0, 196)], x, y, tilt)
    b.pie(dx, dy - 20, 86, 0 + tilt, 180 + tilt, "#e8e8e0", 70)
    b.pie(dx, dy - 20, 86, 90 + tilt, 180 + tilt, "#f8f6ec", 70)
    b.line(turned([(0, 190), (0, 280)], x, y, tilt), CREAM, 5)
    ((dx, dy),) = turned([(0, 284)], x, y, tilt)
    b.disc(dx, dy, 10, CORAL)
    b.line(turned([(40, -112), (70, -200)], x, y, tilt), GREY, 6)
    ((dx, dy),) = turned([(70, -204)], x, y, tilt)
    b.disc(dx, dy, 9, CORAL)


SCENES: dict[str, tuple[int, int, object]] = {
    "grafik-naik": (1600, 900, grafik_naik),
    "grafik-donat": (1600, 900, grafik_donat),
    "roket-luncur": (1200, 1500, roket_luncur),
    "satelit": (1600, 900, satelit),
}
