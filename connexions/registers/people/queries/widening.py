"""Each typed name widened to the words it may mean: as typed, its beginning, short forms, sound, and slips.

Everything is looked up by equality or range over one partnership's vocabulary (``NameToken``), which row-
level security leaves fast; only where that finds too little is the vocabulary itself compared, in one row,
with what was typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import prepared
from connexions.registers.people import names

LEAST_BEGINNING = 2  # letters
LAST = "\U0010ffff"
MOST_BEGINNINGS = 200
MOST_ALIKE = 40
LEAST_LIKENESS_OF_SOUND = 0.72
EXACT, SHORT, BEGINNING, SLIP = 100.0, 92.0, 88.0, 80.0


@dataclass
class Term:
    """One typed name and the words it may mean, each with how well it fits (0 to 100)."""

    parts: tuple[str, ...]
    fits: dict[str, float] = field(default_factory=dict)

    @property
    def word(self) -> str:
        return "".join(self.parts)

    def allow(self, words: Iterable[str], fit: float) -> None:
        """Let *words* stand for the term, unless they fit better already."""
        for word in words:
            self.fits[word] = max(fit, self.fits.get(word, 0.0))

    def fit(self, word: str) -> float:
        """How well a word of somebody's name fits what was typed."""
        if word in self.fits:
            return self.fits[word]
        return EXACT if word in self.parts else 0.0


def terms(typed: list[tuple[str, ...]]) -> list[Term]:
    """The typed names, each as it stands."""
    found = [Term(parts) for parts in typed]
    for term in found:
        term.allow([term.word], EXACT)
    return found


def lengthen(found: list[Term], *, by: Actor) -> None:
    """Allow the names that each is short for or that are short for it, and words that begin so: one query."""
    for term in found:
        term.allow(names.also(term.word), SHORT)
    longer = [term for term in found if len(term.word) >= LEAST_BEGINNING]
    if not longer:
        return
    begun = [term.word for term in longer]
    with prepared() as cursor:
        cursor.execute(LONGER, [begun, [one + LAST for one in begun], by.partnership, MOST_BEGINNINGS])
        words = cursor.fetchall()
    for (word,) in words:
        for term in longer:
            if word.startswith(term.word):
                term.allow([word], BEGINNING * (0.9 + 0.1 * len(term.word) / len(word)))


LONGER: Any = """
SELECT DISTINCT token.word FROM unnest(%s::text[], %s::text[]) AS begun (word, last)
JOIN people_nametoken token ON token.word > begun.word AND token.word < begun.last
WHERE token.partnership_id = %s ORDER BY 1 LIMIT %s
"""


def widen(found: list[Term], *, by: Actor) -> None:
    """Allow words that sound like the typed ones, or are one or two slips away: one query."""
    heard, known = _vocabulary(found, by=by)
    for term in found:
        _allow_heard(term, heard)
        _allow_slips(term, known)


def _vocabulary(found: list[Term], *, by: Actor) -> tuple[list[str], list[str]]:
    """The words of names here that sound like a typed one, and those about as long: in one row, so that
    fetching them costs little."""
    sounds = {sound for term in found for sound in names.sounds_of(term.word)}
    lengths = {len(term.word) + more for term in found for more in (-1, 0, 1)}
    with prepared() as cursor:
        cursor.execute(VOCABULARY, [sorted(sounds), sorted(lengths), by.partnership])
        heard, known = cursor.fetchone()
    return (heard or "").split(), (known or "").split()


VOCABULARY: Any = """
SELECT string_agg(word, ' ') FILTER (WHERE sound = ANY (%s)),
    string_agg(word, ' ') FILTER (WHERE length(word) = ANY (%s))
FROM people_nametoken WHERE partnership_id = %s
"""


def _allow_heard(term: Term, heard: list[str]) -> None:
    sounds = names.sounds_of(term.word)
    same = [word for word in heard if names.sound_of(word) in sounds]
    near = process.extract(
        term.word, same, scorer=JaroWinkler.similarity, score_cutoff=LEAST_LIKENESS_OF_SOUND, limit=MOST_ALIKE
    )
    for word, likeness, _ in near:
        term.allow([word], SLIP * likeness)


def _allow_slips(term: Term, known: list[str]) -> None:
    """Words that a slip or two of the finger makes of what was typed (two letters swapped are one slip)."""
    length = len(term.word)
    if length < 3:
        return
    most = 1 if length < 5 else 2
    near = process.extract(term.word, known, scorer=OSA.distance, score_cutoff=most, limit=MOST_ALIKE)
    for word, slips, _ in near:
        term.allow([word], SLIP - 8 * slips + 0.05 * fuzz.ratio(term.word, word))
