"""Things: scales, a ballot box, a desk, a laid table."""



from __future__ import annotations

import math

from scenes.brush import (
    BRICK,
    CORAL,
    CREAM,
    GOLD,
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
    TEAL,
    Brush,
    Colour,
    Point,
    shade,
    smooth,
    turned,
)


def _books(b: Brush, top: float, low: float, tones: list[Colour]) -> None:
    x = -10.0
    while x < b.w:
        w, h = 26 + 38 * b.chance.random(), (low - top) * (0.66 + 0.3 * b.chance.random())
        colour = b.chance.choice(tones)
        b.rect(x, low - h, w - 3, h, colour)
        b.rect(x + 4, low - h * 0.86, w - 11, 6, shade(colour, 0.3))
        b.rect(x + 4, low - h * 0.2, w - 11, 6, shade(colour, 0.3))
        x += w


def timbangan(b: Brush) -> None:
    b.sky("#47323c", "#5d4048", "#3d2b35")
    for top in (-120, 150, 420):
        _books(b, top, top + 250, ["#5f3a3a", "#4a4152", "#3f4b52", "#6d5040", "#574048"])
        b.rect(0, top + 250, 1600, 20, "#33232b")
    b.rect(0, 0, 1600, 900, (44, 28, 36, 110))
    b.glow(800, 340, 620, "#ffdca0", 0.55)
    b.sky("#8a5638", "#5f3a28", top=730)
    b.rect(0, 722, 1600, 14, "#a56a45")
    b.disc(800, 770, 330, (30, 16, 12, 110), 34)
    gold, dark = "#dba63f", "#a87426"
    b.rect(620, 716, 360, 46, gold, 16)
    b.rect(680, 676, 240, 46, dark, 14)
    b.poly([(772, 690), (828, 690), (812, 190), (788, 190)], gold)
    b.poly([(808, 690), (828, 690), (812, 190), (803, 190)], dark)
    for y, r in ((600, 36), (420, 26), (240, 22)):
        b.disc(800, y, r, gold, r * 0.7)
    b.disc(800, 172, 34, gold)
    b.disc(791, 163, 10, "#f6d98c")
    left, right = (430, 232), (1170, 206)
    b.poly(
        smooth([left, (620, 194), (800, 214), (980, 172), right])
        + list(reversed(smooth([(430, 248), (620, 220), (800, 250), (980, 198), (1170, 222)]))),
        gold,
    )
    for (x, y), low in ((left, 560), (right, 520)):
        b.disc(x, y + 8, 18, dark)
        for dx in (-150, 0, 150):
            b.line([(x, y + 12), (x + dx, low)], "#f0cf86" if dx else dark, 4)
        b.pie(x, low - 6, 168, 0, 180, gold, 92)
        b.pie(x + 40, low - 6, 128, 0, 90, dark, 86)
        b.disc(x, low - 4, 168, "#f0cf86", 20)
    for x, y, colour in ((1310, 706, BRICK), (1320, 668, NAVY), (1300, 634, "#6d7a4a")):
        b.rect(x - 120, y - 6, 240, 36, colour, 6)
        b.rect(x - 112, y + 4, 226, 16, CREAM)
        b.rect(x - 120, y - 6, 44, 36, shade(colour, -0.25), 6)
    b.poly(turned([(-110, -14), (60, -14), (60, 14), (-110, 14)], 320, 690, -24), RUST)
    b.poly(turned([(50, -52), (140, -52), (140, 52), (50, 52)], 320, 690, -24), "#7a4a30")
    b.poly(turned([(60, -52), (72, -52), (72, 52), (60, 52)], 320, 690, -24), GOLD)
    b.rect(240, 716, 170, 20, "#4a2c20", 8)


def kotak_suara(b: Brush) -> None:
    b.sky("#e9d9b8", "#f3e8cf", bottom=700)
    for x in range(-40, 1700, 130):
        b.poly([(x, 0), (x + 64, 0), (x + 64, 690), (x, 690)], (255, 255, 255, 46))
    for place, x in enumerate(range(60, 1640, 240)):
        tone = ["#c9573f", "#f2c14e", "#2f7a7b", "#5b3b5c"][place % 4]
        b.line([(x - 120, 50 + 10 * (place % 2)), (x + 120, 60)], RUST, 3)
        for flag in (-70, 0, 70):
            b.poly([(x + flag - 28, 56), (x + flag + 28, 56), (x + flag, 120)], tone if flag else CREAM)
    b.sky("#a9794f", "#7d5636", top=690)
    b.rect(0, 684, 1600, 12, "#c4935f")
    for x in (150, 1450):
        b.rect(x - 130, 420, 260, 270, "#d6c19a")
        b.rect(x - 146, 404, 292, 22, "#b89a6c", 6)
        b.rect(x - 100, 450, 200, 160, "#efe3c6")
    b.disc(800, 812, 430, (50, 30, 16, 90), 34)
    b.poly([(470, 400), (1130, 400), (1170, 450), (1170, 806), (430, 806), (430, 450)], NAVY)
    b.poly([(470, 400), (1130, 400), (1170, 452), (430, 452)], shade(NAVY, 0.18))
    b.poly([(1040, 452), (1170, 452), (1170, 806), (1040, 806)], shade(NAVY, -0.18))
    b.poly([(660, 418), (940, 418), (950, 436), (650, 436)], "#0d1a2a")
    b.disc(735, 620, 120, CREAM)
    b.disc(735, 620, 106, NAVY)
    b.line([(676, 622), (722, 668), (802, 574)], CREAM, 26)
    b.rect(1078, 600, 54, 60, GOLD, 8)
    b.ring(1105, 602, 20, 9, GOLD, 180, 360)
    b.rect(1100, 618, 10, 24, INK, 4)
    paper = turned([(-105, -150), (105, -150), (105, 140), (-105, 140)], 800, 292, 4)
    paper[2], paper[3] = (905, 430), (690, 430)
    b.poly(paper, PAPER)
    for row in range(4):
        b.line(turned([(-70, -96 + row * 46), (20, -96 + row * 46)], 800, 292, 4), "#b7b2a4", 8)
        ((px, py),) = turned([(62, -96 + row * 46)], 800, 292, 4)
        b.ring(px, py, 15, 4, INK)
        if row == 1:
            b.disc(px, py, 9, BRICK)
    skin = "#b67a52"
    b.poly([(1010, -20), (1230, -20), (1090, 150), (960, 96)], TEAL)
    b.poly([(978, 86), (1100, 138), (1076, 166), (952, 112)], CREAM)
    b.blob([(955, 100), (1070, 160), (1010, 262), (930, 306), (872, 282), (880, 200)], skin)
    for dx, dy, reach in ((0, 0, 92), (18, 34, 100), (34, 66, 92)):
        b.line([(930 + dx * 0.6, 190 + dy), (930 + dx * 0.6 - reach, 212 + dy)], shade(skin, 0.03), 34)
    b.line([(960, 150), (862, 168)], shade(skin, -0.07), 36)
    b.disc(850, 250, 9, PLUM)


def laptop_meja(b: Brush) -> None:
    b.sky("#2c3f55", "#3a5169", bottom=640)
    b.rect(110, 70, 420, 400, "#22303f", 8)
    b.rect(128, 88, 384, 364, "#1a2740")
    for _ in range(30):
        b.disc(128 + 384 * b.chance.random(), 88 + 220 * b.chance.random(), 1.6, (255, 250, 230, 200))
    b.disc(420, 170, 30, "#f3ecd2")
    b.poly(smooth([(128, 390), (230, 350), (330, 380), (430, 330), (512, 370)]) + [(512, 452), (128, 452)], "#2a4a55")
    b.rect(314, 70, 12, 400, "#22303f")
    b.rect(110, 262, 420, 12, "#22303f")
    b.rect(1180, 150, 330, 14, "#6d4a35")
    x = 1196.0
    while x < 1430:
        w = 20 + 22 * b.chance.random()
        h = 90 + 50 * b.chance.random()
        b.rect(x, 150 - h, w - 2, h, b.chance.choice([CORAL, OCHRE, TEAL, CREAM, PLUM, ROSE]))
        x += w
    b.rect(1446, 112, 46, 38, "#b0643f", 6)
    for angle in (-130, -105, -80, -55):
        b.line([(1469, 112), (1469 + 62 * math.cos(math.radians(angle)), 112 + 62 * math.sin(math.radians(angle)))], LEAF, 10)
    b.sky("#b07c50", "#8a5c38", top=640)
    b.rect(0, 632, 1600, 12, "#c99463")
    for y in (690, 760, 850):
        b.line([(0, y), (1600, y + 6)], (70, 40, 20, 40), 3)
    b.glow(1250, 560, 480, "#ffdf9e", 0.55)
    b.poly([(1130, 470), (1080, 640), (1440, 640), (1330, 430)], (255, 233, 180, 60))
    b.disc(1400, 716, 110, INK, 22)
    b.line([(1400, 712), (1470, 470), (1290, 330)], "#39465a", 16)
    b.disc(1470, 470, 16, OCHRE)
    b.poly(turned([(-36, -40), (36, -40), (118, 90), (-118, 90)], 1260, 350, 28), CORAL)
    b.poly(turned([(-118, 90), (118, 90), (96, 106), (-96, 106)], 1260, 350, 28), "#fff3c8")
    b.disc(780, 818, 480, (40, 22, 10, 80), 26)
    b.rect(480, 300, 600, 400, "#20262f", 20)
    b.rect(500, 320, 560, 352, "#15202c", 4)
    y = 346
    for indent, parts in (
        (0, (90, 150)),
        (1, (60, 200, 80)),
        (1, (140, 90)),
        (2, (80, 60, 160)),
        (2, (200,)),
        (3, (110, 140)),
        (2, (60,)),
        (1, (170, 60)),
        (1, (50, 120, 90)),
        (0, (70,)),
        (0, (120, 180)),
    ):
        x = 530 + indent * 36
        b.rect(510, y + 2, 8, 8, "#3a4c5f", 2)
        for part in parts:
            b.rect(x, y, part, 13, b.chance.choice(["#6fc1b0", "#f2c14e", "#e58a72", "#cfd8dd", "#8fb3e0"]), 6)
            x += part + 14
        y += 29
    b.poly([(440, 700), (1120, 700), (1210, 806), (350, 806)], "#c4cbd1")
    b.poly([(350, 806), (1210, 806), (1196, 826), (364, 826)], "#8d979f")
    for row in range(4):
        low, half = 716 + row * 17, 290 + row * 15
        for key in range(14):
            kx = 780 - half + key * 2 * half / 14
            b.rect(kx + 3, low, 2 * half / 14 - 6, 12, "#3b4653", 3)
    b.poly([(690, 788), (870, 788), (878, 803), (682, 803)], "#aab3ba")
    b.disc(240, 800, 128, (40, 22, 10, 80), 22)
    b.disc(230, 786, 118, CREAM, 22)
    b.poly([(150, 650), (310, 650), (290, 784), (170, 784)], TEAL)
    b.disc(230, 784, 60, TEAL, 14)
    b.ring(314, 708, 36, 15, TEAL)
    b.poly([(150, 650), (310, 650), (290, 784), (170, 784)], TEAL)
    b.disc(230, 650, 80, "#e7dcc0", 18)
    b.disc(230, 652, 68, "#5d3a26", 13)
    for dx in (-24, 16):
        b.curve([(230 + dx, 630), (214 + dx, 590), (244 + dx, 556), (226 + dx, 514)], (255, 255, 255, 80), 8)


def piring_makan(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#8a5a3a")
    for plank in range(7):
        y = plank * 132
        b.rect(0, y, 1600, 129, shade("#94633f", 0.1 * b.chance.random() - 0.05))
        for _ in range(7):
            x, dy = b.chance.random() * 1500, 20 + 90 * b.chance.random()
            b.curve([(x, y + dy), (x + 120, y + dy - 6), (x + 260, y + dy + 4)], (60, 34, 18, 60), 3)
    b.poly(turned([(-420, -640), (420, -640), (420, 640), (-420, 640)], 820, 450, 12), "#2f6f70")
    for stripe in (-330, -290, 290, 330):
        b.line(turned([(stripe, -640), (stripe, 640)], 820, 450, 12), CREAM, 10)

    def plate(x: float, y: float, r: float, tone: Colour = PAPER) -> None:
        b.disc(x + 14, y + 20, r, (30, 16, 8, 90))
        b.disc(x, y, r, tone)
        b.ring(x, y, r, 8, shade(tone, -0.14))
        b.ring(x, y, r * 0.74, 4, shade(tone, -0.1))

    def grains(x: float, y: float, r: float, colours: list[Colour], many: int, size: float) -> None:
        for _ in range(many):
            a, d = b.chance.random() * math.tau, r * math.sqrt(b.chance.random())
            b.disc(
                x + d * math.cos(a),
                y + d * math.sin(a),
                size * (0.7 + 0.6 * b.chance.random()),
                shade(b.chance.choice(colours), 0.1 * b.chance.random()),
            )

    plate(800, 450, 270)
    leaf: list[Point] = [(-230, 0), (-120, -120), (60, -140), (220, -30), (200, 60), (60, 140), (-120, 116)]
    b.blob(turned(leaf, 800, 450, -20), "#4d8a4a")
    b.line(turned([(-215, 0), (215, 0)], 800, 450, -20), "#6faa60", 6)
    b.disc(740, 470, 122, "#f3ecd8")
    grains(740, 470, 112, ["#fffaf0", "#f7f0dd", "#e9dfc4"], 420, 6)
    b.blob([(806, 330), (920, 300), (1004, 370), (980, 452), (880, 470), (820, 420)], "#c9803a")
    for step in range(4):
        b.line([(846 + step * 34, 336 + step * 6), (866 + step * 32, 446 - step * 4)], "#8d4f22", 8)
    for x, y in ((880, 540), (930, 520), (905, 580)):
        b.disc(x, y, 34, LEAF)
        b.disc(x, y, 26, "#c7dba0")
        b.disc(x, y, 8, "#e8efcc")
    for x, y in ((800, 600), (846, 620)):
        b.disc(x, y, 32, "#c9402f")
        b.disc(x, y, 24, "#e2705a")
    plate(300, 250, 180, "#d8e3df")
    b.disc(300, 250, 128, "#b5541f")
    grains(300, 250, 112, ["#d3702c", "#e08a3a", "#a8481c"], 60, 16)
    grains(300, 250, 100, [LEAF, MOSS], 22, 7)
    plate(330, 680, 150, SAND)
    for step in range(7):
        angle = step * 51
        ((px, py),) = turned([(70, 0)], 330, 680, angle)
        b.poly(turned([(-46, -20), (46, -14), (46, 14), (-46, 20)], px, py, angle + 60), "#cf9440")
        b.poly(turned([(-40, -14), (40, -9), (40, 0), (-40, -2)], px, py, angle + 60), "#e9b866")
    plate(1300, 270, 170, "#f1d9c4")
    b.blob([(1170, 275), (1230, 215), (1330, 205), (1400, 262), (1330, 325), (1230, 325)], "#8f9ba6")
    b.poly([(1392, 264), (1450, 214), (1440, 266), (1452, 322)], "#76838f")
    b.disc(1216, 262, 10, PAPER)
    b.disc(1216, 262, 5, INK)
    for step in range(4):
        b.curve([(1262 + step * 34, 232), (1274 + step * 34, 266), (1262 + step * 34, 302)], "#65727e", 5)
    for x, y, turn in ((1290, 360, 10), (1350, 352, 100)):
        b.pie(x, y, 34, turn, turn + 180, GOLD)
        b.pie(x, y, 26, turn, turn + 180, "#fbe7a4")
    plate(1290, 680, 120, TEAL)
    b.disc(1290, 680, 84, "#9c2c22")
    grains(1290, 680, 74, ["#c23a2a", "#d9553a", "#f2c14e"], 70, 8)
    for x, y, tone in ((1060, 120, OCHRE), (560, 100, LEAF)):
        b.disc(x + 10, y + 14, 72, (30, 16, 8, 90))
        b.disc(x, y, 72, (235, 243, 240, 255))
        b.disc(x, y, 60, tone)
        b.poly(turned([(-26, -26), (26, -26), (26, 26), (-26, 26)], x - 8, y + 8, 20), (255, 255, 255, 110))
    for dx in (0, 50):
        b.line([(1090 + dx, 470), (1110 + dx, 700)], "#d9dde0", 13)
    b.disc(1090, 450, 26, "#d9dde0", 40)
    for tine in (-16, -5, 6, 17):
        b.line([(1138 + tine, 402), (1140 + tine, 470)], "#d9dde0", 6)
    b.rect(1120, 462, 42, 20, "#d9dde0", 8)
    for x, y in ((560, 800), (620, 830), (1480, 480), (1530, 520), (80, 480)):
        b.poly(turned(smooth([(-40, 0), (0, -18), (44, 0), (0, 18), (-40, 0)]), x, y, b.chance.random() * 180), PINE)


SCENES: dict[str, tuple[int, int, object]] = {
    "timbangan": (1600, 900, timbangan),
    "kotak-suara": (1600, 900, kotak_suara),
    "laptop-meja": (1600, 900, laptop_meja),
    "piring-makan": (1600, 900, piring_makan),
}
