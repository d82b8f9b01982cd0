"""Group sessions and their registers, as far as the reader may see who was there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from connexions.engines import currency
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Attendance, Contact, GroupSession
from connexions.practice.casework.queries import caseload
from connexions.registers.partners.models import Establishment
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.search import search
from connexions.registers.people.sight import Part

MOST = 200  # people offered for a register at once
YEARS = range(7, 15)


@dataclass(frozen=True)
class Whom:
    """Whom to offer for a register. What is empty is not asked."""

    mine: bool = True
    words: str = ""
    school: str = ""
    year: int | None = None


def sessions(*, by: Actor) -> QuerySet[GroupSession]:
    """Every session of the partnership, the latest first, each with how many are on its register."""
    found = GroupSession.objects.filter(partnership_id=by.partnership).select_related("run_by")
    on_it = Count("register")
    there = Count("register", filter=Q(register__mark__in=("present", "late")))
    return found.annotate(number=on_it, there=there).order_by("-at", "-id")


def one(session_id: UUID, *, by: Actor) -> GroupSession:
    """A session of the partnership. Raises ``Missing``."""
    mine = GroupSession.objects.filter(partnership_id=by.partnership, pk=session_id)
    found = mine.select_related("run_by", "closed_by").first()
    if found is None:
        raise Missing("There is no such session here.")
    return found


def register(session: GroupSession, *, by: Actor) -> tuple[list[Attendance], int]:
    """The lines of a register that the reader may see, by name; and how many more there are."""
    lines = Attendance.objects.filter(session=session)
    may = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK))
    shown = lines.filter(young_person__in=may.values("pk")).select_related("young_person")
    found = list(shown.order_by("young_person__family_name", "young_person__given_name", "id"))
    return found, lines.count() - len(found)


def line(session: GroupSession, attendance_id: UUID, *, by: Actor) -> Attendance:
    """One line of a register. Raises ``Missing``."""
    found = next((one for one in register(session, by=by)[0] if one.pk == attendance_id), None)
    if found is None:
        raise Missing("They are not on this register, or you may not see their work.")
    return found


def contact_of(session: GroupSession, young_person_id: UUID) -> Contact | None:
    """The contact that a closed register wrote for somebody."""
    return Contact.objects.filter(session=session, young_person_id=young_person_id).first()


def to_add(*, whom: Whom, session: GroupSession, on: date, by: Actor) -> list[YoungPerson]:
    """Young people in whose records *by* may write, and who are not on the register yet."""
    asked = caseload.Asked(adviser=by.id if whom.mine else None, words=whom.words)
    found = caseload.people(by=by, on=on, asked=asked)
    if whom.school.strip():
        schools = Establishment.objects.filter(name__icontains=whom.school.strip()).values("pk")[:20]
        found = found.filter(school_id__in=list(schools.values_list("pk", flat=True)))
    if whom.year is not None:
        first, last = _born_for(whom.year, on)
        found = found.filter(
            Q(taught_in_year=whom.year) | Q(taught_in_year=None, date_of_birth__range=(first, last))
        )
    found = found.exclude(pk__in=Attendance.objects.filter(session=session).values("young_person_id"))
    return list(found.order_by("family_name", "given_name", "id")[:MOST])


def _born_for(year: int, on: date) -> tuple[date, date]:
    """Between which days somebody of this year group was born: Year 7 begins in the year they turn 12."""
    begins = currency.academic_year(on)
    return date(begins - year - 5, 9, 1), date(begins - year - 4, 8, 31)


def meant(name: str, *, on: date, by: Actor) -> list[YoungPerson]:
    """Those whom a typed name may mean, in whose records *by* may write: their own first, else all they may."""
    own = caseload.named(words=name, adviser=by.id, by=by, on=on)
    if own or not name.strip():
        return own
    hits = search(name, by=by, on=on, most=10).hits
    return [
        hit.young_person for hit in hits if sight.sight_of(hit.young_person, by=by).may_write(Part.CASEWORK)
    ]
