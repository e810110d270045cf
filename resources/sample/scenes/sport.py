"""Sport: stadium, pitch, runners, badminton."""



from __future__ import annotations

import math

from scenes.brush import BLUE, BRICK, CORAL, CREAM, GOLD, INK, NAVY, PLUM, TEAL, Brush, Colour, Point, shade, smooth, turned


def _player(b: Brush, x: float, y: float, size: float, shirt: Colour, angle: float) -> None:
    """A footballer seen from straight above, with a long evening shadow."""
    b.poly(
        turned([(0, -size * 0.4), (size * 2.6, -size * 0.3), (size * 2.6, size * 0.3), (0, size * 0.4)], x, y, 28),
        (20, 50, 30, 70),
    )
    for side in (-1, 1):
        ((fx, fy),) = turned([(side * size * 0.7, side * size * 0.38)], x, y, angle)
        b.disc(fx, fy, size * 0.26, INK)
        ((hx, hy),) = turned([(side * -size * 0.35, side * size * 0.95)], x, y, angle)
        b.line([(x, y), (hx, hy)], shirt, size * 0.36)
        b.disc(hx, hy, size * 0.18, "#a9704c")
    b.poly(
        turned(
            [(-size * 0.45, -size * 0.72), (size * 0.45, -size * 0.72), (size * 0.45, size * 0.72), (-size * 0.45, size * 0.72)],
            x,
            y,
            angle,
        ),
        shirt,
    )
    b.disc(x, y, size * 0.4, "#2b211d")


def stadion_malam(b: Brush) -> None:
    b.sky("#0f1930", "#1c2f55", "#3b4f78", bottom=420)
    b.stars(200, 60)
    stand = smooth([(-40, 330), (300, 285), (800, 265), (1300, 285), (1640, 330)])
    b.poly([*stand, (1640, 640), (-40, 640)], "#26324c")
    b.poly([*[(x, y - 46) for x, y in stand], *[(x, y - 16) for x, y in reversed(stand)]], "#dfe3e6")
    b.poly([*[(x, y - 16) for x, y in stand], *[(x, y + 4) for x, y in reversed(stand)]], "#8f9bab")
    for x in range(20, 1600, 130):
        b.rect(x, 285, 5, 60, "#8f9bab")
    crowd = [CORAL, CREAM, GOLD, BLUE, "#cfd6db", TEAL, BRICK, "#a9704c"]
    for row in range(10):
        y = 354 + row * 22
        for column in range(-1, 73):
            x = column * 22 + (row % 2) * 11 + b.chance.random() * 5
            bend = 26 * ((x - 800) / 800) ** 2
            b.disc(x, y + bend * (1 - row / 10), 8.2, shade(b.chance.choice(crowd), -0.2 * b.chance.random()))
    for x in range(60, 1600, 220):
        b.poly([(x, 350), (x + 12, 350), (x + 14, 575), (x - 4, 575)], "#26324c")
    for start in range(0, 1600, 200):
        b.rect(start + 3, 572, 194, 34, [BRICK, NAVY, TEAL, PLUM][start // 200 % 4])
        for mark in range(4):
            b.rect(start + 40 + mark * 32, 582, 22, 14, (255, 255, 255, 190), 3)
    for stripe in range(6):
        y = 606 + [0, 32, 72, 124, 186, 250][stripe]
        low = 606 + [32, 72, 124, 186, 250, 300][stripe]
        b.rect(0, y, 1600, low - y, "#4a9a4f" if stripe % 2 else "#3f8a47")
    b.line([(-10, 640), (1610, 640)], CREAM, 4)
    b.line([(800, 640), (800, 910)], CREAM, 6)
    b.pen.arc([500 * 2, 690 * 2, 1100 * 2, 880 * 2], 0, 360, (248, 239, 220, 255), 11)
    b.line([(-10, 820), (240, 820), (330, 690), (-10, 690)], CREAM, 5)
    b.line([(1610, 820), (1360, 820), (1270, 690), (1610, 690)], CREAM, 5)
    for x, y, colour, arms in (
        (420, 760, BRICK, "out"),
        (620, 700, BRICK, "down"),
        (760, 830, BRICK, "out"),
        (1010, 740, CREAM, "out"),
        (900, 690, CREAM, "down"),
        (1200, 800, CREAM, "up"),
        (250, 720, CREAM, "down"),
        (1420, 730, BRICK, "out"),
    ):
        size = 60 + (y - 640) * 0.3
        b.disc(x, y, size * 0.35, (10, 40, 20, 110), size * 0.07)
        b.person(x, y, size, colour, arms=arms)
    b.disc(835, 826, 8, "#ffffff")
    for x in (130, 520, 1080, 1470):
        b.line([(x, 240), (x, 110)], "#56617a", 12)
        b.rect(x - 62, 56, 124, 62, "#46506a", 8)
        for row in range(2):
            for lamp in range(5):
                b.disc(x - 46 + lamp * 23, 74 + row * 26, 9, "#fffbe6")
        b.glow(x, 86, 190, "#fff6d8", 0.75)
        b.fade(
            [(x - 50, 110), (x + 50, 110), (x + (800 - x) * 0.5 + 260, 720), (x + (800 - x) * 0.5 - 260, 720)],
            (255, 250, 225, 56),
            (255, 250, 225, 0),
        )


def lapangan_bola(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#3f7f42")
    for stripe in range(12):
        b.rect(80 + stripe * 120, 50, 120, 800, "#5a9f50" if stripe % 2 else "#4f9249")
    white: Colour = "#f4f2e4"

    def frame(x: float, y: float, w: float, h: float) -> None:
        b.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], white, 6)

    frame(80, 50, 1440, 800)
    b.line([(800, 50), (800, 850)], white, 6)
    b.ring(800, 450, 122, 6, white)
    b.disc(800, 450, 8, white)
    for side in (-1, 1):
        goal = 800 + side * 720
        for depth, half in ((220, 260), (80, 120)):
            frame(min(goal, goal - side * depth), 450 - half, depth, 2 * half)
        b.disc(goal - side * 150, 450, 7, white)
        b.ring(goal - side * 150, 450, 122, 6, white, *((306, 54) if side < 0 else (126, 234)))
        b.rect(min(goal, goal + side * 34), 395, 34, 110, (244, 242, 228, 90))
        for y in (50, 850):
            start = {(-1, 50): 0, (1, 50): 90, (1, 850): 180, (-1, 850): 270}[(side, y)]
            b.ring(goal, y, 24, 6, white, start, start + 90)
    red = (
        (330, 250),
        (310, 440),
        (340, 640),
        (560, 180),
        (540, 400),
        (590, 560),
        (580, 740),
        (850, 300),
        (900, 520),
        (1010, 690),
    )
    pale = (
        (700, 330),
        (730, 600),
        (980, 200),
        (1000, 420),
        (1080, 560),
        (1180, 260),
        (1190, 690),
        (1280, 450),
        (960, 620),
        (640, 470),
    )
    for places, shirt in ((red, "#b5322b"), (pale, "#f0e6c8")):
        for x, y in places:
            _player(b, x + b.chance.gauss(0, 12), y + b.chance.gauss(0, 12), 25, shirt, b.chance.random() * 180)
    _player(b, 130, 455, 25, GOLD, 90)
    _player(b, 1475, 440, 25, "#4ea5a5", 90)
    _player(b, 775, 250, 25, INK, 40)
    b.disc(935, 566, 16, (20, 50, 30, 70))
    b.disc(930, 558, 12, "#ffffff")
    b.disc(930, 558, 5, INK)


def _runner(b: Brush, x: float, y: float, size: float, colour: Colour, phase: float) -> None:
    """A runner in silhouette, feet about at y; ``phase`` −1…1 swings the limbs."""

    def limb(points: list[Point], width: float) -> None:
        b.line([(x + px * size, y - py * size) for px, py in points], colour, width * size)

    lean = 0.06
    hip, neck = (0.0, 0.5), (lean, 0.82)
    limb([hip, neck], 0.14)
    limb([(hip[0] - 0.03, hip[1]), (neck[0] - 0.03, neck[1])], 0.12)
    b.disc(x + (neck[0] + 0.05) * size, y - 0.94 * size, 0.066 * size, colour)
    swing = 0.22 * phase
    limb([hip, (0.06 + swing, 0.29), (0.02 + swing * 1.1, 0.05), (0.1 + swing * 1.1, 0.03)], 0.074)
    limb(
        [
            hip,
            (0.02 - swing * 0.8, 0.28),
            (-0.18 - swing * 1.2, 0.19 + 0.07 * abs(phase)),
            (-0.2 - swing * 1.2, 0.12 + 0.07 * abs(phase)),
        ],
        0.07,
    )
    limb([(neck[0], 0.78), (neck[0] - 0.1 - swing * 0.5, 0.62), (neck[0] + 0.02 - swing * 0.7, 0.54)], 0.052)
    limb([(neck[0], 0.78), (neck[0] + 0.02 + swing * 0.5, 0.6), (neck[0] + 0.15 + swing * 0.5, 0.67)], 0.052)


def lari_maraton(b: Brush) -> None:
    b.sky("#4f5f8f", "#b5799a", "#f0916e", "#fbc877", "#fdeab4", bottom=640)
    b.glow(1060, 560, 520, "#fff1c0", 0.95)
    b.disc(1060, 560, 120, "#fff5cf")
    for x, y, w in ((260, 160, 420), (780, 110, 300), (1340, 210, 460)):
        b.cloud(x, y, w, (255, 214, 180, 130))
    b.hills(630, 90, "#a86f7d", "#8d6278", 210)
    b.hills(650, 46, "#6f4f6a", "#5f4561", 120)
    for x in range(-20, 1640, 190):
        b.palm(x + b.chance.random() * 60, 668, 150 + 60 * b.chance.random(), "#4b3450", "#4b3450", 0.1)
    b.sky("#54394f", "#2f2438", top=662)
    b.poly([(-10, 690), (1610, 690), (1610, 704), (-10, 704)], "#7a5364")
    b.fade([(960, 664), (1160, 664), (1420, 900), (700, 900)], (255, 214, 150, 110), (255, 214, 150, 10))
    for x in range(-40, 1640, 240):
        b.poly([(x, 842), (x + 130, 842), (x + 118, 852), (x - 14, 852)], (255, 232, 200, 90))
    rows = ((720, 250, "#5b3f58", 9, 40), (790, 350, "#35263c", 6, 10), (872, 470, "#1a1422", 4, 160))
    for y, size, colour, many, start in rows:
        for place in range(many):
            x = start + (place + 0.5) * 1600 / many + b.chance.gauss(0, 26)
            phase = b.chance.choice((-1, 1)) * (0.55 + 0.45 * b.chance.random())
            b.disc(x + 20, y + 4, size * 0.26, (12, 8, 18, 90), size * 0.025)
            _runner(b, x, y, size * (0.94 + 0.12 * b.chance.random()), colour, phase)


def bulu_tangkis(b: Brush) -> None:
    b.rect(0, 0, 1600, 900, "#2f7d68")
    for _ in range(500):
        x, y = b.chance.random() * 1600, b.chance.random() * 900
        b.line([(x, y), (x + 30 + 60 * b.chance.random(), y)], (255, 255, 255, 9), 2)
    for line in ([(-20, 690), (1620, 560)], [(-20, 805), (1620, 675)], [(250, 920), (60, -20)], [(1290, 920), (1100, -20)]):
        b.line(line, "#eef0e2", 13)
    x, y, tilt = 560, 380, -38

    def on(points: list[Point]) -> list[Point]:
        return turned(points, x, y, tilt)

    def oval(rx: float, ry: float) -> list[Point]:
        return [(rx * math.cos(math.radians(a)), ry * math.sin(math.radians(a))) for a in range(0, 360, 4)]

    dark = [(px + 26, py + 40) for px, py in on(oval(205, 262))]
    b.line([*dark, dark[0]], (14, 50, 40, 120), 22)
    b.line([(px + 26, py + 40) for px, py in on([(0, 262), (0, 700)])], (14, 50, 40, 120), 22)
    b.poly(on(oval(200, 256)), (255, 255, 255, 26))
    for step in range(-9, 10):
        reach = 256 * math.sqrt(1 - (step * 20 / 200) ** 2)
        b.line(on([(step * 20, -reach), (step * 20, reach)]), (250, 246, 232, 210), 2.4)
    for step in range(-12, 13):
        reach = 200 * math.sqrt(max(0, 1 - (step * 20 / 256) ** 2))
        b.line(on([(-reach, step * 20), (reach, step * 20)]), (250, 246, 232, 210), 2.4)
    ring = on(oval(205, 262))
    b.line([*ring, ring[0], ring[1]], BRICK, 24)
    inner = on(oval(212, 269))
    b.line(inner[40:70], "#e58a72", 6)
    b.line(on([(-66, 248), (0, 330)]), BRICK, 16)
    b.line(on([(66, 248), (0, 330)]), BRICK, 16)
    b.line(on([(0, 318), (0, 560)]), "#d7dbd6", 18)
    b.line(on([(0, 540), (0, 760)]), INK, 38)
    for step in range(8):
        b.line(on([(-19, 562 + step * 26), (19, 548 + step * 26)]), "#49566a", 4, False)
    b.line(on([(0, 535), (0, 550)]), GOLD, 40, False)
    cx, cy, turn = 1130, 500, 140
    skirt = turned([(-40, -40), (-128, -270), (128, -270), (40, -40)], cx, cy, turn)
    b.poly([(px + 24, py + 34) for px, py in skirt], (14, 50, 40, 110))
    for feather in range(9):
        at = -1 + feather / 4
        tip = (at * 130, -270 + 26 * at * at)
        b.poly(
            turned(
                [
                    (at * 34, -40),
                    (tip[0] - 30, tip[1] + 40),
                    (tip[0] - 20, tip[1]),
                    (tip[0] + 20, tip[1]),
                    (tip[0] + 30, tip[1] + 40),
                ],
                cx,
                cy,
                turn,
            ),
            "#ffffff" if feather % 2 else "#e4e8e4",
        )
        b.line(turned([(at * 34, -40), tip], cx, cy, turn), "#b9c2be", 2.5)
    for low, wide in ((-110, 68), (-160, 88)):
        b.line(turned([(-wide, low), (0, low + 8), (wide, low)], cx, cy, turn), CORAL, 6)
    ((px, py),) = turned([(0, -8)], cx, cy, turn)
    b.disc(px, py, 50, "#f1ead6")
    b.poly(turned([(-50, -44), (50, -44), (50, -20), (-50, -20)], cx, cy, turn), BRICK)


SCENES: dict[str, tuple[int, int, object]] = {
    "stadion-malam": (1600, 900, stadion_malam),
    "lapangan-bola": (1600, 900, lapangan_bola),
    "lari-maraton": (1600, 900, lari_maraton),
    "bulu-tangkis": (1600, 900, bulu_tangkis),
}
