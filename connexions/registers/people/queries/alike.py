"""Whether somebody has a record already: asked before a new one is begun."""

from datetime import date

from connexions.ground.base.acting import Actor
from connexions.registers.people.queries.search import Hit, search

MOST = 6
LIKELY = 80.0  # a whole name that fits as well as a short form or one slip does


def alike(
    *, by: Actor, given_name: str, family_name: str, date_of_birth: date, preferred_name: str = ""
) -> list[Hit]:
    """Those of the reader's partnership who may be the same: a like name born that day, the same family name
    or the same first name born that day, or the whole name whatever the day (a date may be mistyped).

    It shows no more than a search does, and nobody whom a search would not find.
    """
    born = date_of_birth.isoformat()
    asked = [f"{given_name} {family_name}", f"{given_name} {born}", f"{family_name} {born}"]
    if preferred_name:
        asked.append(f"{preferred_name} {born}")
    found: dict[object, Hit] = {}
    for text in asked:
        for hit in search(text, by=by, on=date_of_birth, most=MOST).hits:
            if hit.young_person.date_of_birth == date_of_birth or (text == asked[0] and hit.score >= LIKELY):
                found.setdefault(hit.id, hit)
    return sorted(
        found.values(), key=lambda hit: (hit.young_person.date_of_birth != date_of_birth, -hit.score)
    )[:MOST]
