"""Names as a search sees them: normalised words, the names each is short for, and what each sounds like.

Whoever writes a young person's names writes their search keys and name tokens with them: actions here row by
row, imports and the demo by COPY. A row of ``SearchKey`` is one word of ``keys_of``; a row of ``NameToken``
is one such word, once a partnership, with its ``sound_of``.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from metaphone import doublemetaphone

LONGEST_WORD = 100  # as the columns have it
LONGEST_SOUND = 20
NICKNAMES = Path(__file__).parent / "data" / "nicknames.txt"

# What Unicode does not take apart, in the letters an English keyboard has.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "ng",
    }
)
_APOSTROPHES = "'’‘`´ʻʼ′＇"
_JOINS = re.compile(rf"[\s\-‐‑‒–—.,/{_APOSTROPHES}]+")
_SCOTS = re.compile(r"\b(Mc|Mac)(?=[A-Z])")


def keys_of(given: str, middle: str = "", family: str = "", preferred: str = "", *former: str) -> set[str]:
    """Every word that a young person's names are found by.

    *former* are earlier names and aliases, each as one text, of which each word counts by itself.
    "Anne-Marie O'Brien" gives annemarie, anne, marie, obrien, o and brien: whichever way somebody types it,
    it is found.
    """
    keys: set[str] = set()
    for name in (given, middle, family, preferred, *" ".join(former).split()):
        keys |= words_of(name)
    return keys


def words_of(name: str) -> set[str]:
    """The words of one name: its parts, and the parts that belong together joined."""
    words: set[str] = set()
    for chunk in name.split():
        words.add(fold(chunk))
        words.update(fold(part) for part in _JOINS.split(_SCOTS.sub(r"\1 ", chunk)))
    words.add(fold(name))
    return {word[:LONGEST_WORD] for word in words if word}


def parts_of(typed: str) -> list[str]:
    """The parts of one typed word, in order: "smith-jones" is smith and jones; "o'brien" is only obrien."""
    pieces = (fold(piece) for piece in re.split(r"[\-‐‑‒–—]+", typed))
    return [piece for piece in pieces if piece]


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """*text* as letters and digits alone, without case or accents: "Zoë-Łucja" is zoelucja."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if letter.isalnum())


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """What a folded word sounds like (Double Metaphone); empty where that cannot be said."""
    return str(doublemetaphone(word)[0])[:LONGEST_SOUND]


@lru_cache(maxsize=10_000)
def sounds_of(word: str) -> frozenset[str]:
    """Both ways a folded word may sound, for the asking side of a search."""
    return frozenset(sound[:LONGEST_SOUND] for sound in doublemetaphone(word) if sound)


def also(word: str) -> frozenset[str]:
    """The names that *word* is short for, that are short for it, or that are other spellings of it."""
    return _groups().get(word, frozenset()) - {word}


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Each name with everybody of every group it stands in: "alex" meets alexander and alexandra, which do
    not meet each other."""
    met: dict[str, set[str]] = {}
    for line in NICKNAMES.read_text(encoding="utf-8").splitlines():
        group = {fold(name) for name in line.partition("#")[0].split()}
        for name in group:
            met.setdefault(name, set()).update(group)
    return {name: frozenset(group) for name, group in met.items()}
