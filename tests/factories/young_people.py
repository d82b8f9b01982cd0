from datetime import date
from itertools import count
from typing import Any

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import YoungPerson

_numbers = count(1)


def make_young_person(*, partnership: Partnership, **fields: Any) -> YoungPerson:
    """A young person of a partnership; any field may be given."""
    number = next(_numbers)
    said: dict[str, Any] = {
        "given_name": "Sample",
        "family_name": f"Person{number}",
        "date_of_birth": date(2009, 3, 14),
        **fields,
    }
    with tenancy.acting(system("tests", partnership=partnership.pk)):
        return YoungPerson.objects.create(partnership=partnership, **said)
