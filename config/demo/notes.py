"""Short notes, each put together from sentences so that no two pages read alike."""

from __future__ import annotations

import re
from random import Random

from config.demo.shapes import Person
from config.demo.words import notes, places

_SLOT = re.compile(r"<([a-z_]+)>")


class Writer:
    """Writes about one young person, with the same school, college and relative throughout."""

    def __init__(self, person: Person, rng: Random, centre: str) -> None:
        words, where = notes(), places()
        self._rng = rng
        self._used: set[str] = set()
        self._slots: dict[str, str] = {
            "name": person.known_as,
            "school": person.school_name or "school",
            "centre": centre,
            "college": rng.choice(where["colleges"][person.authority]),
            "relative": rng.choice(words["relatives"]),
            "trade": rng.choice(words["trades"]),
            "employer": rng.choice(where["employers"]),
            "provider": rng.choice(where["providers"]),
            "partner": rng.choice(where["partners"]),
            "housing": where["housing"][0 if person.partnership == "tyne-and-wear" else 1],
            "adviser": "my adviser",
        }

    @property
    def partner(self) -> str:
        """Who the partner is, as a heading says it."""
        name = self._slots["partner"].removeprefix("the ")
        return name[0].upper() + name[1:]

    def fill(self, sentence: str) -> str:
        text = _SLOT.sub(self._slot, sentence)
        return text[0].upper() + text[1:]

    def fill_quietly(self, sentence: str) -> str:
        """The same, keeping a small first letter: how a text message is written."""
        return _SLOT.sub(self._slot, sentence)

    def one(self, choices: list[str]) -> str:
        """A sentence not used before about this person, while there is one."""
        for _ in range(6):
            chosen = self._rng.choice(choices)
            if chosen not in self._used:
                break
        self._used.add(chosen)
        return self.fill(chosen)

    def about(self, kind: str) -> str:
        """A note of two or three sentences about a meeting or call."""
        parts = notes()[kind]
        sentences = [self.one(parts["middle"])]
        if self._rng.random() < 0.6:
            sentences.insert(0, self.one(parts["open"]))
        if self._rng.random() < 0.6:
            sentences.append(self.one(parts["close"]))
        return " ".join(sentences)

    def text(self) -> str:
        """What a text message said, with its answer for some."""
        said = self.one(notes()["text"]["out"])
        if self._rng.random() < 0.5:
            return said
        return f"{said} Answer: “{self.fill_quietly(self._rng.choice(notes()['text']['in']))}”"

    def _slot(self, match: re.Match[str]) -> str:
        if match[1] == "day":
            return str(self._rng.choice(notes()["days"]))
        return self._slots[match[1]]
