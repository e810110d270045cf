"""Harbours, boats, islands and everything else that stands in water."""



from __future__ import annotations

import math

from scenes.brush import (
    BLUE,
    BRICK,
    CORAL,
    CREAM,
    GOLD,
    GREY,
    INK,
    LEAF,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PINE,
    PLUM,
    ROSE,
    RUST,
    SAND,
    SEA,
    TEAL,
    Brush,
    Colour,
    mix,
    shade,
    smooth,
    turned,
)


def hull(b: Brush, x: float, y: float, length: float, colour: Colour, stripe: Colour = CREAM) -> None:
    """A wooden boat seen from the side; (x, y) is the middle of its waterline."""
    half, deep = length / 2, length * 0.13
    deck = smooth(
        [
            (x - half * 1.08, y - deep * 1.75),
            (x - half * 0.5, y - deep * 0.95),
            (x, y - deep * 0.85),
            (x + half * 0.55, y - deep),
            (x + half * 1.12, y - deep * 2),
        ]
    )
    b.poly([*deck, (x + half * 0.82, y + deep * 0.1), (x - half * 0.85, y + deep * 0.1)], colour)
    lower = [(px, py + deep * 0.28) for px, py in deck]
    b.line([(px, py) for px, py in lower if abs(px - x) < half * 0.94], stripe, max(2, length * 0.018), round_ends=False)
    b.poly(
        [
            (x - half * 0.9, y - deep * 0.25),
            (x + half * 0.9, y - deep * 0.25),
            (x + half * 0.82, y + deep * 0.1),
            (x - half * 0.85, y + deep * 0.1),
        ],
        shade(colour, -0.35),
    )


def fishing_boat(b: Brush, x: float, y: float, length: float, colour: Colour, house: Colour = CREAM) -> None:
    deep = length * 0.13
    b.line([(x + length * 0.12, y - deep), (x + length * 0.12, y - length * 0.62)], shade(INK, 0.1), length * 0.016)
    b.line([(x + length * 0.12, y - length * 0.6), (x + length * 0.5, y - length * 0.26)], shade(INK, 0.2), 1.6)
    b.line([(x + length * 0.12, y - length * 0.6), (x - length * 0.46, y - length * 0.24)], shade(INK, 0.2), 1.6)
    b.rect(x - length * 0.27, y - length * 0.32, length * 0.26, length * 0.24, house, 3)
    b.rect(x - length * 0.3, y - length * 0.35, length * 0.32, length * 0.04, BRICK, 2)
    for place in (0, 1, 2):
        b.rect(x - length * 0.245 + place * length * 0.078, y - length * 0.27, length * 0.055, length * 0.06, NAVY, 1)
    b.poly(
        [
            (x + length * 0.125, y - length * 0.62),
            (x + length * 0.22, y - length * 0.585),
            (x + length * 0.125, y - length * 0.55),
        ],
        CORAL,
    )
    hull(b, x, y, length, colour)


def reflection(b: Brush, x: float, y: float, length: float, colour: Colour) -> None:
    for step in range(5):
        width = length * (0.9 - 0.15 * step) * (0.8 + 0.3 * b.chance.random())
        b.rect(
            x - width / 2 + b.chance.gauss(0, 5),
            y + 5 + step * length * 0.035,
            width,
            length * 0.016,
            (*mix(colour, INK, 0.3), 110),
            3,
        )


def crane(b: Brush, x: float, y: float, height: float, colour: Colour) -> None:
    """A quay crane: two legs, a long arm, stays."""
    w = height * 0.3
    for px in (x - w / 2, x + w / 2):
        b.rect(px - height * 0.018, y - height * 0.68, height * 0.036, height * 0.68, colour)
    b.rect(x - w / 2, y - height * 0.4, w, height * 0.025, colour)
    b.line([(x - w / 2, y - height * 0.4), (x + w / 2, y - height * 0.68)], colour, height * 0.014)
    b.rect(x - height * 0.32, y - height * 0.72, height * 1.0, height * 0.05, colour)
    b.line([(x - height * 0.02, y - height), (x - height * 0.02, y - height * 0.7)], colour, height * 0.028)
    for far in (-0.3, 0.35, 0.66):
        b.line([(x - height * 0.02, y - height), (x + far * height, y - height * 0.71)], colour, 1.6)
    b.rect(x + height * 0.2, y - height * 0.69, height * 0.07, height * 0.06, shade(colour, 0.35))
    b.line([(x + height * 0.235, y - height * 0.64), (x + height * 0.235, y - height * 0.42)], colour, 1.5)
    b.rect(x + height * 0.19, y - height * 0.42, height * 0.09, height * 0.05, OCHRE)


def pelabuhan_fajar(b: Brush) -> None:
    b.sky("#34507a", "#8a7fa0", "#e8a57e", "#f7d59a", bottom=560)
    b.glow(1050, 540, 420, "#ffe9b0", 0.95)
    b.disc(1050, 520, 58, "#fff2cf")
    for x, y, w in ((260, 150, 300), (700, 230, 240), (1400, 130, 330)):
        b.cloud(x, y, w, (246, 205, 178, 150))
    b.hills(560, 110, "#8d86a3", "#b7a0a4", 160)
    b.sky("#e9b98b", "#a9899a", "#4c5f84", "#2d4468", top=556)
    b.glitter(1050, 566, 890, 260, (255, 240, 200, 190), 110)
    b.ripples(570, 900, (255, 255, 255, 26), 90)
    for x, height in ((150, 360), (360, 320), (540, 340)):
        crane(b, x, 570, height, mix(NAVY, "#8d7f95", 0.25))
    b.rect(0, 556, 700, 36, "#2c3550")
    for x in range(10, 690, 66):
        for level in range(b.chance.randint(1, 3)):
            b.rect(x, 530 - 27 * level, 60, 25, b.chance.choice([BRICK, TEAL, OCHRE, BLUE, "#7b5a6b", GREY]))
    for x, y, size, colour in ((1330, 640, 150, "#3c4b6e"), (820, 625, 110, "#4b5779")):
        reflection(b, x, y, size, colour)
        fishing_boat(b, x, y, size, colour, "#c9a9a0")
    for x, y, size, colour in ((1180, 790, 330, BRICK), (520, 760, 290, TEAL)):
        reflection(b, x, y, size, colour)
        fishing_boat(b, x, y, size, colour)
    b.birds(820, 300, 9, 15, "#3a4668")


def dermaga_perahu(b: Brush) -> None:
    b.sky("#7fb9cf", "#bfe0dd", "#f3ecd2", bottom=330)
    for x, y, w in ((240, 110, 320), (1150, 150, 380), (760, 70, 220)):
        b.cloud(x, y, w, (255, 255, 255, 220))
    b.hills(330, 120, "#6d9c92", "#86b19c", 200)
    b.hills(336, 50, "#4f8577", "#5c907b", 110)
    b.sky("#74c0bb", "#3f9aa0", "#2a7d8c", "#1f6378", top=334)
    b.ripples(340, 900, (255, 255, 255, 48), 150)
    for step in range(26):  # the jetty comes towards us
        t0, t1 = step / 26, (step + 0.82) / 26
        y0, y1 = 380 + 520 * t0**1.5, 380 + 520 * t1**1.5
        l0, r0, l1, r1 = 800 - 14 - 150 * t0**1.5, 800 + 14 + 190 * t0**1.5, 800 - 14 - 150 * t1**1.5, 800 + 14 + 190 * t1**1.5
        b.poly([(l0, y0), (r0, y0), (r1, y1), (l1, y1)], shade("#b98c5a", 0.12 * b.chance.random() - 0.06))
    for t in (0.12, 0.3, 0.52, 0.78):
        y = 380 + 520 * t**1.5
        for x in (800 - 16 - 150 * t**1.5, 800 + 16 + 190 * t**1.5):
            b.rect(x - 5 - 5 * t, y - 30 - 34 * t, 10 + 10 * t, 50 + 60 * t, RUST, 3)
    for x, y, size, colour, stripe in (
        (560, 470, 190, CORAL, CREAM),
        (1080, 500, 220, GOLD, BRICK),
        (1340, 450, 170, "#e9e2d0", BLUE),
        (300, 590, 300, "#2f5f9a", GOLD),
        (1320, 690, 400, "#c2453c", CREAM),
        (360, 800, 430, LEAF, PAPER),
    ):
        reflection(b, x, y, size, colour)
        hull(b, x, y, size, colour, stripe)
        b.line([(x - size * 0.34, y - size * 0.13), (x - size * 0.34, y - size * 0.4)], RUST, size * 0.016)
        b.line([(x + size * 0.34, y - size * 0.13), (x + size * 0.34, y - size * 0.4)], RUST, size * 0.016)
        b.poly(
            [
                (x - size * 0.42, y - size * 0.37),
                (x + size * 0.42, y - size * 0.37),
                (x + size * 0.36, y - size * 0.46),
                (x - size * 0.36, y - size * 0.46),
            ],
            stripe,
        )
        b.line([(x + size * 0.1, y + size * 0.02), (x + size * 0.62, y + size * 0.05)], shade(colour, -0.3), 4)
    b.birds(900, 200, 6, 12, "#51707c")


def kapal_peti_kemas(b: Brush) -> None:
    b.sky("#5d94b8", "#a9cddb", "#f0ead6", bottom=560)
    b.glow(300, 220, 300, "#fff6dc", 0.8)
    for x, y, w in ((420, 180, 420), (1200, 130, 500), (880, 300, 300), (1500, 330, 260)):
        b.cloud(x, y, w, (255, 255, 255, 205))
    b.sky("#4f93a8", "#2d6f8c", "#1e4e6e", "#173c57", top=556)
    b.ripples(560, 640, (255, 255, 255, 70), 70)
    colours = [BRICK, TEAL, OCHRE, BLUE, CORAL, GREY, "#e9e2d0", MOSS, PLUM]
    for column in range(13):
        for level in range(5 if 1 < column < 11 else 4):
            x, y = 330 + column * 70, 500 - level * 38
            colour = b.chance.choice(colours)
            b.rect(x, y, 67, 36, colour)
            for rib in range(1, 8):
                b.line([(x + rib * 8.3, y + 3), (x + rib * 8.3, y + 33)], (*shade(colour, -0.2), 130), 1)
    b.rect(1255, 330, 120, 210, CREAM)
    b.rect(1240, 318, 150, 16, "#ffffff")
    for level in range(4):
        for window in range(5):
            b.rect(1266 + window * 21, 348 + level * 44, 14, 15, NAVY, 2)
    b.rect(1300, 250, 46, 70, BRICK)
    b.rect(1300, 266, 46, 12, CREAM)
    for puff in range(6):
        b.disc(1325 + puff * 34, 232 - puff * 15, 17 + puff * 7, (240, 238, 230, 120 - puff * 17))
    b.line([(1280, 320), (1280, 235)], INK, 4)
    b.poly([(210, 520), (1440, 536), (1405, 640), (300, 640)], "#243a58")
    b.poly([(286, 618), (1412, 618), (1405, 646), (300, 646)], BRICK)
    b.line([(214, 528), (1438, 543)], CREAM, 4)
    b.rect(310, 438, 12, 84, INK)
    for wave in range(9):
        x = 240 + wave * 150
        b.curve([(x - 90, 652), (x - 30, 642), (x + 20, 650), (x + 90, 645)], (255, 255, 255, 150), 6)
    b.ripples(665, 900, (255, 255, 255, 44), 130)
    hull(b, 250, 800, 190, OCHRE, BRICK)
    b.poly([(255, 776), (255, 600), (360, 765)], CREAM)
    b.poly([(245, 776), (245, 630), (180, 768)], shade(CREAM, -0.1))
    b.line([(250, 780), (250, 590)], RUST, 5)


def mercusuar_senja(b: Brush) -> None:
    b.sky("#28385f", "#6a5a86", "#d98a7a", "#f6c88b", bottom=1010)
    b.stars(340, 70)
    for x, y, w in ((260, 520, 420), (930, 640, 520), (720, 430, 260)):
        b.cloud(x, y, w, (236, 160, 140, 120))
    b.fade([(640, 352), (-200, 180), (-200, 420)], (255, 240, 190, 105), (255, 240, 190, 60))
    b.fade([(660, 352), (1400, 210), (1400, 430)], (255, 240, 190, 105), (255, 240, 190, 60))
    b.glow(300, 985, 330, "#ffe0a0", 0.9)
    b.pie(300, 1006, 72, 180, 360, "#ffeec4")
    b.sky("#e7a67f", "#8d6c8a", "#3a456f", "#202c4c", top=1004)
    b.glitter(300, 1010, 1480, 200, (255, 232, 180, 180), 90)
    b.ripples(1020, 1500, (255, 255, 255, 26), 100)
    b.poly(
        smooth(
            [
                (360, 1250),
                (430, 1130),
                (520, 1060),
                (620, 1035),
                (760, 1045),
                (880, 1100),
                (1000, 1120),
                (1120, 1230),
                (1260, 1300),
            ]
        )
        + [(1260, 1520), (300, 1520)],
        "#2b2b45",
    )
    b.poly(smooth([(440, 1500), (540, 1290), (700, 1230), (900, 1260), (1060, 1340), (1260, 1380)]) + [(1260, 1520)], "#20203a")
    b.poly([(590, 1045), (710, 1045), (686, 400), (614, 400)], CREAM)
    for level in range(4):
        y0, y1 = 470 + level * 150, 545 + level * 150
        s0, s1 = 36 + (y0 - 400) * 0.0372, 36 + (y1 - 400) * 0.0372
        b.poly([(650 - s0, y0), (650 + s0, y0), (650 + s1, y1), (650 - s1, y1)], BRICK)
    b.fade([(655, 400), (686, 400), (710, 1045), (668, 1045)], (30, 25, 60, 90), (30, 25, 60, 110))
    b.rect(592, 384, 116, 18, INK, 4)
    b.rect(622, 318, 56, 68, "#ffe9a8")
    for x in (622, 648, 674):
        b.rect(x, 318, 5, 68, INK)
    b.pie(650, 320, 44, 180, 360, BRICK)
    b.rect(647, 250, 6, 30, INK)
    b.glow(650, 352, 190, "#fff0b8", 0.85)
    b.rect(640, 970, 30, 76, INK, 14)
    b.rect(760, 980, 130, 82, shade(CREAM, -0.18))
    b.poly([(745, 985), (905, 985), (825, 925)], BRICK)
    b.rect(800, 1005, 28, 26, GOLD)
    b.birds(880, 560, 6, 15, "#2a2a48")


def danau_tenang(b: Brush) -> None:
    b.sky("#9cc3c9", "#d7e3d3", "#f8e9c8", bottom=430)
    b.glow(1180, 250, 300, "#fffbe6", 0.9)
    b.disc(1180, 250, 52, "#fffaea")
    b.sky("#f4e6c6", "#b9d3cc", "#6fa3a8", "#3f7c88", top=428)
    b.glitter(1180, 436, 860, 120, (255, 255, 255, 120), 60)
    for y, rise, colour in ((430, 210, "#a5bdb9"), (430, 140, "#7ea39a"), (430, 80, "#55867a")):
        outline = b.ridge(y, rise, 170)
        b.poly([*outline, (b.w + 200, 431), (-200, 431)], colour)
        mirrored = [(x, 2 * y - py * 1.0) for x, py in outline]
        b.fade([*mirrored, (b.w + 200, 431), (-200, 431)], (*mix(colour, SEA, 0.3), 190), (*mix(colour, SEA, 0.5), 60))
    b.ripples(440, 880, (255, 255, 255, 52), 110)
    for x in range(-10, 330, 26):
        b.curve(
            [(x, 910), (x + 8, 820 - b.chance.random() * 130), (x + 36 * b.chance.random(), 700 - b.chance.random() * 90)],
            PINE,
            5,
        )
    for x in range(1310, 1620, 24):
        top = 660 + b.chance.random() * 120
        b.line([(x, 910), (x - 6, top)], PINE, 4)
        b.rect(x - 11, top - 40, 10, 46, RUST, 5)
    reflection(b, 720, 640, 330, RUST)
    hull(b, 720, 640, 330, "#8a5a3c", GOLD)
    b.person(690, 625, 150, CORAL)
    b.disc(690, 494, 40, SAND, 9)
    b.poly([(668, 492), (712, 492), (690, 468)], SAND)
    b.line([(710, 530), (860, 660)], RUST, 5)


def pasar_apung(b: Brush) -> None:
    b.sky("#f5dcae", "#f9ecd0", "#dfe8d6", bottom=250)
    b.sky("#8fc1b4", "#5c9f9b", "#38808a", "#2a6678", top=246)
    for x in range(-40, 1640, 130):  # houses on stilts along the far bank
        height = 80 + b.chance.random() * 60
        wall = b.chance.choice([CREAM, "#d8b48a", "#c98f6a", SAND, "#b7c4a4"])
        for leg in (12, 52, 92):
            b.rect(x + leg, 232, 6, 44, RUST)
        b.rect(x, 240 - height, 112, height, wall)
        b.poly(
            [(x - 14, 242 - height), (x + 126, 242 - height), (x + 56, 190 - height)], b.chance.choice([BRICK, RUST, "#7a4a3a"])
        )
        b.rect(x + 18, 262 - height, 24, 30, NAVY)
        b.rect(x + 66, 262 - height, 28, height - 22, shade(wall, -0.35))
    b.palm(170, 245, 190)
    b.palm(1110, 245, 220, lean=-0.12)
    b.ripples(260, 900, (255, 255, 255, 48), 140)
    fruit = [BRICK, OCHRE, GOLD, LEAF, CORAL, MOSS, PLUM, "#e8c56a"]
    for x, y, size in (
        (330, 400, 300),
        (820, 380, 270),
        (1290, 430, 320),
        (560, 590, 420),
        (1150, 640, 460),
        (220, 780, 500),
        (860, 850, 560),
    ):
        reflection(b, x, y, size, "#6b4a35")
        pile = fruit[b.chance.randrange(len(fruit))], fruit[b.chance.randrange(len(fruit))], fruit[b.chance.randrange(len(fruit))]
        for group, colour in enumerate(pile):
            for _ in range(26):
                px = x + size * (-0.1 + group * 0.18) + b.chance.gauss(0, size * 0.045)
                py = y - size * 0.14 - abs(b.chance.gauss(0, size * 0.035))
                b.disc(px, py, size * 0.027, shade(colour, 0.16 * b.chance.random() - 0.05))
        b.person(x - size * 0.3, y - size * 0.06, size * 0.36, b.chance.choice([TEAL, CORAL, PLUM, BLUE, OCHRE]))
        hx, hy = x - size * 0.3, y - size * 0.4
        b.poly([(hx - size * 0.11, hy + size * 0.03), (hx + size * 0.11, hy + size * 0.03), (hx, hy - size * 0.05)], SAND)
        hull(b, x, y, size, b.chance.choice(["#7a4f35", "#5d4636", "#8a5a3c"]), OCHRE)


def dayung(b: Brush) -> None:
    b.sky("#2f8f9a", "#277b8c", "#1f6679")
    for _ in range(240):
        x, y = b.chance.random() * b.w, b.chance.random() * b.h
        length = 30 + 90 * b.chance.random()
        b.curve([(x, y), (x + length / 2, y - 6), (x + length, y)], (255, 255, 255, 26), 3)
    for lane in range(6):
        y = 60 + lane * 158
        for buoy in range(0, 1640, 44):
            b.disc(buoy + (lane % 2) * 22, y, 5, CORAL if buoy // 44 % 4 else CREAM)
    for lane, (lead, colour) in enumerate(((980, BRICK), (1180, GOLD), (860, PLUM), (1090, "#ffffff"), (760, LEAF))):
        y, x0 = 139 + lane * 158, lead - 520
        b.fade([(x0 - 330, y - 3), (x0, y - 15), (x0, y + 15), (x0 - 330, y + 3)], (255, 255, 255, 70), (255, 255, 255, 70))
        b.shadow(turned([(-280, -14), (280, -14), (280, 14), (-280, 14)], x0 + 270, y + 16, 0), 0.25, 8)
        b.blob([(x0, y), (x0 + 120, y - 17), (x0 + 330, y - 18), (x0 + 560, y), (x0 + 330, y + 18), (x0 + 120, y + 17)], colour)
        b.rect(x0 + 80, y - 7, 360, 14, shade(colour, -0.4), 7)
        for seat in range(6):
            sx = x0 + 110 + seat * 56
            for side in (-1, 1):
                b.line([(sx + 8, y + side * 6), (sx - 26, y + side * 62)], CREAM, 4)
                b.poly(turned([(-8, -7), (22, -9), (22, 9), (-8, 7)], sx - 26, y + side * 62, side * 118), CREAM)
                b.disc(sx - 34, y + side * 66, 15, (255, 255, 255, 70))
            b.disc(sx, y, 15, shade(colour, -0.15), 18)
            b.disc(sx + 3, y, 9, "#3a2a22")


def tambak_garam(b: Brush) -> None:
    b.sky("#6fb0cc", "#b9dbe0", "#f6ead0", bottom=380)
    b.glow(1250, 200, 260, "#fffbe2", 0.9)
    b.disc(1250, 200, 54, "#fffdf0")
    b.cloud(420, 130, 380, (255, 255, 255, 210))
    b.cloud(900, 220, 260, (255, 255, 255, 180))
    b.hills(384, 70, "#7f9fa3", "#9bb3ad", 240)
    b.rect(0, 380, 1600, 520, "#c9b08a")
    tones = ["#a9d3d6", "#d9a9a6", "#8fc0cc", "#e7c8b5", "#bfe0dc", "#c98f94", "#f1e3d2"]
    rows = [(392, 440), (446, 520), (530, 650), (664, 890)]
    for y0, y1 in rows:
        count = 9
        for column in range(-3, count + 3):

            def at(place: float, y: float, count: int = count) -> float:
                return 800 + (place - count / 2) * (90 + 230 * (y - 380) / 500) * 1.15

            gap = 0.05
            tone = b.chance.choice(tones)
            quad = [
                (at(column + gap, y0), y0),
                (at(column + 1 - gap, y0), y0),
                (at(column + 1 - gap, y1), y1),
                (at(column + gap, y1), y1),
            ]
            b.fade(quad, shade(tone, 0.25), tone)
    for x, y, size in ((420, 640, 90), (640, 655, 70), (1010, 650, 100), (1240, 520, 46), (330, 522, 42), (800, 524, 50)):
        b.poly(
            smooth(
                [
                    (x - size, y + 6),
                    (x - size * 0.4, y - size * 0.42),
                    (x, y - size * 0.72),
                    (x + size * 0.4, y - size * 0.4),
                    (x + size, y + 6),
                ]
            ),
            "#fbfaf4",
        )
        b.poly(
            smooth([(x, y - size * 0.72), (x + size * 0.4, y - size * 0.4), (x + size, y + 6), (x + size * 0.2, y + 6)]),
            "#dcdcd6",
        )
    for x, y, size in ((180, 520, 150), (1430, 650, 260), (760, 440, 90)):
        b.poly(
            [(x - size * 0.07, y), (x + size * 0.07, y), (x + size * 0.03, y - size * 0.75), (x - size * 0.03, y - size * 0.75)],
            RUST,
        )
        for blade in range(4):
            b.poly(
                turned(
                    [(0, -3), (size * 0.42, -size * 0.07), (size * 0.45, size * 0.05), (0, 3)],
                    x,
                    y - size * 0.75,
                    blade * 90 + 25,
                ),
                CREAM if blade % 2 else CORAL,
            )
        b.disc(x, y - size * 0.75, size * 0.03, INK)
    b.person(560, 800, 170, TEAL, arms="out")
    b.line([(500, 690), (470, 815)], RUST, 6)
    b.rect(430, 808, 84, 10, RUST, 3)
    b.poly([(520, 655), (600, 655), (560, 622)], SAND)


def kincir_angin(b: Brush) -> None:
    b.sky("#4b86ad", "#93c1d2", "#e6ecd9", bottom=560)
    for x, y, w in ((300, 180, 420), (980, 120, 360), (1380, 280, 320)):
        b.cloud(x, y, w, (255, 255, 255, 200))
    b.sky("#3d8fa3", "#2d7790", top=556, bottom=780)
    b.ripples(560, 690, (255, 255, 255, 70), 70)
    for x, y, size in ((560, 590, 190), (760, 588, 170), (960, 592, 200)):
        _turbine(b, x, y, size, "#eef0ea", b.chance.random() * 120)
    b.poly(
        smooth([(-50, 720), (200, 650), (480, 670), (760, 730), (1100, 690), (1400, 620), (1680, 640)])
        + [(1680, 910), (-50, 910)],
        "#8fb36d",
    )
    b.poly(smooth([(-50, 820), (300, 760), (700, 800), (1100, 780), (1680, 740)]) + [(1680, 910), (-50, 910)], "#6f9a58")
    for x, y, size in ((230, 680, 480), (1330, 660, 520)):
        _turbine(b, x, y, size, "#fbfbf6", b.chance.random() * 120)
    for x, y in ((520, 800), (580, 815), (640, 798), (1020, 800), (1075, 812)):
        b.disc(x, y, 19, CREAM, 13)
        b.disc(x + 18, y - 6, 7, INK)
        for leg in (-9, 9):
            b.rect(x + leg, y + 8, 4, 14, INK)


def _turbine(b: Brush, x: float, y: float, size: float, colour: Colour, angle: float) -> None:
    b.poly([(x - size * 0.022, y), (x + size * 0.022, y), (x + size * 0.011, y - size), (x - size * 0.011, y - size)], colour)
    b.poly([(x, y), (x + size * 0.022, y), (x + size * 0.011, y - size), (x, y - size)], shade(colour, -0.12))
    for blade in range(3):
        b.poly(
            turned(
                [(0, -0.012 * size), (0.16 * size, -0.034 * size), (0.52 * size, 0), (0, 0.014 * size)],
                x,
                y - size,
                angle + blade * 120,
            ),
            colour,
        )
    b.disc(x, y - size, size * 0.025, shade(colour, -0.15))


def jembatan_gantung(b: Brush) -> None:
    b.sky("#3d5378", "#98789a", "#ef9f86", "#fbd8a4", bottom=620)
    b.glow(800, 600, 420, "#ffe7b6", 0.9)
    b.pie(800, 622, 95, 180, 360, "#fff0cd")
    for x, y, w in ((300, 200, 420), (1250, 260, 460), (760, 130, 260)):
        b.cloud(x, y, w, (250, 190, 170, 120))
    b.hills(622, 130, "#8b6d8b", "#b98a92", 190)
    b.sky("#f0b592", "#b5788a", "#5a5680", "#2f3b62", top=618)
    b.glitter(800, 626, 890, 240, (255, 238, 205, 190), 110)

    def deck(x: float) -> float:
        return 560 - 26 * (1 - ((x - 800) / 900) ** 2)

    for tower in (420, 1180):
        for dx in (-24, 24):
            b.rect(tower + dx - 9, 180, 18, 500, "#5d2f3c")
        for y in (190, 300, 420, 600):
            b.rect(tower - 33, y, 66, 16, "#5d2f3c")
        b.rect(tower - 50, 660, 100, 40, "#3c2a3c", 6)
    for start, end, low in ((420, 1180, 500), (-340, 420, 520), (1180, 1940, 520)):
        cable = [(start + (end - start) * t / 60, 188 + (low - 188) * (1 - (2 * t / 60 - 1) ** 2)) for t in range(61)]
        b.line(cable, "#6d3844", 7)
        for x, y in cable[::2]:
            b.line([(x, y), (x, deck(x))], "#6d3844", 2)
    b.poly([(x, deck(x)) for x in range(-20, 1640, 20)] + [(x, deck(x) + 22) for x in range(1620, -40, -20)], "#4a2735")
    for x in range(60, 1600, 140):
        colour = b.chance.choice([CREAM, GOLD, CORAL, TEAL])
        b.rect(x, deck(x) - 15, 40, 15, colour, 5)
    for x, y, size in ((620, 760, 170), (1120, 710, 120)):
        reflection(b, x, y, size, INK)
        hull(b, x, y, size, "#352c48", CORAL)
        b.poly([(x, y - size * 0.14), (x, y - size * 0.85), (x + size * 0.42, y - size * 0.2)], CREAM)


def banjir_rumah(b: Brush) -> None:
    b.sky("#77889a", "#a9b3b8", "#cfcfc6", bottom=420)
    for x, y, w in ((250, 120, 560), (840, 80, 620), (1350, 170, 520), (560, 220, 380)):
        b.cloud(x, y, w, (120, 134, 148, 150))
    b.hills(420, 70, "#7d8f88", "#8f9d90", 150)
    for x, size, wall, roof in (
        (120, 250, "#d8c5a0", BRICK),
        (470, 210, "#b9c6bc", RUST),
        (800, 270, CREAM, "#8a4334"),
        (1190, 230, "#c9a98a", "#6c5a54"),
        (1480, 260, "#cfd2c4", BRICK),
    ):
        b.rect(x - size * 0.42, 470 - size * 0.5, size * 0.84, size * 0.6, wall)
        b.poly([(x - size * 0.55, 475 - size * 0.5), (x + size * 0.55, 475 - size * 0.5), (x, 470 - size * 0.95)], roof)
        b.poly(
            [(x, 470 - size * 0.95), (x + size * 0.55, 475 - size * 0.5), (x + size * 0.1, 475 - size * 0.5)], shade(roof, -0.15)
        )
        b.rect(x - size * 0.3, 490 - size * 0.42, size * 0.2, size * 0.2, NAVY)
        b.rect(x + size * 0.06, 490 - size * 0.42, size * 0.2, size * 0.34, shade(wall, -0.4))
    b.tree(300, 520, 260, "#5e7f5a")
    b.tree(1010, 510, 230, "#6d8a5c")
    b.fade([(-5, 500), (1605, 500), (1605, 905), (-5, 905)], "#a8997c", "#6f6a5c")
    b.ripples(505, 900, (255, 255, 255, 48), 130)
    for x in (120, 470, 800, 1190, 1480):
        for _ in range(5):
            b.rect(x - 80 + b.chance.random() * 60, 506 + b.chance.random() * 60, 90, 4, (60, 50, 45, 70), 2)
    x, y = 760, 740
    b.shadow([(x - 260, y + 20), (x + 260, y + 20), (x + 230, y + 46), (x - 230, y + 46)], 0.4, 12)
    for px, colour in ((x - 130, CORAL), (x - 40, CORAL), (x + 60, BLUE), (x + 140, GOLD)):
        b.person(px, y - 4, 170, colour)
    b.poly(
        smooth([(x - 280, y - 44), (x - 230, y + 26), (x, y + 36), (x + 230, y + 26), (x + 290, y - 52)])
        + [(x + 250, y - 34), (x - 240, y - 30)],
        "#e2662f",
    )
    b.line(smooth([(x - 278, y - 42), (x - 150, y - 28), (x, y - 24), (x + 150, y - 28), (x + 288, y - 50)]), "#f29a5c", 22)
    b.line([(x + 200, y - 120), (x + 330, y + 50)], RUST, 8)
    b.rect(1220, 640, 18, 90, GREY)
    b.poly([(1160, 580), (1300, 580), (1300, 640), (1160, 640)], "#f0d070")
    b.line([(1180, 600), (1280, 600)], INK, 5)
    b.line([(1180, 620), (1250, 620)], INK, 5)
    for _ in range(170):
        rx, ry = b.chance.random() * 1600, b.chance.random() * 900
        b.line([(rx, ry), (rx - 8, ry + 34)], (255, 255, 255, 46), 2)


def penyu_pantai(b: Brush) -> None:
    b.sky("#131f3d", "#25406a", "#4d6f93", bottom=420)
    b.stars(360, 150)
    b.glow(1180, 170, 260, "#dfe8f4", 0.6)
    b.disc(1180, 170, 62, "#f3f1e2")
    b.disc(1160, 156, 11, "#e0dcca")
    b.disc(1200, 190, 16, "#e0dcca")
    b.sky("#3f6b90", "#24466c", top=416, bottom=600)
    b.glitter(1180, 424, 590, 160, (240, 240, 220, 170), 70)
    shore = smooth([(-40, 560), (260, 590), (560, 560), (900, 600), (1240, 570), (1660, 600)])
    b.poly([*[(x, y - 18) for x, y in shore], (1660, 910), (-40, 910)], (235, 240, 240, 130))
    b.poly([*shore, (1660, 910), (-40, 910)], "#8f8a80")
    b.fade([(-5, 650), (1605, 650), (1605, 905), (-5, 905)], (160, 150, 132, 0), (170, 158, 134, 255))
    for step in range(13):
        x, y = 1500 - step * 66, 640 + step * 11
        for side in (-1, 1):
            b.disc(x + side * 6, y + side * (30 + step * 0.8), 17, "#77726b", 7)
    x, y = 580, 760
    b.shadow(turned([(-170, -110), (190, -110), (200, 130), (-180, 130)], x, y + 20, 8), 0.3, 24)
    skin = "#4f6a56"
    for points in (
        [(90, -70), (190, -190), (240, -210), (210, -120), (130, -40)],
        [(90, 80), (170, 190), (230, 220), (200, 130), (130, 50)],
        [(-120, -70), (-180, -130), (-220, -130), (-180, -70)],
        [(-120, 70), (-180, 140), (-220, 140), (-180, 70)],
    ):
        b.blob(turned(points, x, y, 176), skin)
    head = turned([(-0, 0)], x - 215, y + 14, 0)[0]
    b.disc(*head, 52, skin, 42)
    b.disc(head[0] - 22, head[1] - 16, 7, "#12201a")
    b.disc(x, y, 180, "#3b4c35", 132)
    b.disc(x - 4, y - 6, 164, "#61764a", 118)
    for row, columns in ((-52, (-70, 10, 84)), (0, (-112, -36, 46, 118)), (52, (-70, 10, 84))):
        for column in columns:
            b.poly(
                turned([(-34, 0), (-18, -26), (18, -26), (34, 0), (18, 26), (-18, 26)], x + column - 6, y + row - 6, 0), "#7f9058"
            )
            b.poly(
                turned([(-22, 0), (-12, -16), (12, -16), (22, 0), (12, 16), (-12, 16)], x + column - 6, y + row - 6, 0), "#94a468"
            )
    b.palm(1420, 660, 420, "#1c3a3c", "#2b2f3a", -0.25)
    b.palm(1530, 690, 360, "#17323a", "#262a36", -0.3)


def panorama_teluk(b: Brush) -> None:
    b.sky("#3f6b97", "#8fb6c8", "#f1dcb8", "#f7c993", bottom=520)
    b.glow(2350, 470, 520, "#fff0c8", 0.9)
    b.disc(2350, 450, 66, "#fff6dd")
    for x in range(150, 3200, 430):
        b.cloud(x + b.chance.random() * 120, 100 + b.chance.random() * 190, 300 + 160 * b.chance.random(), (255, 244, 228, 170))
    b.hills(525, 170, "#93a3b4", "#b9b6b4", 260)
    b.poly(smooth([(300, 530), (620, 330), (800, 190), (860, 180), (1010, 320), (1330, 530)]), "#7487a0")
    b.poly(smooth([(760, 220), (800, 190), (860, 180), (905, 222), (860, 250), (830, 228), (795, 252)]), "#d9dde0")
    b.hills(530, 80, "#6f8f8f", "#84a098", 150)
    for x in range(1250, 2060, 34):
        tall = 60 + 190 * math.exp(-(((x - 1650) / 210) ** 2)) * (0.6 + 0.5 * b.chance.random())
        b.rect(x, 530 - tall, 30, tall + 4, b.chance.choice(["#6d7f9a", "#8695a8", "#5b6d8c", "#a08f9a"]))
        for row in range(int(tall / 18)):
            for column in range(2):
                if b.chance.random() < 0.6:
                    b.rect(x + 6 + 11 * column, 536 - tall + row * 18, 6, 8, (250, 226, 170, 190))
    b.sky("#f1c796", "#a9a7a4", "#4c7c93", "#2a587a", "#1f4567", top=526)
    b.glitter(2350, 534, 890, 420, (255, 246, 214, 190), 150)
    b.ripples(536, 900, (255, 255, 255, 44), 260)
    b.rect(2480, 330, 26, 210, CREAM)
    b.rect(2480, 380, 26, 40, BRICK)
    b.rect(2480, 460, 26, 40, BRICK)
    b.pie(2493, 330, 20, 180, 360, BRICK)
    b.poly(smooth([(2380, 546), (2440, 520), (2520, 516), (2620, 546)]), "#4d5a5c")
    for x, height in ((1080, 210), (1190, 190)):
        crane(b, x, 536, height, "#8a4a48")
    for x, y, size, colour in (
        (420, 640, 200, TEAL),
        (980, 720, 280, BRICK),
        (1580, 650, 180, "#e9e2d0"),
        (2020, 770, 330, "#2f5f9a"),
        (2780, 700, 260, OCHRE),
        (3020, 600, 130, PLUM),
    ):
        reflection(b, x, y, size, colour)
        fishing_boat(b, x, y, size, colour)
    for x, y, size in ((700, 600, 120), (1850, 590, 100), (2620, 610, 110)):
        hull(b, x, y, size, INK, CORAL)
        b.poly([(x, y - size * 0.14), (x, y - size * 0.95), (x + size * 0.5, y - size * 0.2)], CREAM)
        b.poly([(x - 6, y - size * 0.14), (x - 6, y - size * 0.8), (x - size * 0.35, y - size * 0.2)], ROSE)
    b.palm(110, 905, 480)
    b.palm(30, 915, 400, lean=0.3)
    b.palm(3120, 910, 460, lean=-0.2)
    b.birds(1300, 260, 12, 15, "#43597a")


SCENES: dict[str, tuple[int, int, object]] = {
    "pelabuhan-fajar": (1600, 900, pelabuhan_fajar),
    "dermaga-perahu": (1600, 900, dermaga_perahu),
    "kapal-peti-kemas": (1600, 900, kapal_peti_kemas),
    "mercusuar-senja": (1200, 1500, mercusuar_senja),
    "danau-tenang": (1600, 900, danau_tenang),
    "pasar-apung": (1600, 900, pasar_apung),
    "dayung": (1600, 900, dayung),
    "tambak-garam": (1600, 900, tambak_garam),
    "kincir-angin": (1600, 900, kincir_angin),
    "jembatan-gantung": (1600, 900, jembatan_gantung),
    "banjir-rumah": (1600, 900, banjir_rumah),
    "penyu-pantai": (1600, 900, penyu_pantai),
    "panorama-teluk": (3200, 900, panorama_teluk),
}
