"""Streets, houses, halls and markets."""



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
    TEAL,
    Brush,
    Colour,
    mix,
    rgb,
    shade,
    smooth,
)
from scenes.water import hull, reflection


def skyline(
    b: Brush, floor: float, far: Colour, near: Colour, lit: float, glow: Colour = "#ffdf9a", dim: Colour = "#5d7490"
) -> None:
    """Two rows of towers; ``lit`` is the share of windows with light."""
    for row, (tone, low, high, width) in enumerate(((far, 150, 330, 70), (near, 110, 400, 96))):
        x = -20.0
        while x < b.w + 20:
            w = width * (0.7 + 0.6 * b.chance.random())
            middle = math.exp(-(((x - b.w * 0.55) / (b.w * 0.3)) ** 2))
            h = low + (high - low) * (0.25 * b.chance.random() + 0.75 * middle * (0.6 + 0.4 * b.chance.random()))
            colour = shade(tone, 0.14 * b.chance.random() - 0.07)
            b.rect(x, floor - h, w, h + 4, colour)
            b.rect(x + w * 0.72, floor - h, w * 0.28, h + 4, shade(colour, -0.1))
            shape = b.chance.random()
            if shape < 0.2:
                b.poly([(x, floor - h), (x + w, floor - h), (x + w / 2, floor - h - w * 0.5)], colour)
                b.line([(x + w / 2, floor - h - w * 0.5), (x + w / 2, floor - h - w)], colour, 3)
            elif shape < 0.4:
                b.rect(x + w * 0.2, floor - h - 26, w * 0.5, 28, colour)
                b.line([(x + w * 0.4, floor - h - 26), (x + w * 0.4, floor - h - 70)], colour, 3)
            elif shape < 0.5:
                b.pie(x + w / 2, floor - h, w / 2, 180, 360, colour)
            step = 17 if row else 14
            for level in range(int(h / step) - 1):
                for column in range(int((w - 12) / 16)):
                    if b.chance.random() < (lit if row else lit * 0.6):
                        b.rect(x + 9 + column * 16, floor - h + 12 + level * step, 8, 9, (*rgb(glow)[:3], 210 if row else 140))
                    elif row and lit < 0.4:
                        b.rect(x + 9 + column * 16, floor - h + 12 + level * step, 8, 9, (*rgb(dim)[:3], 120))
            x += w + 3


def kota_pagi(b: Brush) -> None:
    b.sky("#6aa5c6", "#b9d8dc", "#fbe8c3", bottom=620)
    b.glow(330, 420, 360, "#fff6d0", 0.95)
    b.disc(330, 420, 62, "#fffbe6")
    for x, y, w in ((900, 130, 420), (1350, 210, 300), (420, 160, 260)):
        b.cloud(x, y, w, (255, 255, 255, 205))
    skyline(b, 620, "#a9c0cb", "#7d9aad", 0.1, "#fff3cf")
    b.rect(0, 612, 1600, 30, "#6c8a68")
    for x in range(-10, 1620, 52):
        b.tree(x + b.chance.random() * 20, 640, 74 + 30 * b.chance.random(), shade(MOSS, 0.1 * b.chance.random()))
    b.rect(0, 636, 1600, 16, "#d8cfbb")
    b.sky("#9fc4c6", "#5f9aa6", "#3b7a8d", top=650)
    for x in range(-10, 1620, 90):
        b.fade(
            [(x, 652), (x + 64, 652), (x + 56, 652 + 150 * b.chance.random() + 40), (x + 8, 760)],
            (90, 120, 140, 80),
            (90, 120, 140, 0),
        )
    b.glitter(330, 656, 890, 200, (255, 250, 225, 200), 70)
    b.ripples(660, 900, (255, 255, 255, 60), 80)
    for x, y, size, colour in ((560, 760, 300, BRICK), (1220, 810, 360, TEAL)):
        reflection(b, x, y, size, colour)
        b.rect(x - size * 0.34, y - size * 0.27, size * 0.66, size * 0.16, CREAM, 6)
        for window in range(6):
            b.rect(x - size * 0.31 + window * size * 0.105, y - size * 0.24, size * 0.075, size * 0.08, NAVY, 3)
        b.rect(x - size * 0.38, y - size * 0.3, size * 0.74, size * 0.04, GOLD, 3)
        hull(b, x, y, size, colour)
    b.birds(700, 300, 8, 13, "#50708a")


def kota_malam(b: Brush) -> None:
    b.sky("#0f1a36", "#1f3159", "#41507d", "#7a6a8c", bottom=640)
    b.stars(420, 140)
    b.glow(1270, 170, 220, "#e8ecf6", 0.5)
    b.disc(1270, 170, 62, "#f5f0dc")
    b.disc(1250, 155, 11, "#e3dcc4")
    b.disc(1292, 186, 16, "#e3dcc4")
    skyline(b, 640, "#33436c", "#1c2949", 0.55)
    b.rect(0, 630, 1600, 24, "#121c36")
    b.sky("#3d4470", "#1d2a4e", "#111b38", top=650)
    for _ in range(260):  # the lights lie in the river
        x = b.chance.random() * 1600
        y = 656 + 230 * b.chance.random() ** 1.5
        b.rect(
            x,
            y,
            14 + 40 * b.chance.random(),
            3,
            (*rgb(b.chance.choice(["#ffdf9a", "#ffb36b", "#9fd0e6", "#e07a6a"]))[:3], b.chance.randint(50, 150)),
            1,
        )
    b.glitter(1270, 660, 880, 120, (240, 236, 215, 120), 36)
    arch = [(x, 648 - 62 * math.sin(math.pi * (x - 120) / 560)) for x in range(120, 681, 10)]
    b.line(arch, "#e8b45e", 7)
    b.rect(100, 640, 600, 12, "#2a365c")
    for x in range(140, 680, 40):
        b.line([(x, 648 - 62 * math.sin(math.pi * (x - 120) / 560)), (x, 642)], "#e8b45e", 2)
        b.disc(x, 636, 4, "#fff0c4")
    reflection(b, 1010, 800, 280, "#e8b45e")
    hull(b, 1010, 800, 280, "#2a2140", GOLD)
    b.poly([(900, 772), (1110, 772), (1080, 720), (930, 720)], "#5d2f3c")
    for x in (930, 980, 1030, 1080):
        b.glow(x, 764, 30, "#ffcf7a", 0.9)
        b.disc(x, 764, 7, "#ffe9b0")


def kota_hujan(b: Brush) -> None:
    b.sky("#5d6f86", "#8797a6", "#b9bfc0", bottom=640)
    for x, w, h, tone in (
        (-20, 260, 470, "#7a8798"),
        (250, 220, 400, "#8b96a3"),
        (1130, 240, 430, "#808c9b"),
        (1360, 280, 500, "#717e90"),
        (480, 200, 330, "#98a1ab"),
        (930, 190, 350, "#929ca7"),
        (690, 230, 300, "#a3abb2"),
    ):
        b.rect(x, 640 - h, w, h, tone)
        for row in range(int(h / 60)):
            for column in range(int(w / 52)):
                lit = b.chance.random() < 0.4
                b.rect(x + 18 + column * 52, 662 - h + row * 58, 28, 34, "#f7d48f" if lit else shade(tone, -0.22), 2)
    for x, colour in ((0, BRICK), (262, TEAL), (1140, OCHRE), (1370, PLUM)):
        for strip in range(6):
            b.poly(
                [(x + strip * 36, 560), (x + strip * 36 + 36, 560), (x + strip * 36 + 30, 600), (x + strip * 36 - 6, 600)],
                colour if strip % 2 else CREAM,
            )
        b.rect(x, 600, 210, 44, "#f4d99a")
    b.sky("#7d8791", "#5d6873", "#48535f", top=640)
    for x in (60, 330, 1180, 1430, 760):
        b.fade([(x, 646), (x + 120, 646), (x + 150, 880), (x - 30, 880)], (247, 212, 143, 90), (247, 212, 143, 0))
    b.line([(560, 905), (740, 640)], "#39434d", 6)
    b.line([(1040, 905), (860, 640)], "#39434d", 6)
    b.rect(650, 372, 300, 300, "#b23a2e", 26)
    b.rect(650, 372, 300, 40, "#8d2b24", 18)
    b.rect(676, 430, 248, 110, "#37495c", 10)
    b.poly([(690, 430), (750, 430), (710, 540), (676, 540)], (255, 255, 255, 60))
    b.rect(690, 384, 220, 22, "#ffe9a8", 8)
    b.rect(650, 560, 300, 16, CREAM)
    for x in (700, 900):
        b.glow(x, 620, 90, "#fff0b8", 0.85)
        b.disc(x, 620, 19, "#fff6d8")
    b.rect(640, 668, 320, 20, INK, 6)
    b.line([(800, 372), (740, 300), (860, 300), (800, 372)], INK, 4)
    b.line([(0, 296), (1600, 296)], (40, 50, 60, 160), 3)
    for x, y, size, colour, top in (
        (210, 830, 230, NAVY, CORAL),
        (400, 790, 200, PLUM, GOLD),
        (1180, 800, 210, TEAL, BRICK),
        (1390, 850, 250, INK, BLUE),
    ):
        b.fade([(x - 40, y), (x + 40, y), (x + 60, y + 60), (x - 60, y + 60)], (20, 26, 34, 120), (20, 26, 34, 0))
        b.person(x, y, size, colour)
        cy = y - size * 0.98
        b.line([(x + size * 0.2, cy - 10), (x + size * 0.2, cy + size * 0.45)], INK, 5)
        b.pie(x + size * 0.1, cy, size * 0.52, 180, 360, top, size * 0.4)
        for rib in range(4):
            b.pie(x + size * 0.1 - size * 0.39 + rib * size * 0.26, cy, size * 0.13, 180, 360, shade(top, -0.18), size * 0.07)
    for _ in range(260):
        x, y = b.chance.random() * 1640, b.chance.random() * 900
        b.line([(x, y), (x - 10, y + 40)], (255, 255, 255, 60), 2)


def awning(b: Brush, x: float, y: float, w: float, colour: Colour, other: Colour = CREAM) -> None:
    strips = 7
    for strip in range(strips):
        x0 = x + w * strip / strips
        fill = colour if strip % 2 == 0 else other
        b.poly(
            [
                (x0 + w * 0.03, y - w * 0.2),
                (x0 + w / strips + w * 0.03 * (1 - 2 * (strip + 1) / strips) + w * 0.03, y - w * 0.2),
                (x0 + w / strips, y),
                (x0, y),
            ],
            fill,
        )
        b.pie(x0 + w / strips / 2, y, w / strips / 2, 0, 180, fill)


def pasar_pagi(b: Brush) -> None:
    b.sky("#f6c98a", "#fae3b8", "#f3ecd6", bottom=430)
    b.glow(800, 300, 420, "#fff3cc", 0.9)
    for x, w, h, wall in (
        (-10, 250, 330, "#d9a47a"),
        (236, 210, 270, "#a9bfa4"),
        (440, 190, 320, "#e3c79a"),
        (960, 200, 300, "#c98f7a"),
        (1154, 220, 350, "#8fa6a5"),
        (1370, 250, 290, "#dbb98a"),
    ):
        b.rect(x, 500 - h, w, h + 60, wall)
        b.poly([(x - 12, 502 - h), (x + w + 12, 502 - h), (x + w - 30, 446 - h), (x + 30, 446 - h)], RUST)
        for column in range(3):
            b.rect(x + 24 + column * w * 0.3, 540 - h, 36, 60, shade(wall, -0.35), 3)
            b.rect(x + 24 + column * w * 0.3 + 17, 540 - h, 3, 60, wall)
    for start in (20, 800):
        string = smooth([(start, 150), (start + 390, 220), (start + 780, 150)])
        b.line(string, RUST, 3)
        for place in range(2, len(string) - 2, 3):
            x, y = string[place]
            b.poly([(x - 14, y), (x + 14, y), (x, y + 34)], b.chance.choice([BRICK, GOLD, TEAL, CREAM, CORAL]))
    b.fade([(-5, 540), (1605, 540), (1605, 905), (-5, 905)], "#d8c4a0", "#b89a74")
    fruit = [BRICK, OCHRE, GOLD, LEAF, CORAL, MOSS, PLUM, "#e07a3a"]
    for x, y, w, colour in ((40, 480, 330, BRICK), (400, 470, 310, TEAL), (900, 470, 310, OCHRE), (1240, 482, 330, PLUM)):
        for post in (x + 12, x + w - 22):
            b.rect(post, y, 10, 200, RUST)
        awning(b, x, y, w, colour)
        b.person(x + w * 0.5, y + 190, 190, b.chance.choice([CORAL, BLUE, MOSS, ROSE]), arms="out")
        b.rect(x - 6, y + 110, w + 12, 26, "#8a5a3c", 4)
        b.rect(x, y + 134, w, 84, "#a9744c")
        for crate in range(4):
            cx = x + 10 + crate * w * 0.245
            tone = b.chance.choice(fruit)
            for _ in range(22):
                b.disc(
                    cx + 8 + b.chance.random() * (w * 0.2 - 12),
                    y + 108 - b.chance.random() * 24,
                    11,
                    shade(tone, 0.2 * b.chance.random() - 0.06),
                )
            b.rect(cx, y + 104, w * 0.225, 32, "#c99a64", 3)
            b.line([(cx, y + 120), (cx + w * 0.225, y + 120)], "#a97a48", 3)
    for x, y, size, colour, arms in (
        (770, 800, 270, CORAL, "down"),
        (650, 770, 230, NAVY, "down"),
        (860, 700, 170, MOSS, "down"),
        (470, 840, 290, "#e9e2d0", "down"),
        (1120, 830, 290, TEAL, "down"),
        (1010, 720, 180, PLUM, "down"),
    ):
        b.disc(x, y + 4, size * 0.2, (70, 50, 30, 80), size * 0.03)
        b.person(x, y, size, colour, arms=arms)
        b.pie(x + size * 0.17, y - size * 0.4, size * 0.1, 0, 180, OCHRE)
        b.ring(x + size * 0.17, y - size * 0.41, size * 0.08, 4, RUST, 180, 360)
    for x, y in ((200, 800), (260, 830), (1400, 810), (1460, 840)):
        b.poly([(x - 46, y - 40), (x + 46, y - 40), (x + 36, y + 30), (x - 36, y + 30)], "#b98450")
        for _ in range(18):
            b.disc(x + b.chance.gauss(0, 18), y - 46 - abs(b.chance.gauss(0, 9)), 12, b.chance.choice([LEAF, MOSS, GOLD]))


def warung_kopi(b: Brush) -> None:
    b.sky("#1c2440", "#3a3a5c", "#6b4f63", bottom=700)
    b.stars(260, 60)
    for x, w, h in ((0, 220, 420), (200, 180, 340), (1180, 200, 380), (1370, 240, 460)):
        b.rect(x, 700 - h, w, h, "#252b49")
        for _ in range(7):
            b.rect(x + 20 + b.chance.random() * (w - 60), 720 - h + b.chance.random() * (h - 120), 22, 28, "#e8b45e", 2)
    b.sky("#4a3a48", "#33293a", top=700)
    b.glow(800, 520, 560, "#ffbf6b", 0.55)
    b.rect(360, 330, 880, 370, "#7a4a33")
    b.rect(384, 352, 832, 250, "#f0c47a")
    for shelf in (430, 520):
        b.rect(400, shelf, 800, 10, RUST)
        for x in range(412, 1180, 42):
            kind = b.chance.random()
            tone = b.chance.choice([BRICK, TEAL, CREAM, OCHRE, PLUM, MOSS])
            if kind < 0.5:
                b.rect(x, shelf - 44, 26, 44, tone, 5)
                b.rect(x + 4, shelf - 50, 18, 8, INK, 2)
            elif kind < 0.85:
                b.rect(x + 4, shelf - 26, 26, 26, tone, 6)
    awning(b, 320, 350, 960, BRICK)
    b.person(640, 690, 300, TEAL, arms="out")
    b.person(930, 690, 290, PLUM)
    b.rect(340, 590, 920, 26, "#5d3626", 6)
    b.rect(360, 614, 880, 130, "#8a5a3c")
    for x in range(380, 1240, 62):
        b.rect(x, 626, 4, 112, "#6d432c")
    for x in (470, 760, 820, 1080):
        b.rect(x, 560, 36, 30, CREAM, 6)
        b.ring(x + 40, 572, 9, 4, CREAM, -90, 90)
        for steam in (8, 22):
            b.curve([(x + steam, 552), (x + steam - 7, 532), (x + steam + 6, 512), (x + steam, 492)], (255, 246, 226, 130), 4)
    b.rect(990, 520, 56, 70, GREY, 8)
    b.poly([(1046, 540), (1078, 520), (1082, 528), (1046, 560)], GREY)
    b.disc(1018, 514, 24, GREY, 9)
    for x in (430, 800, 1170):
        b.line([(x, 350), (x, 402)], INK, 3)
        b.glow(x, 424, 110, "#fff0b0", 0.85)
        b.disc(x, 424, 25, "#fff2c4", 30)
        b.rect(x - 12, 390, 24, 9, BRICK)
    for x, shirt in ((520, CORAL), (1060, BLUE), (1180, MOSS)):
        b.rect(x - 44, 742, 88, 14, RUST, 5)
        for leg in (-34, 26):
            b.rect(x + leg, 752, 9, 98, RUST)
        b.rect(x - 42, 616, 84, 132, shirt, 34)
        b.disc(x, 584, 37, "#a9704c")
        b.pie(x, 580, 39, 150, 390, INK)
    b.rect(640, 760, 320, 18, "#6d432c", 6)
    b.rect(660, 778, 14, 90, "#5d3626")
    b.rect(926, 778, 14, 90, "#5d3626")


def pasar_malam(b: Brush) -> None:
    b.sky("#1a1f45", "#3b2f66", "#7d4a78", "#d9806b", bottom=720)
    b.stars(300, 90)
    b.rect(0, 700, 1600, 205, "#2a1f3d")
    b.glow(1080, 360, 420, "#ffb37a", 0.4)
    cx, cy, r = 1080, 370, 290
    b.line([(cx, cy), (cx - 170, 760)], "#e9e2d0", 16)
    b.line([(cx, cy), (cx + 170, 760)], "#e9e2d0", 16)
    for ring in (r, r * 0.72):
        b.ring(cx, cy, ring, 7, "#f0b35e")
    for spoke in range(16):
        a = spoke * math.tau / 16
        b.line([(cx, cy), (cx + r * math.cos(a), cy + r * math.sin(a))], "#f0b35e", 3)
        for dot in range(1, 7):
            b.disc(cx + r * dot / 7 * math.cos(a), cy + r * dot / 7 * math.sin(a), 4, "#fff0c0")
    for cabin in range(16):
        a = cabin * math.tau / 16 + 0.1
        x, y = cx + r * math.cos(a), cy + r * math.sin(a)
        tone = [BRICK, GOLD, TEAL, CORAL][cabin % 4]
        b.pie(x, y + 16, 27, 0, 180, tone)
        b.pie(x, y + 8, 29, 180, 360, shade(tone, 0.3))
        b.rect(x - 2, y - 20, 4, 36, INK)
    b.disc(cx, cy, 25, BRICK)
    b.disc(cx, cy, 13, GOLD)
    tx = 390
    for strip in range(10):
        x0 = tx - 250 + strip * 50
        b.poly([(tx, 300), (x0, 500), (x0 + 50, 500)], BRICK if strip % 2 else CREAM)
        b.rect(x0 + 14 - 14 * (strip < 0), 500, 44, 220, CREAM if strip % 2 else BRICK)
    b.poly([(tx, 300), (tx - 250, 500), (tx - 236, 720), (tx - 252, 720)], (0, 0, 0, 0))
    for scallop in range(10):
        b.pie(tx - 225 + scallop * 50, 500, 25, 0, 180, GOLD)
    b.line([(tx, 300), (tx, 240)], RUST, 6)
    b.poly([(tx, 240), (tx + 70, 258), (tx, 278)], GOLD)
    b.poly([(tx - 40, 720), (tx + 70, 720), (tx + 40, 560), (tx - 10, 560)], "#3a2140")
    for x, colour in ((690, TEAL), (1420, PLUM)):
        b.rect(x - 90, 600, 180, 120, "#f0c47a")
        awning(b, x - 110, 600, 220, colour)
        b.rect(x - 100, 670, 200, 56, "#7a4a33")
    for start, end in ((0, 700), (700, 1600)):
        wire = smooth([(start, 190), ((start + end) / 2, 270), (end, 190)])
        b.line(wire, "#1a1430", 3)
        for place in range(1, len(wire), 2):
            x, y = wire[place]
            b.glow(x, y + 8, 22, "#ffe9a0", 0.8)
            b.disc(x, y + 8, 6, "#fff6d0")
    for x in range(40, 1600, 62):
        size = 120 + 60 * b.chance.random()
        b.person(
            x + b.chance.random() * 30,
            850 + b.chance.random() * 40,
            size,
            mix("#20183a", b.chance.choice([BRICK, TEAL, PLUM, NAVY, OCHRE]), 0.45),
            "#7d5448",
        )
    for x, y, colour in ((250, 690, CORAL), (272, 672, GOLD), (228, 668, TEAL), (250, 650, CREAM)):
        b.line([(250, 780), (x, y)], (240, 230, 220, 120), 1.5)
        b.disc(x, y, 17, colour, 21)


def mahkamah(b: Brush) -> None:
    b.sky("#6f9fc0", "#b9d3da", "#f0e6d0", bottom=700)
    for x, y, w in ((240, 140, 380), (1380, 110, 420), (1130, 230, 240)):
        b.cloud(x, y, w, (255, 255, 255, 210))
    b.hills(690, 40, "#b3bb93", "#9fa77f", 240)
    for x in (90, 210, 1400, 1520):
        b.tree(x, 690, 260, shade(MOSS, 0.08 * b.chance.random()))
    b.rect(300, 400, 1000, 300, "#efe6d2")
    b.fade([(300, 400), (1300, 400), (1300, 700), (300, 700)], "#d8cbb2", "#c3b59a")
    b.rect(740, 470, 120, 230, "#5d4636", 6)
    b.rect(797, 470, 6, 230, "#4a3628")
    for x in (420, 560, 980, 1120):
        b.rect(x, 470, 66, 130, "#6d7f8e", 33)
    for place in range(8):
        x = 320 + place * 130
        b.rect(x, 404, 56, 292, "#fbf7ee")
        b.rect(x + 38, 404, 18, 292, "#dfd5c1")
        for flute in (12, 24):
            b.rect(x + flute, 416, 3, 270, "#e6dcc8")
        b.rect(x - 10, 392, 76, 20, "#fbf7ee", 4)
        b.rect(x - 10, 684, 76, 20, "#fbf7ee", 4)
    b.rect(276, 350, 1048, 46, "#fbf7ee")
    b.rect(276, 384, 1048, 10, "#d8cbb2")
    b.poly([(260, 352), (1340, 352), (800, 160)], "#fbf7ee")
    b.poly([(340, 336), (1260, 336), (800, 186)], "#d8cbb2")
    b.line([(800, 220), (800, 326)], OCHRE, 9)
    b.line([(710, 250), (890, 250)], OCHRE, 7)
    for x in (710, 890):
        b.line([(x, 250), (x - 26, 292)], OCHRE, 3)
        b.line([(x, 250), (x + 26, 292)], OCHRE, 3)
        b.pie(x, 291, 32, 0, 180, OCHRE)
    for step in range(7):
        w = 1060 + step * 70
        b.rect(800 - w / 2, 702 + step * 20, w, 20, shade("#e9dfca", -0.035 * step))
        b.rect(800 - w / 2, 702 + step * 20, w, 4, "#fbf7ee")
    b.rect(0, 842, 1600, 62, "#9fa77f")
    b.rect(560, 842, 480, 62, "#d8cbb2")
    for x, y, size, colour in ((640, 800, 120, INK), (700, 806, 122, NAVY), (960, 780, 112, PLUM), (1010, 840, 128, INK)):
        b.person(x, y, size, colour)
        b.rect(x + size * 0.16, y - size * 0.42, size * 0.16, size * 0.13, RUST, 3)
    b.rect(346, 210, 8, 140, GREY)
    b.poly([(354, 214), (440, 224), (354, 256)], BRICK)


def gedung_dewan(b: Brush) -> None:
    b.sky("#4d86b0", "#9fc6d4", "#f4e9cf", bottom=660)
    for x, y, w in ((200, 130, 380), (1330, 170, 420), (620, 90, 240)):
        b.cloud(x, y, w, (255, 255, 255, 215))
    b.rect(0, 650, 1600, 260, "#8fb06d")
    b.rect(220, 460, 1160, 200, CREAM)
    b.rect(200, 440, 1200, 26, "#e3d6bb")
    for x in range(250, 1370, 56):
        b.rect(x, 490, 30, 64, "#587089", 15)
        b.rect(x, 580, 30, 54, "#587089", 4)
    b.rect(520, 380, 560, 280, "#fbf7ee")
    b.poly([(500, 384), (1100, 384), (800, 296)], "#f0e6d0")
    b.poly([(560, 372), (1040, 372), (800, 314)], "#ddcfb0")
    for x in range(550, 1050, 84):
        b.rect(x, 402, 32, 250, "#ffffff")
        b.rect(x + 22, 402, 10, 250, "#ddd2bc")
    b.rect(640, 236, 320, 78, "#f0e6d0")
    for x in range(660, 950, 42):
        b.rect(x, 252, 20, 50, "#587089", 10)
    b.rect(624, 228, 352, 16, "#e3d6bb")
    b.pie(800, 232, 160, 180, 360, "#3f8468", 150)
    b.pie(800, 232, 110, 180, 270, "#57a083", 146)
    for rib in (-90, -45, 0, 45, 90):
        b.curve([(800 + rib * 1.6, 230), (800 + rib * 1.25, 142), (800, 84)], "#2f6a52", 3)
    b.rect(782, 46, 36, 44, "#f0e6d0", 4)
    b.pie(800, 50, 20, 180, 360, GOLD)
    for step in range(5):
        b.rect(560 - step * 34, 652 + step * 15, 480 + step * 68, 15, shade("#efe6d2", -0.04 * step))
    b.poly([(640, 727), (960, 727), (1160, 905), (440, 905)], "#d9cbaa")
    for x in (150, 330, 1270, 1450):
        b.rect(x - 4, 470, 9, 330, GREY)
        b.disc(x, 468, 9, GOLD)
        wave = smooth([(x + 5, 486), (x + 50, 476), (x + 90, 494), (x + 130, 484)])
        low = smooth([(x + 130, 550), (x + 90, 560), (x + 50, 542), (x + 5, 552)])
        b.poly([*wave, *low], TEAL)
        b.poly([*[(px, py + 22) for px, py in wave], *[(px, py - 22) for px, py in low]], CREAM)
    for x in list(range(40, 420, 64)) + list(range(1180, 1600, 64)):
        b.disc(x, 830, 40, PINE, 30)
        b.disc(x - 6, 820, 28, MOSS, 20)
    b.rect(0, 850, 440, 55, "#a9c27c")
    b.rect(1160, 850, 445, 55, "#a9c27c")


def ruang_sidang(b: Brush) -> None:
    b.sky("#4a3a3a", "#6d4f42", "#8a6550")
    for x in range(40, 1600, 150):
        b.rect(x, 40, 90, 250, "#5d4238", 45)
        b.rect(x + 14, 58, 62, 230, "#e9c98a", 31)
    b.rect(0, 280, 1600, 40, "#3d2a26")
    b.rect(600, 60, 400, 230, TEAL, 8)
    b.rect(616, 76, 368, 200, "#256667", 6)
    for angle in range(16):
        a = angle * math.tau / 16
        b.line([(800, 176), (800 + 76 * math.cos(a), 176 + 76 * math.sin(a))], GOLD, 5)
    b.disc(800, 176, 40, GOLD)
    b.rect(560, 300, 480, 92, "#4a2f26", 8)
    b.rect(540, 290, 520, 20, "#6d4432", 6)
    for x in (680, 800, 920):
        b.rect(x - 34, 196, 68, 100, BRICK, 16)
        b.person(x, 330, 130, INK)
    b.rect(560, 318, 480, 74, "#4a2f26", 8)
    b.rect(740, 400, 120, 90, "#5d3a2c", 6)
    b.person(800, 470, 150, NAVY, arms="out")
    b.rect(748, 404, 104, 96, "#6d4432", 6)
    for row in range(5):
        radius_x, y0 = 300 + row * 175, 470 + row * 74
        count = 9 + row * 3
        for seat in range(count):
            a = math.pi * (0.06 + 0.88 * seat / (count - 1))
            x, y = 800 - radius_x * math.cos(a), y0 + math.sin(a) * (50 + row * 20)
            size = 26 + row * 5
            if not -40 < x < 1640:
                continue
            tone = b.chance.choice([NAVY, INK, PLUM, "#5d4a3c", TEAL, "#6b3a3a"])
            if b.chance.random() < 0.86:
                b.disc(x, y - size * 1.02, size * 0.42, "#2a201c")
                b.rect(x - size * 0.55, y - size * 0.7, size * 1.1, size * 1.1, tone, size * 0.4)
            b.rect(x - size * 0.74, y - size * 0.24, size * 1.48, size * 1.3, BRICK, size * 0.3)
            b.rect(x - size * 0.74, y - size * 0.24, size * 1.48, size * 0.2, "#c9584a", size * 0.1)
    b.fade([(-5, 0), (1605, 0), (1605, 905), (-5, 905)], (30, 18, 16, 0), (30, 18, 16, 90))


def sekolah_desa(b: Brush) -> None:
    b.sky("#74b6d2", "#c0e1e2", "#f8f0d8", bottom=560)
    b.cloud(340, 120, 360, (255, 255, 255, 220))
    b.cloud(1260, 160, 320, (255, 255, 255, 220))
    b.hills(560, 200, "#86b39c", "#9cc2a2", 260)
    b.hills(566, 90, "#6a9d7c", "#7daa80", 180)
    b.rect(0, 556, 1600, 350, "#a9b86a")
    b.fade([(-5, 640), (1605, 640), (1605, 905), (-5, 905)], "#dcc08a", "#c9a46c")
    b.rect(420, 400, 820, 250, "#f7efdc")
    b.rect(420, 560, 820, 90, "#4f8f98")
    b.poly([(380, 410), (1280, 410), (1190, 280), (470, 280)], "#b9543f")
    for tile in range(10):
        b.line([(400 + tile * 94, 410), (482 + tile * 76, 280)], "#9c4432", 4)
    for x in (470, 640, 930, 1100):
        b.rect(x, 450, 100, 84, "#37556b", 4)
        b.rect(x + 47, 450, 6, 84, "#f7efdc")
        b.rect(x, 489, 100, 6, "#f7efdc")
    b.rect(790, 440, 90, 210, "#7a4a33", 4)
    b.disc(866, 548, 6, GOLD)
    b.rect(560, 644, 560, 18, "#cfc4ac")
    b.rect(262, 250, 10, 470, GREY)
    wave = smooth([(272, 262), (330, 250), (390, 272), (440, 260)])
    low = smooth([(440, 340), (390, 352), (330, 330), (272, 342)])
    b.poly([*wave, *low], TEAL)
    b.poly([*[(x, y + 27) for x, y in wave], *[(x, y - 27) for x, y in low]], CREAM)
    b.tree(1400, 680, 380, "#5d8f56")
    b.tree(110, 660, 280, "#6f9f5c")
    for x, y, size, arms in (
        (620, 800, 150, "up"),
        (720, 830, 158, "down"),
        (860, 810, 150, "out"),
        (1000, 840, 160, "up"),
        (1130, 805, 150, "down"),
        (500, 835, 156, "out"),
    ):
        b.disc(x, y + 3, size * 0.22, (80, 60, 30, 80), size * 0.035)
        b.person(x, y, size, "#fbf7ee", arms=arms)
        b.poly(
            [
                (x - size * 0.12, y - size * 0.44),
                (x + size * 0.12, y - size * 0.44),
                (x + size * 0.16, y - size * 0.24),
                (x - size * 0.16, y - size * 0.24),
            ],
            BRICK,
        )
    b.disc(790, 850, 18, CREAM)
    b.disc(790, 850, 7, INK)


def perpustakaan(b: Brush) -> None:
    b.sky("#e9d3a9", "#dcbf8f", "#c9a878")
    b.rect(0, 0, 1600, 905, "#6d432c")
    tones = [BRICK, TEAL, NAVY, OCHRE, PLUM, MOSS, "#8a5a3c", CREAM, CORAL, "#44597a", "#7a3f3f", "#a98a5a"]
    for shelf in range(5):
        y = 20 + shelf * 166
        b.rect(20, y, 1560, 148, "#4a2c1e")
        b.rect(20, y + 142, 1560, 14, "#8a5a3c")
        x = 30.0
        while x < 1560:
            w, h = 16 + 26 * b.chance.random(), 92 + 40 * b.chance.random()
            if x + w > 1572:
                break
            if b.chance.random() < 0.05:
                x += 46
                continue
            tone = b.chance.choice(tones)
            b.rect(x, y + 142 - h, w, h, tone, 2)
            b.rect(x, y + 142 - h + 14, w, 5, shade(tone, 0.35))
            if w > 26:
                b.rect(x + 6, y + 142 - h + 34, w - 12, 20, shade(tone, 0.5), 2)
            b.rect(x, y + 142 - 16, w, 4, shade(tone, 0.35))
            x += w + 2
        for upright in (400, 800, 1200):
            b.rect(upright - 9, y - 16, 18, 168, "#7a4f35")
    b.rect(0, 846, 1600, 60, "#b98a5a")
    b.line([(1020, 880), (1130, 40)], "#e0b678", 14)
    b.line([(1140, 880), (1210, 40)], "#e0b678", 14)
    for rung in range(11):
        t = (rung + 0.6) / 11.4
        b.line([(1020 + 110 * t, 880 - 840 * t), (1140 + 70 * t, 880 - 840 * t)], "#e0b678", 9)
    b.person(1120, 560, 250, CORAL, arms="up")
    b.rect(1140, 345, 50, 62, GOLD, 3)
    b.glow(420, 690, 270, "#ffe2a0", 0.75)
    b.rect(240, 740, 420, 22, "#8a5a3c", 6)
    b.rect(270, 760, 18, 130, "#6d432c")
    b.rect(612, 760, 18, 130, "#6d432c")
    b.person(470, 880, 290, BLUE)
    b.rect(240, 744, 420, 22, "#a9744c", 6)
    b.poly([(420, 744), (420, 716), (470, 726), (520, 716), (520, 744), (470, 752)], PAPER)
    b.line([(470, 726), (470, 750)], GREY, 3)
    b.rect(296, 660, 10, 84, INK)
    b.poly([(262, 668), (340, 668), (322, 622), (280, 622)], MOSS)
    for book in range(3):
        b.rect(560 + book * 3, 722 - book * 20, 84, 20, [BRICK, TEAL, OCHRE][book], 3)


def sepeda_tembok(b: Brush) -> None:
    b.sky("#e0a24e", "#d8923f", "#cf8638", bottom=690)
    for _ in range(40):
        x, y = b.chance.random() * 1600, b.chance.random() * 660
        b.rect(x, y, 50 + 70 * b.chance.random(), 26, (*rgb(b.chance.choice(["#c97f35", "#e6b063", "#d9964a"]))[:3], 110), 5)
    b.rect(150, 110, 290, 400, "#f0d9a8", 8)
    b.rect(170, 130, 250, 360, "#2f6a72")
    for half in (0, 1):
        b.rect(178 + half * 122, 138, 112, 344, TEAL)
        for slat in range(14):
            b.rect(188 + half * 122, 150 + slat * 24, 92, 14, "#256667", 4)
    b.rect(130, 506, 330, 30, "#f0d9a8", 6)
    for x in range(150, 450, 36):
        b.disc(x, 484, 26, shade(MOSS, 0.15 * b.chance.random()))
        b.disc(x + 8, 466, 12, b.chance.choice([BRICK, CORAL, ROSE, CREAM]))
    b.rect(1180, 60, 300, 630, "#f0d9a8", 10)
    b.rect(1206, 90, 248, 600, "#8d3f34")
    for panel in ((1226, 116), (1338, 116), (1226, 330), (1338, 330)):
        b.rect(panel[0], panel[1], 96, 190, "#7a332a", 6)
    b.disc(1430, 440, 11, GOLD)
    b.poly(smooth([(880, -10), (900, 90), (860, 190), (900, 300), (860, 380)]) + [(820, -10)], PINE)
    for _ in range(70):
        x, y = 860 + b.chance.gauss(0, 54), b.chance.random() * 360
        b.disc(x, y, 15, shade(b.chance.choice([MOSS, PINE, LEAF]), 0.08), 11)
    for _ in range(18):
        b.disc(860 + b.chance.gauss(0, 50), b.chance.random() * 350, 9, "#d9569a" if b.chance.random() < 0.7 else ROSE)
    b.rect(0, 690, 1600, 215, "#b9a58c")
    for row, y in enumerate((690, 744, 804, 860)):
        for column in range(-1, 12):
            b.rect(column * 150 + (row % 2) * 75, y, 144, 50, shade("#b9a58c", 0.12 * b.chance.random() - 0.06), 8)
    b.rect(0, 676, 1600, 18, "#8f7a62")
    back, front, r = (560, 640), (990, 640), 150
    b.shadow([(400, 786), (1160, 786), (1180, 812), (380, 812)], 0.45, 14)
    for x, y in (back, front):
        b.ring(x, y, r, 13, INK)
        b.ring(x, y, r - 16, 4, "#e9e2d0")
        for spoke in range(14):
            a = spoke * math.tau / 14
            b.line([(x, y), (x + (r - 14) * math.cos(a), y + (r - 14) * math.sin(a))], (240, 235, 220, 170), 1.6)
        b.disc(x, y, 13, GREY)
    pedal, seat, head = (740, 652), (678, 450), (928, 440)
    frame = "#1f5f6a"
    for one, other in ((back, pedal), (pedal, seat), (seat, back), (pedal, head), ((690, 490), (934, 462)), (head, front)):
        b.line([one, other], frame, 15)
    b.line([seat, (664, 400)], GREY, 10)
    b.rect(614, 384, 110, 24, RUST, 12)
    b.line([head, (914, 384)], GREY, 10)
    b.curve([(914, 384), (960, 366), (1000, 380), (1006, 410)], INK, 10)
    b.disc(*pedal, 34, GREY)
    b.disc(*pedal, 19, frame)
    b.line([pedal, (782, 706)], INK, 9)
    b.rect(760, 702, 54, 13, INK, 5)
    b.rect(960, 420, 150, 96, "#c99a5a", 10)
    for weave in range(5):
        b.line([(966, 436 + weave * 18), (1104, 436 + weave * 18)], "#a9783c", 3)
    for x in range(972, 1104, 22):
        b.disc(x, 414, 20, shade(b.chance.choice([LEAF, MOSS]), 0.1))
        b.disc(x + 6, 398, 12, b.chance.choice([GOLD, CORAL, CREAM]))


SCENES: dict[str, tuple[int, int, object]] = {
    "kota-pagi": (1600, 900, kota_pagi),
    "kota-malam": (1600, 900, kota_malam),
    "kota-hujan": (1600, 900, kota_hujan),
    "pasar-pagi": (1600, 900, pasar_pagi),
    "warung-kopi": (1600, 900, warung_kopi),
    "pasar-malam": (1600, 900, pasar_malam),
    "mahkamah": (1600, 900, mahkamah),
    "gedung-dewan": (1600, 900, gedung_dewan),
    "ruang-sidang": (1600, 900, ruang_sidang),
    "sekolah-desa": (1600, 900, sekolah_desa),
    "perpustakaan": (1600, 900, perpustakaan),
    "sepeda-tembok": (1600, 900, sepeda_tembok),
}
