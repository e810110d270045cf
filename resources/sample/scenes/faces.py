"""People, as flat portraits of nobody in particular."""



from __future__ import annotations

from scenes.brush import BRICK, CORAL, CREAM, GOLD, INK, NAVY, OCHRE, RUST, TEAL, Brush, Colour, shade, smooth


def _bust(b: Brush, skin: Colour, clothes: Colour) -> None:
    """Shoulders, neck and head in the middle of a 1200×1500 picture, without hair."""
    b.poly(
        [*smooth([(180, 1510), (210, 1260), (360, 1130), (520, 1085), (680, 1085), (840, 1130), (990, 1260), (1020, 1510)])],
        clothes,
    )
    b.poly([(518, 900), (682, 900), (696, 1100), (600, 1180), (504, 1100)], shade(skin, -0.16))
    b.blob(
        [(430, 640), (450, 500), (600, 430), (750, 500), (770, 640), (748, 800), (680, 920), (600, 960), (520, 920), (452, 800)],
        skin,
    )
    for side in (-1, 1):
        b.disc(600 + side * 172, 700, 30, shade(skin, -0.06), 48)


def _features(b: Brush, skin: Colour, hair: Colour, smile: float = 14) -> None:
    for side in (-1, 1):
        b.curve([(600 + side * 116, 636), (600 + side * 78, 618), (600 + side * 40, 632)], hair, 13)
        b.disc(600 + side * 78, 688, 17, "#2a1c18", 20)
        b.disc(600 + side * 78 + 6, 681, 5, "#ffffff")
    b.curve([(600, 690), (584, 770), (612, 786)], shade(skin, -0.24), 8)
    b.curve([(540, 842), (600, 842 + smile), (660, 842)], "#8c3f38", 13)
    for side in (-1, 1):
        b.disc(600 + side * 112, 786, 38, (214, 96, 80, 44), 26)


def potret_penulis(b: Brush) -> None:
    b.sky("#5b3b5c", "#704a68")
    for top in (60, 380, 700, 1020):
        x = 0.0
        while x < 1200:
            w, h = 34 + 44 * b.chance.random(), 200 + 80 * b.chance.random()
            tone = b.chance.choice(["#7d5574", "#8d6478", "#6b4a70", "#94706f", "#7a5f80"])
            b.rect(x, top + 290 - h, w - 5, h, tone)
            b.rect(x + 7, top + 310 - h, w - 19, 8, shade(tone, 0.18))
            x += w
        b.rect(0, top + 290, 1200, 22, "#4a2f4c")
    b.glow(600, 640, 640, "#f2c9a0", 0.4)
    skin, hair = "#c08a62", "#251c22"
    b.blob([(360, 720), (372, 480), (600, 330), (828, 480), (840, 720), (862, 1010), (700, 1120), (500, 1120), (338, 1010)], hair)
    _bust(b, skin, TEAL)
    b.poly([(470, 1100), (600, 1280), (730, 1100), (700, 1070), (600, 1190), (500, 1070)], CREAM)
    for step in range(9):
        b.disc(300 + step * 75, 1390 + 26 * (step % 2), 17, GOLD)
        b.disc(300 + step * 75, 1390 + 26 * (step % 2), 8, TEAL)
    _features(b, skin, hair)
    b.poly(
        smooth([(412, 720), (420, 520), (600, 396), (790, 500), (792, 720)])
        + smooth([(770, 690), (736, 560), (640, 500), (540, 560), (440, 640), (430, 730)]),
        hair,
    )
    b.curve([(470, 520), (560, 440), (650, 430)], "#4c3c46", 8)
    for side in (-1, 1):
        b.disc(600 + side * 184, 768, 13, GOLD)
        b.disc(600 + side * 184, 804, 18, GOLD, 26)


def potret_nelayan(b: Brush) -> None:
    b.sky("#4f93b0", "#9fcbd0", "#f3e3bd", bottom=860)
    b.cloud(260, 240, 360, (255, 255, 255, 190))
    b.cloud(980, 170, 320, (255, 255, 255, 170))
    b.hills(862, 110, "#7f9fa8", "#8fada8", 200)
    b.sky("#4b9aa6", "#23667f", top=858)
    b.ripples(870, 1490, (255, 255, 255, 60), 120)
    for x, y, size, tone in ((190, 960, 190, BRICK), (1010, 930, 160, OCHRE)):
        b.poly(
            smooth([(x - size * 0.6, y - 44), (x - size * 0.3, y + 10), (x + size * 0.3, y + 10), (x + size * 0.65, y - 54)]),
            tone,
        )
        b.poly([(x, y - 20), (x, y - size * 1.1), (x + size * 0.5, y - 50)], CREAM)
        b.line([(x, y - 14), (x, y - size * 1.15)], RUST, 6)
    skin = "#95603f"
    _bust(b, skin, "#c9573f")
    b.poly([(504, 1090), (600, 1230), (696, 1090), (660, 1070), (600, 1150), (540, 1070)], "#a3402e")
    for place in range(7):
        y = 1210 + place * 46
        b.line([(300, y), (900, y)], (255, 235, 210, 60), 9)
    _features(b, skin, "#3b2a24", 20)
    b.curve([(520, 824), (600, 806), (680, 824)], "#4a3830", 20)
    for side in (-1, 1):
        b.curve([(600 + side * 128, 716), (600 + side * 152, 740)], shade(skin, -0.25), 5)
    b.poly(
        smooth(
            [
                (150, 600),
                (380, 480),
                (600, 300),
                (820, 480),
                (1050, 600),
                (820, 610),
                (600, 590),
                (380, 610),
                (150, 600),
                (152, 600),
            ]
        ),
        "#d9b36a",
    )
    b.poly(smooth([(600, 300), (820, 480), (1050, 600), (820, 610), (660, 594), (640, 450), (600, 300), (600, 301)]), "#bd9350")
    for dx in (-380, -260, -130, 0, 130, 260, 380):
        b.line([(600, 306), (600 + dx, 592)], (120, 80, 34, 120), 5)
    for rise in (0.35, 0.65):
        b.curve(
            [(600 - 430 * rise, 300 + 290 * rise), (600, 318 + 300 * rise), (600 + 430 * rise, 300 + 290 * rise)],
            (120, 80, 34, 120),
            5,
        )
    b.blob([(540, 330), (600, 276), (660, 330), (600, 344)], "#c99d56")


def potret_ilmuwan(b: Brush) -> None:
    b.sky("#2c5f6b", "#3f7a80", "#2c5560")
    for column in range(5):
        for row in range(3):
            x, y = 60 + column * 236, 120 + row * 250
            b.rect(x, y, 196, 190, (255, 255, 255, 22), 14)
            for line in range(3):
                b.rect(x + 24, y + 40 + line * 44, 60 + 80 * b.chance.random(), 14, (255, 255, 255, 46), 6)
    for x, y, tone in ((110, 1240, CORAL), (200, 1270, GOLD), (1040, 1250, "#6fc1b0")):
        b.poly(
            [(x - 18, y - 240), (x + 18, y - 240), (x + 18, y - 150), (x + 80, y + 20), (x - 80, y + 20), (x - 18, y - 150)],
            (230, 244, 244, 150),
        )
        b.poly([(x - 44, y - 80), (x + 44, y - 80), (x + 78, y + 14), (x - 78, y + 14)], tone)
        b.rect(x - 26, y - 256, 52, 18, (240, 250, 250, 220), 6)
    b.rect(0, 1258, 1200, 260, "#24454f")
    skin, hair = "#a9744f", "#2b2420"
    b.blob([(410, 640), (420, 460), (600, 360), (790, 460), (792, 640), (740, 520), (600, 470), (460, 530)], hair)
    _bust(b, skin, "#f2f1ea")
    b.poly([(470, 1098), (600, 1420), (730, 1098), (690, 1070), (600, 1160), (510, 1070)], NAVY)
    b.poly([(590, 1200), (610, 1200), (630, 1420), (600, 1470), (570, 1420)], BRICK)
    for side in (-1, 1):
        b.poly([(600 + side * 128, 1086), (600 + side * 190, 1120), (600 + side * 110, 1330), (600, 1480)], "#dcdcd4")
        b.poly(
            [
                (600 + side * 128, 1086),
                (600 + side * 178, 1116),
                (600 + side * 150, 1220),
                (600 + side * 112, 1200),
                (600 + side * 60, 1360),
            ],
            "#ffffff",
        )
    b.rect(740, 1310, 130, 130, "#e2e2da", 8)
    b.rect(770, 1270, 12, 80, TEAL, 4)
    b.rect(800, 1280, 12, 70, CORAL, 4)
    _features(b, skin, hair, 18)
    b.poly(
        smooth([(424, 640), (430, 500), (600, 400), (780, 490), (776, 640)])
        + smooth([(760, 600), (700, 530), (600, 540), (500, 516), (440, 610)]),
        hair,
    )
    for side in (-1, 1):
        b.disc(600 + side * 82, 690, 66, (255, 255, 255, 40))
        b.ring(600 + side * 82, 690, 70, 12, INK)
        b.line([(600 + side * 150, 676), (600 + side * 176, 664)], INK, 11)
        b.curve([(600 + side * 82 - 30, 662), (600 + side * 82 - 6, 646)], (255, 255, 255, 170), 7)
    b.curve([(586, 680), (600, 672), (614, 680)], INK, 11)


SCENES: dict[str, tuple[int, int, object]] = {
    "potret-penulis": (1200, 1500, potret_penulis),
    "potret-nelayan": (1200, 1500, potret_nelayan),
    "potret-ilmuwan": (1200, 1500, potret_ilmuwan),
}
