"""The rules and the laws as they stand at a partnership."""

from datetime import date

from connexions.engines.currency.years import age
from connexions.ground.base.acting import Actor
from connexions.registers.people.models import YoungPerson
from connexions.trust.sharing import rules
from connexions.trust.sharing.models import Consent, Gateway, Objection, Purpose, SharingRules
from connexions.trust.sharing.rules import Competence, Decides


def rules_of(*, by: Actor) -> SharingRules:
    """How the partnership shares; what is usual where it has not said."""
    kept = SharingRules.objects.filter(partnership_id=by.partnership).first()
    return kept or SharingRules(partnership_id=by.partnership, version=0)


def gateways(*, on: date | None = None, by: Actor) -> list[Gateway]:
    """The laws under which something may be told here; with *on* those in force that day. A partnership's own row
    stands in the place of the one that ships."""
    found = {(one.key, one.from_on): one for one in Gateway.objects.filter(partnership=None)} | {
        (one.key, one.from_on): one for one in Gateway.objects.filter(partnership_id=by.partnership)
    }
    chosen = [one for one in found.values() if on is None or one.in_force(on)]
    return sorted(chosen, key=lambda one: (one.order, one.key, one.from_on))


def purposes() -> dict[str, Purpose]:
    """What something is shared for, by code, in order."""
    return {one.code: one for one in Purpose.objects.all()}


def objection(*, young_person: YoungPerson, on: date) -> Objection | None:
    """The objection that stands on a day, if any."""
    return (
        Objection.objects.filter(young_person=young_person, made_on__lte=on).exclude(ended_on__lte=on).first()
    )


def latest_judgement(*, of: YoungPerson) -> Consent | None:
    """The consent with which it was last judged whether they can decide this themselves, if ever."""
    judged = Consent.objects.filter(young_person=of, competent__isnull=False)
    return judged.order_by("-recorded_at").first()


def who_decides(*, of: YoungPerson, on: date) -> Decides:
    """Who decides what they share on a day."""
    years = age(of.date_of_birth, on)
    if years >= rules.OF_AGE:
        return Decides.THEMSELVES
    latest = latest_judgement(of=of)
    judged = Competence(bool(latest.competent), latest.competence_why) if latest else None
    return rules.who_decides(age=years, competence=judged)
