"""Recording what was agreed, and taking it back at once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from connexions.engines.currency.years import age
from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design import words
from connexions.registers.partners.models import Organisation
from connexions.registers.people import categories
from connexions.registers.people.categories import ALWAYS, NEVER, Group
from connexions.registers.people.models import Carer, Leave, YoungPerson
from connexions.trust.sharing import permissions, rules, signals
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.queries import standing
from connexions.trust.sharing.rules import Competence, GivenBy


@transaction.atomic
def give(
    *,
    young_person: YoungPerson,
    groups: Iterable[Group],
    purpose: str,
    from_at: datetime,
    until_at: datetime,
    how: str,
    given_by: str,
    by: Actor,
    at: datetime,
    organisation: Organisation | None = None,
    organisation_kind: str = "",
    competence: Competence | None = None,
    carer: Carer | None = None,
    giving: UUID | None = None,
    renews: Consent | None = None,
) -> Consent:
    """Record that something may be told to an organisation, or to every one of a kind; from then on it is open to them.

    The name is always part of it. Under 16 *competence* says whether the young person can decide this, judged by *by*;
    a carer agrees only where not. Several given at once share *giving*. Raises ``NotAllowed``, ``NotPossible``.
    """
    permissions.check_may_decide(young_person, by)
    wanted = frozenset(groups) | ALWAYS
    today = timezone.localdate(at)
    _check_recipient(organisation, organisation_kind, on=today, by=by)
    _check_what(wanted, purpose)
    _check_when(from_at, until_at, at=at, by=by)
    years = age(young_person.date_of_birth, today)
    competence = _judged(young_person, competence, years, by)
    if why := rules.why_not_given(age=years, given_by=GivenBy(given_by), competence=competence):
        raise NotPossible(why)
    if given_by == GivenBy.CARER and (carer is None or carer.young_person_id != young_person.pk):
        raise NotPossible("Say which parent or carer agreed: they must be on the record.")
    consent = Consent.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        giving=giving or new_id(),
        organisation=organisation,
        organisation_kind=organisation_kind,
        groups=categories.names(wanted),
        purpose=purpose,
        from_at=from_at,
        until_at=until_at,
        how=how,
        given_by=given_by,
        carer=carer if given_by == GivenBy.CARER else None,
        under_16=years < rules.OF_AGE,
        competent=competence.competent if competence else None,
        competence_why=competence.why if competence else "",
        competence_judged_by_id=_judge(young_person, competence, by),
        renews=renews,
        recorded_at=at,
        recorded_by_id=by.id,
    )
    _open(consent)
    _note("sharing.consent.given", consent, by)
    return consent


@transaction.atomic
def renew(
    *,
    consent: Consent,
    groups: Iterable[Group],
    from_at: datetime,
    until_at: datetime,
    how: str,
    by: Actor,
    at: datetime,
) -> Consent:
    """The same consent, or one for less, for longer. It takes the place of the earlier, which ends where it begins:
    taken back once, nothing of either is left. Raises ``NotAllowed``, ``NotPossible``."""
    locked = Consent.objects.select_for_update(of=("self",))
    stored = locked.select_related("young_person", "organisation", "carer").get(pk=consent.pk)
    person, wanted = stored.young_person, frozenset(groups) | ALWAYS
    permissions.check_may_decide(person, by)
    why = rules.why_not_renewed(
        from_at=stored.from_at,
        until_at=stored.until_at,
        withdrawn_at=stored.withdrawn_at,
        renewed=Consent.objects.filter(renews=stored).exists(),
        groups=stored.of_groups,
        wanted=wanted,
        at=at,
    )
    if why:
        raise NotPossible(why)
    young = age(person.date_of_birth, timezone.localdate(at)) < rules.OF_AGE
    judged = young and stored.competent is not None and not permissions.is_theirs(person, by)
    made = give(
        young_person=person,
        organisation=stored.organisation,
        organisation_kind=stored.organisation_kind,
        groups=wanted,
        purpose=stored.purpose,
        from_at=from_at,
        until_at=until_at,
        how=how,
        given_by=GivenBy.YOUNG_PERSON if permissions.is_theirs(person, by) or not young else stored.given_by,
        carer=stored.carer if young else None,
        competence=Competence(bool(stored.competent), stored.competence_why) if judged else None,
        giving=stored.giving,
        renews=stored,
        by=by,
        at=at,
    )
    _end_where_it_goes_on(stored, from_at, by)
    if stored.of_groups - wanted:  # what stood on the rest of it may have no other leave
        signals.withdrawn.send(sender=Consent, consent=stored, at=at, by=by)
    return made


@transaction.atomic
def withdraw(*, consent: Consent, by: Actor, at: datetime, reason: str = "") -> Consent:
    """Take a consent back: what it opened is closed from this moment. The young person may, at any time, and whoever
    may write in their record. Others that were given with it stay. Raises ``NotAllowed``, ``NotPossible``."""
    stored = Consent.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=consent.pk)
    permissions.check_may_decide(stored.young_person, by)
    if stored.withdrawn_at is not None:
        raise NotPossible("This was withdrawn already: nothing is shared under it.")
    if stored.until_at <= at:
        raise NotPossible("This has ended already: nothing is shared under it.")
    stored.withdrawn_at = at
    stored.withdrawn_by_id = by.id
    stored.withdrawn_by_them = permissions.is_theirs(stored.young_person, by)
    stored.withdrawn_why = reason[:300]
    stored.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_by_them", "withdrawn_why"])
    close(under=stored.pk, at=at, by=by)
    _note("sharing.consent.withdrawn", stored, by, why=reason[:300])
    signals.withdrawn.send(sender=Consent, consent=stored, at=at, by=by)
    return stored


def close(*, under: UUID, at: datetime, by: Actor) -> int:
    """End every leave under a consent or a disclosure at a moment, as though its day had come. Called by what withdraws
    or ends it, which has asked whether *by* may."""
    open_ones = Leave.objects.filter(partnership_id=by.partnership, under=under, until_at__gt=at)
    return open_ones.update(until_at=Greatest("from_at", at))


def _end_where_it_goes_on(earlier: Consent, at: datetime, by: Actor) -> None:
    if earlier.until_at > at:
        earlier.until_at = at
        earlier.save(update_fields=["until_at"])
        close(under=earlier.pk, at=at, by=by)


def _open(consent: Consent) -> None:
    Leave.objects.create(
        partnership_id=consent.partnership_id,
        young_person_id=consent.young_person_id,
        organisation_id=consent.organisation_id,
        organisation_kind=consent.organisation_kind,
        groups=consent.groups,
        purpose=consent.purpose,
        from_at=consent.from_at,
        until_at=consent.until_at,
        ground=Leave.Ground.CONSENT,
        under=consent.pk,
    )


def _check_recipient(organisation: Organisation | None, kind: str, *, on: date, by: Actor) -> None:
    if (organisation is None) == (not kind):
        raise NotPossible("Choose one organisation, or one kind of them.")
    if organisation is not None and organisation.partnership_id != by.partnership:
        raise NotAllowed("This organisation does not work with your partnership.")
    if organisation is not None and organisation.closed_on and organisation.closed_on <= on:
        raise NotPossible(f"{organisation.name} does not work with us any more. Choose another.")
    if kind and not Organisation.objects.filter(partnership_id=by.partnership, kind=kind).exists():
        raise NotPossible("No organisation of this kind works with us.")


def _check_what(wanted: frozenset[Group], purpose: str) -> None:
    if wanted & NEVER:
        raise NotPossible("What came from the Department for Work and Pensions cannot be passed on.")
    if purpose not in standing.purposes():
        raise NotPossible("Say what it is shared for.")


def _check_when(from_at: datetime, until_at: datetime, *, at: datetime, by: Actor) -> None:
    if until_at <= from_at or until_at <= at:
        raise NotPossible("It must end after it begins, and not in the past.")
    months = standing.rules_of(by=by).longest_months
    latest = rules.ends_by(timezone.localdate(from_at), months)
    if timezone.localdate(until_at) > latest:
        lasts = words.count(months, "month")
        raise NotPossible(f"A consent lasts {lasts} at most: until {words.day(latest)}.")


def _judged(
    young_person: YoungPerson, competence: Competence | None, years: int, by: Actor
) -> Competence | None:
    """The judgement this consent stands on. On their own pages nobody judges them: the latest judgement holds."""
    if competence is not None and permissions.is_theirs(young_person, by):
        raise NotAllowed("Whether you can decide this yourself is for your adviser to say.")
    if competence is not None or years >= rules.OF_AGE or not permissions.is_theirs(young_person, by):
        return competence
    latest = standing.latest_judgement(of=young_person)
    return None if latest is None else Competence(bool(latest.competent), latest.competence_why)


def _judge(young_person: YoungPerson, competence: Competence | None, by: Actor) -> UUID | None:
    if competence is None:
        return None
    if not permissions.is_theirs(young_person, by):
        return by.id
    latest = standing.latest_judgement(of=young_person)
    return latest.competence_judged_by_id if latest else None


def _note(event: str, consent: Consent, by: Actor, why: str = "") -> None:
    details: dict[str, Any] = {
        "organisation": consent.organisation_id,
        "kind": consent.organisation_kind,
        "groups": consent.groups,
        "until": consent.until_at.isoformat(),
    }
    audit.record(
        event=event,
        by=by,
        young_person_id=consent.young_person_id,
        about=f"consent:{consent.pk}",
        why=why,
        details=details,
    )
