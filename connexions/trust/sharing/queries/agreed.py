"""What was agreed, what was told, and to whom it can go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.partners.models import Organisation
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part
from connexions.trust.sharing import permissions
from connexions.trust.sharing.models import Consent, Disclosure, TellingReview
from connexions.trust.sharing.queries import standing

PAGE = 50


def consents(*, of: YoungPerson, by: Actor) -> list[Consent]:
    """Everything they agreed, the newest first. Raises ``NotAllowed``."""
    _check(of, by)
    found = Consent.objects.filter(young_person=of).select_related(
        "organisation", "carer", "recorded_by", "withdrawn_by", "competence_judged_by"
    )
    return list(found.order_by("-recorded_at", "id"))


def consent(*, consent_id: UUID, of: YoungPerson, by: Actor) -> Consent:
    """One of them. Raises ``NotAllowed``, ``Missing``."""
    _check(of, by)
    found = Consent.objects.select_related("organisation").filter(young_person=of, pk=consent_id).first()
    if found is None:
        raise Missing("There is no such agreement on this record.")
    found.young_person = of
    return found


def disclosures(*, of: YoungPerson, by: Actor) -> list[Disclosure]:
    """What was told of them, or waits to be, the newest first. The young person sees what they have been told of.
    Raises ``NotAllowed``."""
    _check(of, by)
    found = Disclosure.objects.filter(young_person=of).select_related(
        "organisation", "gateway", "second_look__by"
    )
    rows = found.prefetch_related("telling_reviews").order_by("-at", "id")[:PAGE]
    return [one for one in rows if by.role is not Role.YOUNG_PERSON or shown_to_them(one)]


def shown_to_them(disclosure: Disclosure) -> bool:
    """Whether the young person sees it: it was really told, and nothing (any more) makes that unsafe."""
    if disclosure.waits and not _agreed(disclosure):
        return False
    return disclosure.told_young_person or any(one.told for one in disclosure.telling_reviews.all())


def _agreed(disclosure: Disclosure) -> bool:
    look = getattr(disclosure, "second_look", None)
    return look is not None and look.agreed


def disclosure(*, disclosure_id: UUID, of: YoungPerson, by: Actor) -> Disclosure:
    """One of them. Raises ``NotAllowed``, ``Missing``."""
    _check(of, by)
    found = Disclosure.objects.select_related("organisation", "gateway", "by").filter(
        young_person=of, pk=disclosure_id
    )
    one = found.first()
    if one is None:
        raise Missing("Nothing of this kind was told of them.")
    one.young_person = of
    return one


@dataclass(frozen=True)
class Look:
    """That a worker of an organisation looked at what is shared, or that something was told."""

    at: datetime
    who: str
    organisation: str
    groups: list[str]


def looks(*, of: YoungPerson, by: Actor) -> list[Look]:
    """Who of the organisations has looked, the latest first, from the audit. Raises ``NotAllowed``."""
    _check(of, by)
    found = AuditEntry.objects.filter(
        partnership_id=of.partnership_id, young_person_id=of.pk, event="portal.record.read"
    ).order_by("-id")[:PAGE]
    entries = list(found)
    called = dict(
        Organisation.objects.filter(pk__in={one.details.get("organisation") for one in entries}).values_list(
            "pk", "name"
        )
    )
    return [
        Look(
            one.at,
            one.actor_name,
            called.get(one.details.get("organisation"), ""),
            list(one.details.get("groups", ())),
        )
        for one in entries
    ]


@dataclass(frozen=True)
class Recipients:
    """To whom something can go: organisations, and kinds of them."""

    organisations: list[Organisation]

    @property
    def kinds(self) -> list[str]:
        return sorted({one.kind for one in self.organisations if one.kind})

    def named(self, pk: int) -> Organisation:
        """One of them. Raises ``Missing``."""
        found = next((one for one in self.organisations if one.pk == pk), None)
        if found is None:
            raise Missing("This organisation does not work with us any more.")
        return found


def recipients(*, on: date, by: Actor) -> Recipients:
    """The organisations that work with the partnership on a day."""
    here = Organisation.objects.filter(partnership_id=by.partnership).exclude(closed_on__lte=on)
    return Recipients(list(here.order_by("name")))


def ending(*, by: Actor, at: datetime, within_days: int | None = None) -> list[Consent]:
    """Agreements that end soon and have not been renewed, the soonest first, of those whose casework *by* sees."""
    days = standing.rules_of(by=by).ask_again_days if within_days is None else within_days
    seen = YoungPerson.objects.filter(sight.visible(by, permissions.PART))
    found = Consent.objects.filter(
        partnership_id=by.partnership,
        withdrawn_at=None,
        until_at__gt=at,
        until_at__lte=at + timedelta(days=days),
        renewed_by=None,
        young_person__in=seen,
    )
    return list(found.select_related("young_person", "organisation").order_by("until_at", "id")[:PAGE])


def waiting(*, by: Actor) -> list[Disclosure]:
    """What waits for a second pair of eyes, the oldest first, of those whose casework *by* sees."""
    found = Disclosure.objects.filter(
        partnership_id=by.partnership, waits=True, second_look=None, young_person__in=_seen(by)
    )
    return list(found.select_related("young_person", "organisation", "gateway").order_by("at", "id")[:PAGE])


def kept_back(*, by: Actor, on: date) -> list[tuple[Disclosure, date]]:
    """What young people were not told of, with the day on which it is looked at again, the soonest first."""
    last = TellingReview.objects.filter(disclosure=OuterRef("pk")).order_by("-at", "-id")
    found = Disclosure.objects.filter(
        partnership_id=by.partnership, told_young_person=False, young_person__in=_seen(by)
    )
    rows = found.annotate(
        told_since=Subquery(last.values("told")[:1]), again_on=Subquery(last.values("review_on")[:1])
    )
    rows = rows.filter(Q(told_since=None) | Q(told_since=False))
    rows = rows.filter(Q(second_look=None) | Q(second_look__agreed=True))
    shown = rows.select_related("young_person", "organisation", "gateway")
    dated: list[tuple[Disclosure, date]] = [(one, one.again_on or one.review_on or on) for one in shown]
    return sorted(dated, key=lambda row: (row[1], row[0].pk))[:PAGE]


def _seen(by: Actor) -> QuerySet[YoungPerson]:
    return YoungPerson.objects.filter(sight.visible(by, permissions.PART))


def _check(young_person: YoungPerson, by: Actor) -> None:
    sight.sight_of(young_person, by=by).check(Part.CASEWORK)


def names_of(organisations: Iterable[int]) -> dict[int, str]:
    """Organisations by their number."""
    return dict(Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "name"))
