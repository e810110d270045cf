"""An invented language: words of syllables with affixes, as often used as words of a real language are; the same every time."""

from __future__ import annotations

import random
from itertools import accumulate

VOCABULARY = 120_000
_OFTEN = 24  # the commonest words are short, as "dan" and "the" are
_ONSETS = ("b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y", "ng", "ny", "pr", "tr", "kl", "")
_VOWELS = ("a", "a", "a", "e", "e", "i", "i", "o", "u", "u")
_CODAS = ("", "", "", "", "n", "ng", "r", "s", "t", "k", "m", "l", "h")
_BEFORE = ("",) * 8 + ("me", "di", "ber", "ke", "pe", "ter", "se", "mem")
_AFTER = ("",) * 7 + ("kan", "an", "i", "nya", "kah")


class Language:
    """A vocabulary and how often each of its words is used: the n-th about 1/n as often as the first."""

    def __init__(self, seed: int = 7, size: int = VOCABULARY) -> None:
        dice = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < size:
            words[self._word(dice, len(words))] = None
        self.words = list(words)
        self._weights = list(accumulate((rank + 2.5) ** -1.03 for rank in range(1, size + 1)))

    @staticmethod
    def _word(dice: random.Random, rank: int) -> str:
        count = dice.choice((1, 1, 2)) if rank < _OFTEN else dice.choice((2, 2, 3)) if rank < 2_000 else dice.choice((2, 3, 3, 4))
        root = "".join(dice.choice(_ONSETS) + dice.choice(_VOWELS) + dice.choice(_CODAS) for _ in range(count))
        return root if rank < _OFTEN else dice.choice(_BEFORE) + root + dice.choice(_AFTER)

    def some(self, dice: random.Random, count: int) -> list[str]:
        """That many words, common ones more often."""
        return dice.choices(self.words, cum_weights=self._weights, k=count)

    def rare(self, dice: random.Random, count: int) -> list[str]:
        """What a story is about: words from beyond the common ones."""
        return [self.words[dice.randrange(1_000, len(self.words))] for _ in range(count)]
