"""Mountains, fields, forests, deserts and snow."""



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
    MOSS,
    NAVY,
    OCHRE,
    PLUM,
    RUST,
    SAND,
    TEAL,
    Brush,
    mix,
    rgb,
    shade,
    smooth,
    turned,
)
from scenes.water import hull


def sawah_undak(b: Brush) -> None:
    b.sky("#79b4cc", "#c4e0d8", "#fbeecb", bottom=430)
    b.glow(1240, 170, 280, "#fff8d8", 0.9)
    b.disc(1240, 170, 52, "#fffbe8")
    b.cloud(300, 140, 380, (255, 255, 255, 215))
    b.cloud(760, 90, 260, (255, 255, 255, 200))
    b.poly(smooth([(160, 470), (420, 300), (600, 160), (660, 150), (820, 280), (1100, 470)]), "#7d9fae")
    b.poly(smooth([(400, 314), (600, 160), (660, 150), (740, 206), (690, 230), (650, 205), (600, 246), (540, 240)]), "#a9c0c6")
    b.hills(450, 110, "#6f9c8a", "#86b08c", 210)
    b.haze(448, 60, "#f4f1dc", 190)
    for level in range(11):  # terraces come nearer and wider
        t = level / 10
        y = 450 + 450 * t**1.25
        sway = 40 + 60 * t
        edge = smooth([(x, y + sway * math.sin(x / (250 + 70 * t) + level * 1.35)) for x in range(-120, 1841, 120)])
        grass = mix("#b9cf76", "#4f8b4a", t)
        water = level % 3 == 1
        b.poly([*edge, (1760, 960), (-120, 960)], mix("#6f9450", "#2f6038", t))
        lip = [(x, py + 10 + 14 * t) for x, py in edge]
        b.fade([*lip, (1760, 960), (-120, 960)], "#d9ecdf" if water else shade(grass, 0.12), "#9ecbc6" if water else grass)
        if water:
            for _ in range(16):
                x, py = lip[b.chance.randrange(10, len(lip) - 10)]
                b.rect(x, py + 12 + 20 * t * b.chance.random(), 40 + 60 * t, 2 + t, (255, 255, 255, 120), 1)
        else:
            for x, py in lip[:: max(2, round(5 - 3 * t))]:
                for _ in range(1 + level // 4):
                    dx, dy = b.chance.random() * 14, 8 + 26 * t * b.chance.random()
                    b.line([(x + dx, py + dy), (x + dx + 2, py + dy - 4 - 6 * t)], shade(grass, -0.16), 1.6)
    for x, y, height in ((240, 590, 150), (310, 604, 120), (1370, 560, 140), (1440, 575, 175)):
        b.palm(x, y, height)
    b.poly([(1085, 585), (1205, 585), (1190, 640), (1100, 640)], "#c99a64")
    b.poly([(1065, 590), (1225, 590), (1145, 535)], "#6c4630")
    for x, y, size, colour in ((560, 730, 100, CORAL), (700, 745, 100, BLUE), (860, 725, 100, PLUM)):
        b.person(x, y, size, colour)
        b.poly([(x - 26, y - size * 0.92), (x + 26, y - size * 0.92), (x, y - size * 1.12)], SAND)


def gunung_wangsit(b: Brush) -> None:
    b.sky("#2e4468", "#7d6a8d", "#e79a7d", "#f8d29c", bottom=740)
    b.stars(160, 30)
    for step in range(17):  # the plume leans with the wind
        t = step / 16
        x, y = 800 + 520 * t**1.4 + b.chance.gauss(0, 12), 250 - 170 * t**0.8 + b.chance.gauss(0, 12)
        b.disc(x, y, 34 + 80 * t, (*mix("#6d5566", "#d9a39a", t), round(220 - 120 * t)))
    b.glow(800, 265, 150, "#ff9a5a", 0.85)
    cone = smooth([(60, 720), (360, 560), (600, 380), (730, 262), (790, 270), (860, 262), (1000, 390), (1240, 560), (1560, 720)])
    b.fade([*cone, (1560, 760), (60, 760)], "#4d3f5c", "#6b5f78")
    b.poly(smooth([(800, 268), (860, 262), (1000, 390), (1240, 560), (1560, 720)]) + [(1000, 730), (900, 520)], "#3d334e")
    for path in ([(770, 272), (740, 350), (690, 420), (640, 520)], [(812, 272), (830, 360), (880, 430), (900, 540)]):
        b.curve(path, "#f0703a", 7)
        b.curve(path, "#ffd07a", 3)
    b.hills(730, 110, "#3f4f5c", "#4a5f60", 170)
    b.hills(790, 90, "#2d4a48", "#33544a", 130)
    for x in range(-20, 1640, 34):
        b.fir(x + b.chance.random() * 20, 846 + b.chance.random() * 20, 90 + 60 * b.chance.random(), "#20393a")
    b.rect(0, 830, 1600, 80, "#1c3234")
    for x, wall in ((560, CREAM), (660, SAND), (980, "#d8b48a")):
        b.rect(x, 800, 70, 52, wall)
        b.poly([(x - 12, 804), (x + 82, 804), (x + 35, 764)], BRICK)
        b.rect(x + 12, 816, 16, 18, GOLD)
        b.rect(x + 42, 816, 16, 18, GOLD)
    b.birds(420, 330, 8, 14, "#3a3850")


def hutan_kabut(b: Brush) -> None:
    b.sky("#cfdcd3", "#e5e6d4", "#f4ecd6")
    b.glow(1120, 210, 430, "#fffbe6", 0.95)
    for layer in range(5):
        t = layer / 4
        tone = mix("#a9bfb4", "#1f4038", t)
        base = 430 + 125 * layer
        outline = b.ridge(base, 60, 150)
        b.poly([*outline, (1800, 960), (-200, 960)], tone)
        x = -60.0
        while x < 1680:
            height = (150 + 150 * t) * (0.6 + 0.6 * b.chance.random())
            floor = min(outline, key=lambda point: abs(point[0] - x))[1] + 20
            (b.fir if b.chance.random() < 0.7 else b.tree)(x, floor, height, shade(tone, 0.05 * b.chance.random() - 0.02))
            x += (46 + 44 * t) * (0.6 + 0.8 * b.chance.random())
        if layer < 4:
            b.haze(base + 90, 90, "#eef0e2", 200 - 26 * layer)
    for start, slant in ((900, 130), (1060, 60), (1240, -10)):
        b.fade(
            [(start + slant, -5), (start + slant + 60, -5), (start + 40, 700), (start - 120, 700)],
            (255, 252, 226, 70),
            (255, 252, 226, 0),
        )
    b.poly(smooth([(660, 910), (720, 850), (700, 800), (760, 760), (790, 762), (760, 806), (820, 850), (880, 910)]), "#8fa58a")
    b.person(770, 850, 96, CORAL)
    b.rect(754, 772, 32, 38, BRICK, 9)


def panel_surya(b: Brush) -> None:
    b.sky("#4f97c4", "#a7d0dd", "#f3efd8", bottom=400)
    b.glow(1300, 150, 320, "#fff7d0", 0.95)
    b.disc(1300, 150, 66, "#fff3b8")
    for x, y, w in ((280, 130, 340), (820, 210, 280)):
        b.cloud(x, y, w, (255, 255, 255, 220))
    b.hills(405, 90, "#7fa596", "#97b79b", 210)
    b.rect(0, 400, 1600, 505, "#b7c074")
    b.fade([(-2, 400), (1602, 400), (1602, 902), (-2, 902)], "#c7cc86", "#8aa75c")
    for row in range(6):
        t = row / 5
        y, height, width = 425 + 400 * t**1.55, 34 + 92 * t, 96 + 190 * t
        gap, lean = width * 0.12, 22 + 40 * t
        start = -width * 0.8 + (row % 2) * width * 0.4
        x = start
        while x < 1620:
            b.poly(
                [
                    (x + lean * 0.2, y + height * 1.18),
                    (x + width, y + height * 1.18),
                    (x + width + lean * 0.5, y + height * 1.32),
                    (x + lean, y + height * 1.34),
                ],
                (50, 70, 40, 90),
            )
            b.rect(x + width * 0.48, y + height * 0.6, 5 + 5 * t, height * 0.7, GREY)
            quad = [(x + lean, y), (x + width + lean, y), (x + width, y + height), (x, y + height)]
            b.fade(quad, "#5f8fc0", "#1f3f70")
            for split in range(1, 4):
                s = split / 4
                b.line([(x + lean + width * s, y), (x + width * s, y + height)], "#a9c6df", 1.4 + t)
            b.line([(x + lean * 0.5, y + height * 0.5), (x + width + lean * 0.5, y + height * 0.5)], "#a9c6df", 1.4 + t)
            b.line([*quad, quad[0]], "#dfe8ec", 2 + 2 * t)
            x += width + gap
    b.person(1180, 640, 92, OCHRE, arms="out")
    b.pie(1180, 560, 11, 180, 360, GOLD)


def kereta_pesisir(b: Brush) -> None:
    b.sky("#5fa3c4", "#b7dbe0", "#f8ecd0", bottom=430)
    b.cloud(330, 120, 360, (255, 255, 255, 215))
    b.cloud(1000, 170, 300, (255, 255, 255, 200))
    b.sky("#54a8b4", "#2f8296", "#23697f", top=426)
    b.ripples(432, 700, (255, 255, 255, 60), 100)
    b.poly(smooth([(1650, 200), (1480, 230), (1360, 330), (1250, 430), (1190, 440)]) + [(1650, 440)], "#6f9a86")
    b.poly(smooth([(1650, 300), (1540, 330), (1450, 420), (1380, 442)]) + [(1650, 442)], "#557f6d")
    b.poly(smooth([(-40, 640), (300, 610), (700, 650), (1100, 620), (1640, 660)]) + [(1640, 910), (-40, 910)], "#e7d6ab")
    b.poly(smooth([(-40, 700), (300, 672), (800, 700), (1300, 680), (1640, 705)]) + [(1640, 910), (-40, 910)], "#86a95e")
    b.rect(0, 742, 1600, 20, "#9a8a78")
    for x in range(-10, 1620, 30):
        b.rect(x, 748, 16, 18, RUST)
    b.rect(0, 742, 1600, 6, "#5b6068")
    for x in range(-40, 1640, 210):
        b.rect(x + 60, 470, 8, 276, "#6a6f78")
        b.line([(x + 64, 486), (x + 110, 486)], "#6a6f78", 5)
    b.line([(0, 500), (1600, 500)], "#6a6f78", 2)
    b.shadow([(150, 745), (1430, 745), (1430, 766), (150, 766)], 0.4, 8)
    for car in range(4):
        x = 150 + car * 300
        b.rect(x, 590, 292, 142, CREAM, 16)
        b.rect(x, 660, 292, 40, TEAL)
        b.rect(x, 700, 292, 10, GOLD)
        b.rect(x + 8, 582, 276, 14, GREY, 6)
        for window in range(5):
            b.rect(x + 22 + window * 52, 612, 40, 38, "#36556f", 6)
            b.poly(
                [
                    (x + 26 + window * 52, 612),
                    (x + 42 + window * 52, 612),
                    (x + 28 + window * 52, 650),
                    (x + 22 + window * 52, 650),
                ],
                (255, 255, 255, 60),
            )
        for wheel in (46, 92, 200, 246):
            b.disc(x + wheel, 736, 19, INK)
            b.disc(x + wheel, 736, 8, GREY)
    b.poly(smooth([(1340, 592), (1400, 600), (1446, 650), (1462, 722)]) + [(1462, 732), (1340, 732)], CREAM)
    b.poly([(1340, 660), (1450, 660), (1458, 700), (1340, 700)], TEAL)
    b.poly([(1340, 700), (1458, 700), (1460, 710), (1340, 710)], GOLD)
    b.poly(smooth([(1360, 608), (1396, 612), (1436, 652)]) + [(1360, 652)], "#36556f")
    b.line([(520, 582), (560, 540), (600, 582)], INK, 4)
    b.line([(535, 502), (560, 540)], INK, 4)
    b.palm(60, 800, 320)
    b.palm(1540, 810, 360, lean=-0.14)
    for _ in range(70):
        x, y = b.chance.random() * 1600, 790 + b.chance.random() * 110
        b.line([(x, y), (x + 5, y - 17)], shade(MOSS, 0.12 * b.chance.random()), 3)


def padang_pasir(b: Brush) -> None:
    b.sky("#e58b5c", "#f4b978", "#fbe0a8", bottom=520)
    b.glow(420, 330, 420, "#fff3c8", 0.95)
    b.disc(420, 330, 84, "#fff6d6")
    b.hills(500, 60, "#d99a6d", "#dfa878", 260)
    for y, one, other, bend in ((520, "#e6b477", "#cf8f54", 1), (640, "#e0a462", "#b9743f", -1), (770, "#d4914d", "#9c5a30", 1)):
        crest = smooth([(x, y + 46 * math.sin(x / 230 + y) + bend * (x - 800) * 0.06) for x in range(-160, 1920, 160)])
        b.fade([*crest, (1800, 960), (-160, 960)], one, shade(one, -0.08))
        for low in range(3, len(crest) - 30, 38):
            part = crest[low : low + 26]
            deep = smooth([part[-1], (part[-1][0] - 120, part[-1][1] + 70), (part[0][0] - 60, part[0][1] + 130), part[0]])
            b.poly([*part, *deep], (*rgb(other)[:3], 90))
    b.rect(1150, 360, 190, 120, "#b9784a", 4)
    for x, top in ((1130, 320), (1230, 300), (1330, 330)):
        b.rect(x, top, 34, 160, "#a86a40")
        b.pie(x + 17, top, 20, 180, 360, TEAL)
    b.pie(1245, 362, 52, 180, 360, "#3d8486")
    b.poly(smooth([(1080, 490), (1240, 462), (1420, 492)]), "#dba66d")
    for place, (x, colour) in enumerate(((560, BRICK), (720, TEAL), (880, PLUM), (1040, OCHRE))):
        y = 690 - place * 7
        body = "#6d4228"
        for leg in (-34, -20, 22, 36):
            b.line([(x + leg, y - 50), (x + leg + (6 if leg in (-20, 36) else -4), y)], body, 6)
        b.blob(
            [
                (x - 50, y - 62),
                (x - 26, y - 92),
                (x, y - 118),
                (x + 24, y - 92),
                (x + 48, y - 66),
                (x + 26, y - 46),
                (x - 30, y - 46),
            ],
            body,
        )
        b.curve([(x + 42, y - 66), (x + 66, y - 62), (x + 74, y - 100)], body, 11)
        b.disc(x + 84, y - 106, 16, body, 9)
        b.poly([(x - 22, y - 96), (x + 22, y - 98), (x + 28, y - 62), (x - 26, y - 62)], colour)
        if place < 3:
            b.line([(x + 88, y - 102), (x + 118, y - 76)], body, 2)
        b.fade([(x - 60, y + 2), (x + 60, y + 2), (x + 150, y + 18), (x, y + 18)], (90, 50, 25, 120), (90, 50, 25, 20))
    b.person(1180, 662, 96, "#f2e7d0", "#7a4b30")
    b.disc(1180, 576, 14, CREAM)


def aurora(b: Brush) -> None:
    b.sky("#0f1a33", "#16324a", "#24505c", bottom=640)
    b.stars(560, 200)
    for base, colour, tall in ((330, "#5fe0a8", 260), (410, "#49c6b8", 220), (280, "#a87fd0", 200)):
        wave = smooth([(x, base + 74 * math.sin(x / 210 + base) + 30 * math.sin(x / 90)) for x in range(-120, 1840, 60)], 6)
        for x, y in wave:
            lift = tall * (0.6 + 0.4 * math.sin(x / 47 + base))
            b.fade([(x - 7, y - lift), (x + 7, y - lift), (x + 7, y), (x - 7, y)], rgb(colour, 0), rgb(colour, 76))
            b.fade([(x - 7, y), (x + 7, y), (x + 7, y + 40), (x - 7, y + 40)], rgb(colour, 76), rgb(colour, 0))
    b.poly(
        smooth([(-60, 640), (200, 500), (330, 560), (560, 430), (760, 580), (980, 500), (1200, 590), (1420, 470), (1680, 620)])
        + [(1680, 700), (-60, 700)],
        "#3b5a72",
    )
    b.poly(smooth([(460, 500), (560, 430), (650, 498), (600, 490), (560, 510), (520, 492)]), "#c9dbe4")
    b.poly(smooth([(1330, 528), (1420, 470), (1520, 530), (1460, 522), (1420, 540), (1380, 520)]), "#c9dbe4")
    b.poly(smooth([(-60, 650), (300, 620), (800, 660), (1200, 630), (1680, 650)]) + [(1680, 910), (-60, 910)], "#a9c4d3")
    b.fade([(-5, 700), (1605, 700), (1605, 905), (-5, 905)], (90, 130, 155, 0), (70, 105, 135, 220))
    for x in (90, 170, 240, 1290, 1360, 1440, 1530):
        height = 190 + 110 * b.chance.random()
        b.fir(x, 720 + b.chance.random() * 40, height, "#1d3a44")
    b.shadow([(660, 780), (1010, 780), (1060, 810), (680, 812)], 0.35, 14)
    b.rect(690, 650, 280, 135, "#6b4030")
    for y in range(664, 785, 20):
        b.line([(690, y), (970, y)], "#55301f", 3)
    b.poly([(650, 662), (1010, 662), (830, 540)], "#e6eef2")
    b.poly([(650, 662), (1010, 662), (1002, 650), (830, 556), (658, 650)], "#c3d5df")
    b.rect(905, 552, 36, 70, "#7a4a3a")
    b.rect(900, 544, 46, 14, "#f0f5f7", 6)
    for puff in range(5):
        b.disc(930 + 14 * puff, 520 - 34 * puff, 14 + 6 * puff, (220, 230, 235, 90 - 15 * puff))
    b.glow(755, 715, 110, "#ffd98a", 0.8)
    b.rect(722, 686, 66, 56, "#ffe2a0", 3)
    b.line([(755, 686), (755, 742)], "#55301f", 4)
    b.line([(722, 714), (788, 714)], "#55301f", 4)
    b.rect(868, 690, 56, 95, "#3d2218", 3)
    b.poly(smooth([(830, 910), (860, 860), (880, 820), (896, 786), (906, 786), (940, 830), (990, 910)]), "#c9dbe4")


def kota_salju(b: Brush) -> None:
    b.sky("#7f95b0", "#b9c4d0", "#e9ddd4", bottom=620)
    b.hills(520, 240, "#aab8c8", "#c9d2da", 260)
    b.hills(560, 130, "#93a5b8", "#b3c0cb", 180)
    walls = ["#c98f7a", "#d9b98a", "#a9bfb8", "#e3d6c0", "#b98a9a", "#8fa6b5", "#d9a47a"]
    x = -30.0
    while x < 1640:  # the row behind
        w, h = 90 + 50 * b.chance.random(), 190 + 130 * b.chance.random()
        wall = shade(b.chance.choice(walls), 0.18)
        b.rect(x, 640 - h, w, h, wall)
        b.poly([(x - 6, 642 - h), (x + w + 6, 642 - h), (x + w / 2, 575 - h)], "#f2f5f6")
        for row in range(int(h / 52)):
            for column in range(3):
                b.rect(x + 14 + column * w * 0.29, 660 - h + row * 50, 15, 24, "#66788c")
        x += w + 2
    for cx, size, dome in ((360, 150, "#4f8a80"), (1190, 190, "#b5533f")):
        b.rect(cx - size * 0.5, 640 - size * 1.7, size, size * 1.7, CREAM)
        b.rect(cx - size * 0.58, 640 - size * 1.75, size * 1.16, size * 0.1, "#d8cbb4")
        bulb = smooth(
            [
                (cx - size * 0.5, 640 - size * 1.75),
                (cx - size * 0.6, 640 - size * 2.1),
                (cx - size * 0.3, 640 - size * 2.42),
                (cx, 640 - size * 2.95),
                (cx + size * 0.3, 640 - size * 2.42),
                (cx + size * 0.6, 640 - size * 2.1),
                (cx + size * 0.5, 640 - size * 1.75),
            ]
        )
        b.poly(bulb, dome)
        b.poly(
            smooth(
                [
                    (cx - size * 0.42, 640 - size * 2.3),
                    (cx - size * 0.26, 640 - size * 2.44),
                    (cx, 640 - size * 2.95),
                    (cx + size * 0.1, 640 - size * 2.6),
                    (cx - size * 0.1, 640 - size * 2.35),
                ]
            ),
            "#f3f6f7",
        )
        b.line([(cx, 640 - size * 2.95), (cx, 640 - size * 3.2)], GOLD, 5)
        b.disc(cx, 640 - size * 3.22, 8, GOLD)
        for column in (-0.28, 0, 0.28):
            b.rect(cx + size * column - size * 0.07, 640 - size * 1.5, size * 0.14, size * 0.55, "#54687e", size * 0.07)
    x = -60.0
    while x < 1640:  # the row in front
        w, h = 120 + 60 * b.chance.random(), 150 + 110 * b.chance.random()
        wall = b.chance.choice(walls)
        b.rect(x, 730 - h, w, h, wall)
        b.poly([(x - 10, 734 - h), (x + w + 10, 734 - h), (x + w * 0.82, 660 - h), (x + w * 0.18, 660 - h)], "#fafbfb")
        b.rect(x + w * 0.7, 634 - h, 20, 46, RUST)
        b.rect(x + w * 0.7 - 3, 630 - h, 26, 8, "#ffffff", 3)
        for row in range(max(1, int(h / 66))):
            for column in range(3):
                lit = b.chance.random() < 0.45
                b.rect(x + 16 + column * w * 0.3, 752 - h + row * 58, 22, 32, "#ffdf9a" if lit else "#4c5f75", 2)
                b.rect(x + 13 + column * w * 0.3, 784 - h + row * 58, 28, 5, "#ffffff", 2)
        x += w + 3
    b.poly(smooth([(-40, 740), (400, 724), (900, 742), (1640, 726)]) + [(1640, 910), (-40, 910)], "#eef2f4")
    b.fade([(-5, 780), (1605, 780), (1605, 905), (-5, 905)], (190, 205, 218, 0), (170, 190, 208, 230))
    for x, y, size, colour in ((420, 830, 130, BRICK), (520, 826, 124, NAVY), (1010, 838, 136, PLUM), (1330, 824, 120, TEAL)):
        b.person(x, y, size, colour, "#d9a98a")
        b.rect(x - 12, y - size * 0.82, 26, 9, GOLD, 4)
    for x in (240, 760, 1200, 1500):
        b.rect(x, 620, 8, 180, INK)
        b.glow(x + 4, 616, 60, "#ffe0a0", 0.8)
        b.disc(x + 4, 616, 14, "#fff0c4")
    for _ in range(230):
        b.disc(b.chance.random() * 1600, b.chance.random() * 900, 1.5 + 2.6 * b.chance.random(), (255, 255, 255, 210))


def drone_ladang(b: Brush) -> None:
    b.sky("#6fb3cf", "#bfe0df", "#f6efd4", bottom=380)
    b.cloud(300, 150, 340, (255, 255, 255, 220))
    b.cloud(1220, 110, 400, (255, 255, 255, 220))
    b.hills(385, 80, "#7ea68c", "#93b694", 200)
    b.rect(0, 380, 1600, 525, "#7fa65a")
    for stripe in range(-16, 17):
        tone = ["#8fb663", "#6f9a4e", "#a7c472", "#5f8c48"][stripe % 4]
        b.poly(
            [
                (800 + stripe * 28, 380),
                (800 + (stripe + 1) * 28, 380),
                (800 + (stripe + 1) * 210, 905),
                (800 + stripe * 210, 905),
            ],
            tone,
        )
    for stripe in range(-16, 17):
        for step in range(17):
            t = (step / 17) ** 1.7
            x = 800 + (stripe + 0.5) * (28 + 182 * t)
            if -20 < x < 1620:
                r = 4 + 20 * t
                b.disc(x, 384 + 520 * t, r, "#3f7440" if stripe % 2 else "#4f8848", r * 0.6)
    x, y = 800, 330
    b.shadow([(640, 690), (960, 690), (940, 740), (660, 740)], 0.35, 18)
    for side in (-1, 1):
        b.line([(x, y), (x + side * 230, y - 34)], INK, 16)
        b.line([(x, y + 10), (x + side * 150, y + 40)], shade(INK, 0.2), 12)
        b.rect(x + side * 230 - 14, y - 74, 28, 48, NAVY, 6)
        b.disc(x + side * 230, y - 78, 130, (230, 240, 245, 120), 11)
        b.disc(x + side * 230, y - 78, 16, INK, 8)
        b.rect(x + side * 150 - 10, y + 6, 20, 36, NAVY, 5)
        b.disc(x + side * 150, y + 4, 104, (230, 240, 245, 150), 9)
        b.line([(x + side * 46, y + 50), (x + side * 74, y + 120)], INK, 8)
        b.line([(x + side * 40, y + 120), (x + side * 108, y + 120)], INK, 8)
    b.rect(x - 92, y - 42, 184, 96, CREAM, 34)
    b.rect(x - 92, y + 4, 184, 50, CORAL, 26)
    b.rect(x - 92, y + 2, 184, 24, CORAL)
    b.disc(x, y + 62, 34, INK)
    b.disc(x, y + 62, 22, BLUE)
    b.disc(x - 7, y + 55, 7, "#ffffff")
    b.fade([(x - 20, y + 96), (x + 20, y + 96), (x + 200, 720), (x - 200, 720)], (180, 225, 245, 120), (180, 225, 245, 0))


def peta_pulau(b: Brush) -> None:
    b.sky("#a9cfd0", "#9cc6ca", "#8fbcc3")
    for x in range(0, 1601, 160):
        b.line([(x, 0), (x, 900)], (255, 255, 255, 70), 2)
    for y in range(50, 900, 160):
        b.line([(0, y), (1600, y)], (255, 255, 255, 70), 2)
    ports = []
    for x, y, size in (
        (330, 300, 170),
        (700, 220, 110),
        (620, 600, 190),
        (1060, 420, 150),
        (1330, 230, 120),
        (1340, 660, 160),
        (250, 700, 90),
        (930, 760, 70),
        (1000, 130, 56),
        (1510, 440, 60),
        (90, 480, 50),
        (480, 450, 44),
    ):
        corners = 11
        reach = [size * (0.62 + 0.5 * b.chance.random()) for _ in range(corners)]
        outline = [
            (x + reach[i] * 1.25 * math.cos(i * math.tau / corners), y + reach[i] * 0.78 * math.sin(i * math.tau / corners))
            for i in range(corners)
        ]
        for grow, alpha in ((1.32, 50), (1.17, 70)):
            b.blob([(x + (px - x) * grow, y + (py - y) * grow) for px, py in outline], (226, 243, 240, alpha))
        b.blob([(px + 5, py + 8) for px, py in outline], (60, 110, 110, 90))
        b.blob(outline, "#ead9ac")
        b.blob([(x + (px - x) * 0.86, y + (py - y) * 0.84) for px, py in outline], "#a9c27c")
        b.blob([(x + (px - x) * 0.5, y + (py - y) * 0.46) for px, py in outline], "#86a866")
        if size > 80:
            for peak in range(3):
                px, py = x + (peak - 1) * size * 0.24, y + size * 0.1 - (peak % 2) * size * 0.1
                b.poly([(px - size * 0.15, py), (px + size * 0.15, py), (px, py - size * 0.24)], "#7a6a58")
                b.poly(
                    [(px - size * 0.05, py - size * 0.16), (px + size * 0.05, py - size * 0.16), (px, py - size * 0.24)], CREAM
                )
            ports.append((x + size * 0.5, y + size * 0.34))
    route = smooth([ports[0], (470, 560), ports[2], (900, 560), ports[3], (1230, 470), ports[4]])
    for place in range(0, len(route) - 1, 2):
        b.line([route[place], route[place + 1]], BRICK, 7)
    for x, y in ports:
        b.disc(x, y, 17, CREAM)
        b.disc(x, y, 11, BRICK)
    hull(b, 860, 566, 120, NAVY, GOLD)
    b.poly([(858, 548), (858, 450), (912, 540)], CREAM)
    for angle in range(0, 360, 45):
        far = 78 if angle % 90 == 0 else 46
        b.poly(turned([(0, 0), (13, -13), (0, -far), (-13, -13)], 1440, 790, angle), INK if angle % 90 == 0 else GREY)
    b.ring(1440, 790, 90, 4, INK)
    b.disc(1440, 790, 9, GOLD)
    b.rect(70, 820, 120, 12, INK)
    b.rect(190, 820, 120, 12, CREAM)
    b.rect(310, 820, 120, 12, INK)


SCENES: dict[str, tuple[int, int, object]] = {
    "sawah-undak": (1600, 900, sawah_undak),
    "gunung-wangsit": (1600, 900, gunung_wangsit),
    "hutan-kabut": (1600, 900, hutan_kabut),
    "panel-surya": (1600, 900, panel_surya),
    "kereta-pesisir": (1600, 900, kereta_pesisir),
    "padang-pasir": (1600, 900, padang_pasir),
    "aurora": (1600, 900, aurora),
    "kota-salju": (1600, 900, kota_salju),
    "drone-ladang": (1600, 900, drone_ladang),
    "peta-pulau": (1600, 900, peta_pulau),
}
