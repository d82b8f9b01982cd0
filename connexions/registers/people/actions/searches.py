"""That somebody searched: written down, and kept for them alone, so that going back finds it still there."""

from datetime import datetime, timedelta

from connexions.ground.audit import actions as audit
from connexions.ground.base import drafts
from connexions.ground.base.acting import Actor
from connexions.registers.people.hashes import hashed
from connexions.registers.people.queries.search import Found

KEPT_UNDER = "people.search"
KEPT_FOR = timedelta(minutes=30)


def note(*, found: Found, by: Actor, how: str) -> None:
    """Write down a search: by what kind of thing, and who was shown.

    What was typed may be anybody's name, and the log is for ever: so each word is written as a keyed hash.
    Whoever holds the key can ask whether a given name was searched for; nobody can read names out of the log.
    """
    typed = found.typed
    words = ["".join(parts) for parts in typed.words]
    others = [*typed.phones, *typed.emails, *typed.postcodes, *typed.outwards, *typed.numbers]
    told = {
        "by": typed.shapes,
        "how": how,
        "hashes": [hashed(word) for word in (*words, *others, *map(str, typed.born_on))],
        "shown": [str(hit.id) for hit in found.hits],
    }
    audit.note_read(by=by, young_person_id=None, page="people.search", details=told)


def keep(*, text: str, by: Actor, at: datetime) -> None:
    """Keep what was searched for, sealed: the page of results is read from here, since no name stands in its
    address."""
    drafts.keep(form=KEPT_UNDER, typed={"q": [text]}, at=at, by=by)


def kept(*, by: Actor, at: datetime) -> str:
    """What *by* searched for last, if that was a short while ago."""
    found = drafts.find(form=KEPT_UNDER, by=by)
    if found is None or at - found[1] > KEPT_FOR:
        return ""
    return (found[0].get("q") or [""])[0]
