"""Finding a school or college by what was typed. Schools are public: nobody's leave is asked."""

import re

from connexions.ground.base.acting import Actor
from connexions.registers.partners.models import Establishment

MOST = 400  # suggestions on one page
_NUMBER = re.compile(r"\((\d{7})\)$|^(\d{7})$")


def shown(school: Establishment) -> str:
    """A school as it is suggested, so that choosing it names it beyond doubt."""
    where = f", {school.town}" if school.town else ""
    number = f" ({school.number})" if school.number else ""
    return f"{school.name}{where}{number}"


def named(typed: str) -> list[Establishment]:
    """The schools that *typed* names: by number, else by the whole name, else by how the name begins."""
    typed = typed.strip()
    if found := _NUMBER.search(typed):
        return list(Establishment.objects.filter(number=found[1] or found[2])[:2])
    name, _, town = typed.rpartition(", ")
    if name and (found_there := list(Establishment.objects.filter(name__iexact=name, town__iexact=town)[:6])):
        return found_there
    whole = list(Establishment.objects.filter(name__iexact=typed)[:6])
    return whole or list(Establishment.objects.filter(name__istartswith=typed)[:6])


def suggested(*, by: Actor) -> list[str]:
    """The schools of the reader's own area, as suggestions."""
    near = Establishment.objects.filter(local_authority__partnership=by.partnership)
    return [shown(school) for school in near.only("name", "town", "number")[:MOST]]
