"""The drawing tools behind the sample edition's pictures: flat shapes, soft skies, seeded chance. Needs Pillow."""



from __future__ import annotations

import colorsys
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = str | tuple[int, int, int] | tuple[int, int, int, int]

SCALE = 2  # everything is drawn larger and shrunk at the end, which smooths every edge

# One palette for the whole paper, so that the pictures belong together.
INK, NAVY, BLUE, TEAL, SEA = "#1f2a38", "#24405e", "#3f6f94", "#2f7a7b", "#5fa3a3"
SAND, CREAM, PAPER, OCHRE, GOLD = "#ecd9b4", "#f8efdc", "#fbf7ee", "#d99a3a", "#f2c14e"
CORAL, BRICK, RUST, PLUM, ROSE = "#e0704f", "#b23a2e", "#8f4a2f", "#5b3b5c", "#d9a0a0"
LEAF, MOSS, PINE, SAGE, GREY = "#7fa65a", "#4d7f52", "#2c5545", "#a9c09a", "#8b97a3"


def rgb(colour: Colour, alpha: int | None = None) -> tuple[int, int, int, int]:
    if isinstance(colour, str):
        digits = colour.lstrip("#")
        red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
        return (red, green, blue, 255 if alpha is None else alpha)
    full = (*colour, 255)[:4]
    return (full[0], full[1], full[2], full[3] if alpha is None else alpha)


def mix(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    """``one`` with ``share`` of ``other`` in it."""
    a, b = rgb(one), rgb(other)
    return tuple(round(a[i] + (b[i] - a[i]) * share) for i in range(3))  # type: ignore[return-value]


def shade(colour: Colour, by: float) -> tuple[int, int, int]:
    """Darker (by < 0) or lighter."""
    return mix(colour, "#000000" if by < 0 else "#ffffff", abs(by))


def vivid(colour: Colour, by: float) -> tuple[int, int, int]:
    red, green, blue, _ = rgb(colour)
    hue, light, full = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    return tuple(round(255 * part) for part in colorsys.hls_to_rgb(hue, light, min(1, full * by)))  # type: ignore[return-value]


class Brush:
    """A canvas measured in the finished picture's pixels."""

    def __init__(self, width: int, height: int, seed: str) -> None:
        self.w, self.h = width, height
        self.chance = random.Random(seed)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), PAPER)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        return self.image.resize((self.w, self.h), Image.Resampling.LANCZOS)

    def _at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    # --- flat shapes ----------------------------------------------------------------------------------------

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        box = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        if radius:
            self.pen.rounded_rectangle(box, radius * SCALE, rgb(fill))
        else:
            self.pen.rectangle(box, rgb(fill))

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        self.pen.polygon(self._at(points), rgb(fill))

    def disc(self, x: float, y: float, rx: float, fill: Colour, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], rgb(fill))

    def pie(self, x: float, y: float, r: float, start: float, end: float, fill: Colour, ry: float | None = None) -> None:
        ry = r if ry is None else ry
        self.pen.pieslice([(x - r) * SCALE, (y - ry) * SCALE, (x + r) * SCALE, (y + ry) * SCALE], start, end, rgb(fill))

    def ring(self, x: float, y: float, r: float, width: float, fill: Colour, start: float = 0, end: float = 360) -> None:
        self.pen.arc(
            [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE], start, end, rgb(fill), round(width * SCALE)
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float = 2, round_ends: bool = True) -> None:
        self.pen.line(self._at(points), rgb(fill), max(1, round(width * SCALE)), joint="curve")
        if round_ends and width >= 4:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, fill)

    def curve(self, points: Sequence[Point], fill: Colour, width: float = 2) -> None:
        self.line(smooth(points), fill, width)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed shape with soft corners through ``points``."""
        self.poly(smooth([*points, points[0], points[1]])[:-24], fill)

    # --- light ----------------------------------------------------------------------------------------------

    def sky(self, *stops: Colour, top: float = 0, bottom: float | None = None) -> None:
        """A vertical run through the colours, evenly spaced."""
        bottom = self.h if bottom is None else bottom
        start, end = round(top * SCALE), round(bottom * SCALE)
        for y in range(start, end):
            place = (y - start) / max(1, end - start - 1) * (len(stops) - 1)
            index = min(int(place), len(stops) - 2)
            self.pen.line([(0, y), (self.w * SCALE, y)], (*mix(stops[index], stops[index + 1], place - index), 255))

    def fade(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape filled from ``top`` to ``bottom`` colour, either with alpha."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, y0 = math.floor(min(xs) * SCALE), math.floor(min(ys) * SCALE)
        width, height = math.ceil(max(xs) * SCALE) - x0 + 1, math.ceil(max(ys) * SCALE) - y0 + 1
        mask = Image.new("L", (width, height), 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE - x0, y * SCALE - y0) for x, y in points], 255)
        ramp = Image.linear_gradient("L").resize((width, height))
        first, last = rgb(top), rgb(bottom)
        fill = Image.composite(Image.new("RGB", (width, height), last[:3]), Image.new("RGB", (width, height), first[:3]), ramp)
        if first[3] < 255 or last[3] < 255:
            alpha = Image.composite(Image.new("L", (width, height), last[3]), Image.new("L", (width, height), first[3]), ramp)
            mask = ImageChops.multiply(mask, alpha)
        self.image.paste(fill, (x0, y0), mask)

    def glow(self, x: float, y: float, r: float, colour: Colour, strength: float = 0.7) -> None:
        """Light that fades to nothing at ``r``."""
        size = round(r * SCALE * 2)
        ramp = Image.radial_gradient("L").point(lambda v: round(max(0, 255 - v * 1.42) ** 1.6 / 255**0.6 * strength))
        self.image.paste(
            Image.new("RGB", (size, size), rgb(colour)[:3]),
            (round((x - r) * SCALE), round((y - r) * SCALE)),
            ramp.resize((size, size), Image.Resampling.BICUBIC),
        )

    def shadow(self, points: Sequence[Point], strength: float = 0.35, blur: float = 14) -> None:
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._at(points), round(255 * strength))
        mask = mask.resize((self.w // 2, self.h // 2)).filter(ImageFilter.GaussianBlur(blur / 2)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, rgb(INK)[:3]), (0, 0), mask)

    def haze(self, y: float, height: float, colour: Colour, alpha: int) -> None:
        """A soft band of mist around ``y``."""
        box = [(0, y - height), (self.w, y - height), (self.w, y), (0, y)]
        self.fade(box, rgb(colour, 0), rgb(colour, alpha))
        self.fade([(0, y), (self.w, y), (self.w, y + height), (0, y + height)], rgb(colour, alpha), rgb(colour, 0))

    # --- the world ------------------------------------------------------------------------------------------

    def ridge(self, y: float, rise: float, step: float = 90, rough: float = 0.35) -> list[Point]:
        """The outline of hills: random heights, smoothed; not yet closed."""
        x, points = -2 * step, []
        while x < self.w + 3 * step:
            points.append((x, y - rise * self.chance.random()))
            x += step * (1 - rough + 2 * rough * self.chance.random())
        return smooth(points)

    def hills(self, y: float, rise: float, top: Colour, bottom: Colour | None = None, step: float = 90) -> list[Point]:
        outline = self.ridge(y, rise, step)
        self.fade([*outline, (self.w + 200, self.h), (-200, self.h)], top, bottom or top)
        return outline

    def cloud(self, x: float, y: float, w: float, fill: Colour = (255, 255, 255, 190)) -> None:
        """A flat-bottomed cloud, drawn as one shape so that its parts do not show through each other."""
        size, h = round(w * SCALE * 1.1), w * 0.15
        mask = Image.new("L", (size, size // 2), 0)
        pen = ImageDraw.Draw(mask)
        middle, floor, alpha = size / 2, size * 0.4, rgb(fill)[3]
        pen.rounded_rectangle([middle - w, floor - h * SCALE, middle + w, floor], h, alpha)
        for dx, r in ((-0.2, 0.15), (0.04, 0.21), (0.25, 0.12)):
            cx, cy, radius = middle + dx * w * SCALE, floor - h, r * w * SCALE
            pen.pieslice([cx - radius, cy - radius, cx + radius, cy + radius], 180, 360, alpha)
        self.image.paste(Image.new("RGB", mask.size, rgb(fill)[:3]), (round(x * SCALE - middle), round(y * SCALE - floor)), mask)

    def glitter(self, x: float, top: float, bottom: float, spread: float, fill: Colour, many: int = 60) -> None:
        """Short strokes of light on water below something bright."""
        for _ in range(many):
            deep = self.chance.random()
            y = top + (bottom - top) * deep**1.2
            half = (6 + 50 * deep) * (0.4 + self.chance.random())
            cx = x + (self.chance.random() - 0.5) * spread * (0.4 + deep)
            self.rect(cx - half, y, 2 * half, 1.5 + 3 * deep, fill, 1 + 1.4 * deep)

    def ripples(self, top: float, bottom: float, fill: Colour, many: int = 80) -> None:
        for _ in range(many):
            deep = self.chance.random()
            y = top + (bottom - top) * deep
            half = (10 + 60 * deep) * (0.4 + self.chance.random())
            cx = self.chance.random() * self.w
            self.rect(cx - half, y, 2 * half, 1.2 + 2.2 * deep, fill, 1)

    def stars(self, bottom: float, many: int = 120) -> None:
        for _ in range(many):
            x, y = self.chance.random() * self.w, self.chance.random() ** 1.3 * bottom
            r = 0.7 + 1.5 * self.chance.random() ** 3
            self.disc(x, y, r, (255, 250, 230, self.chance.randint(110, 240)))

    def birds(self, x: float, y: float, many: int, size: float = 12, fill: Colour = INK) -> None:
        for _ in range(many):
            bx, by = x + self.chance.gauss(0, 90), y + self.chance.gauss(0, 30)
            s = size * (0.6 + self.chance.random() * 0.7)
            self.curve(
                [
                    (bx - s, by - s * 0.35),
                    (bx - s * 0.4, by - s * 0.5),
                    (bx, by),
                    (bx + s * 0.4, by - s * 0.5),
                    (bx + s, by - s * 0.35),
                ],
                fill,
                2.2,
            )

    def palm(self, x: float, y: float, height: float, fill: Colour = PINE, trunk: Colour = RUST, lean: float = 0.15) -> None:
        tip = (x + height * lean, y - height)
        for step in range(14):
            t = step / 13
            px, py = x + height * lean * t * t, y - height * t
            self.disc(px, py, height * (0.035 - 0.015 * t), trunk, height * 0.05)
        for angle in (-160, -125, -90, -55, -20, 15, 195):
            reach = height * (0.42 + 0.08 * self.chance.random())
            radians = math.radians(angle)
            end = (tip[0] + reach * math.cos(radians), tip[1] + reach * math.sin(radians) * 0.8 + reach * 0.28)
            middle = (tip[0] + reach * 0.55 * math.cos(radians), tip[1] + reach * 0.62 * math.sin(radians) - reach * 0.06)
            upper = smooth([tip, (middle[0], middle[1] - height * 0.035), end])
            lower = smooth([end, (middle[0], middle[1] + height * 0.055), tip])
            self.poly([*upper, *lower], shade(fill, 0.12 * self.chance.random() - 0.05))

    def tree(self, x: float, y: float, height: float, fill: Colour = MOSS, trunk: Colour = RUST) -> None:
        self.rect(x - height * 0.035, y - height * 0.4, height * 0.07, height * 0.4, trunk)
        for dx, dy, r in ((-0.16, 0.5, 0.19), (0.16, 0.52, 0.18), (0, 0.72, 0.23)):
            self.disc(x + dx * height, y - dy * height, r * height, fill)
        self.disc(x + 0.06 * height, y - 0.76 * height, 0.11 * height, shade(fill, 0.1))

    def fir(self, x: float, y: float, height: float, fill: Colour = PINE) -> None:
        for part in range(3):
            base = y - height * (0.08 + 0.26 * part)
            half = height * (0.22 - 0.055 * part)
            self.poly([(x - half, base), (x + half, base), (x, base - height * 0.42)], fill)
        self.rect(x - height * 0.025, y - height * 0.1, height * 0.05, height * 0.1, shade(fill, -0.3))

    def person(self, x: float, y: float, height: float, fill: Colour, skin: Colour = "#a9704c", arms: str = "down") -> None:
        """A small standing figure with feet at (x, y)."""
        head = height * 0.085
        dark = shade(fill, -0.35)
        self.rect(x - height * 0.075, y - height * 0.46, height * 0.065, height * 0.46, dark, height * 0.03)
        self.rect(x + height * 0.01, y - height * 0.46, height * 0.065, height * 0.46, dark, height * 0.03)
        self.rect(x - height * 0.115, y - height * 0.8, height * 0.23, height * 0.42, fill, height * 0.07)
        reach = {"down": 0.3, "up": -0.28, "out": 0.04}[arms]
        for side in (-1, 1):
            shoulder = (x + side * height * 0.1, y - height * 0.75)
            hand = (x + side * height * (0.15 if arms == "down" else 0.24), y - height * (0.75 - reach))
            self.line([shoulder, hand], fill, height * 0.055)
            self.disc(*hand, height * 0.03, skin)
        self.disc(x, y - height * 0.89, head, skin)
        self.pie(x, y - height * 0.9, head * 1.08, 180, 360, INK)


def smooth(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    if len(points) < 3:
        return list(points)
    padded = [points[0], *points, points[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * b[i]
                        + (c[i] - a[i]) * t
                        + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
                        + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                    )
                    for i in (0, 1)
                )
            )
    out.append(points[-1])
    return out


def turned(points: Sequence[Point], x: float, y: float, degrees: float, size: float = 1) -> list[Point]:
    """Points around the origin, turned, scaled and moved to (x, y)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + size * (px * c - py * s), y + size * (px * s + py * c)) for px, py in points]
