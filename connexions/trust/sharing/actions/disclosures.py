"""Telling an organisation something, under a consent or without one, and writing it down."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.partners.models import Organisation
from connexions.registers.people import categories
from connexions.registers.people.categories import ALWAYS, Group, in_order
from connexions.registers.people.models import Leave, YoungPerson
from connexions.registers.people.models.leave import holding
from connexions.trust.sharing import permissions, rules
from connexions.trust.sharing.models import Disclosure, Gateway, SecondLook, TellingReview
from connexions.trust.sharing.queries import standing
from connexions.trust.sharing.queries.covering import permission
from connexions.trust.sharing.rules import Asker

REVIEWED_AFTER = timedelta(days=28)  # where nobody says when, it is looked at again then


@transaction.atomic
def record(
    *,
    young_person: YoungPerson,
    organisation: Organisation,
    groups: Iterable[Group],
    under: UUID | Sequence[UUID],
    what: str,
    by: Actor,
    at: datetime,
) -> Disclosure:
    """Write down that something is told to an organisation, under consents or disclosures that cover all of it now.

    Raises ``NotPossible`` where they do not: then nothing may be told.
    """
    wanted = frozenset(groups) | ALWAYS
    named = [under] if isinstance(under, UUID) else list(under)
    leaves = Leave.objects.filter(
        holding(organisation.pk, at), young_person=young_person, under__in=named
    ).order_by("from_at", "id")
    held = list(leaves)
    covered = rules.coverage(
        wanted,
        [permission(one) for one in held],
        asker=Asker(organisation.pk, organisation.kind),
        purpose="",
        at=at,
    )
    if covered.missing:
        names = ", ".join(group.label.lower() for group in in_order(covered.missing))
        raise NotPossible(f"Nothing agreed covers this for {organisation.name}: {names}.")
    return _write(
        Disclosure(
            young_person=young_person,
            organisation=organisation,
            groups=categories.names(wanted),
            what=what[:300],
            ground=Disclosure.Ground.CONSENT,
            under=list(covered.under),
            at=at,
        ),
        by,
    )


@transaction.atomic
def without_consent(
    *,
    young_person: YoungPerson,
    organisation: Organisation,
    groups: Iterable[Group],
    gateway: Gateway,
    reason: str,
    by: Actor,
    at: datetime,
    what: str = "",
    tell_young_person: bool = True,
    why_not: str = "",
    review_on: date | None = None,
) -> Disclosure:
    """Tell an organisation something without consent, under a law that is in force and for a written reason.

    Where the gateway asks for a second pair of eyes it waits for another manager. The young person sees it, unless
    *why_not* says why that would be unsafe; that is looked at again on *review_on*. Raises ``NotAllowed``,
    ``NotPossible``.
    """
    permissions.check_may_record(young_person, by)
    if organisation.partnership_id != by.partnership:
        raise NotAllowed("This organisation does not work with your partnership.")
    today = timezone.localdate(at)
    wanted = frozenset(groups) | ALWAYS
    why = rules.why_not_without_consent(
        wanted,
        in_force=gateway.in_force(today),
        reason=reason,
        objection_stops=gateway.objection_stops,
        objected=standing.objection(young_person=young_person, on=today) is not None,
    )
    if why:
        raise NotPossible(why)
    if not tell_young_person and not why_not.strip():
        raise NotPossible("Say why it would be unsafe for them to see this.")
    disclosure = Disclosure(
        young_person=young_person,
        organisation=organisation,
        groups=categories.names(wanted),
        what=(what or f"Told without consent: {gateway.label}")[:300],
        ground=Disclosure.Ground.GATEWAY,
        gateway=gateway,
        reason=reason,
        waits=gateway.second_pair_of_eyes,
        told_young_person=tell_young_person,
        why_not_told="" if tell_young_person else why_not[:500],
        review_on=None if tell_young_person else review_on or today + REVIEWED_AFTER,
        seen_until_at=at + timedelta(days=gateway.seen_for_days),
        at=at,
    )
    written = _write(disclosure, by)
    if not written.waits:
        _open(written, at)
    return written


@transaction.atomic
def agree(*, disclosure: Disclosure, by: Actor, at: datetime) -> SecondLook:
    """Agree, as another manager, that something is told without consent: from now on it is. Raises ``NotAllowed``,
    ``NotPossible``."""
    look = _look(disclosure, agreed=True, why="", by=by, at=at)
    _open(disclosure, at)
    return look


@transaction.atomic
def decline(*, disclosure: Disclosure, why: str, by: Actor, at: datetime) -> SecondLook:
    """Say, as another manager, that it is not told, and why. Raises ``NotAllowed``, ``NotPossible``."""
    if not why.strip():
        raise NotPossible("Say why it is not to be told.")
    return _look(disclosure, agreed=False, why=why, by=by, at=at)


@transaction.atomic
def review_telling(
    *,
    disclosure: Disclosure,
    told: bool,
    by: Actor,
    at: datetime,
    why: str = "",
    review_on: date | None = None,
) -> TellingReview:
    """Look again whether the young person can be told of a disclosure: from now on they see it, or not yet and why.

    Raises ``NotAllowed``, ``NotPossible``.
    """
    permissions.check_may_record(disclosure.young_person, by)
    if disclosure.told_young_person or disclosure.telling_reviews.filter(told=True).exists():
        raise NotPossible("They have been told of this already.")
    if not told and not why.strip():
        raise NotPossible("Say why it would still be unsafe for them to see this.")
    today = timezone.localdate(at)
    if not told and review_on is not None and review_on <= today:
        raise NotPossible("Choose a day that is still to come.")
    assert by.id is not None
    review = TellingReview.objects.create(
        partnership_id=by.partnership,
        disclosure=disclosure,
        told=told,
        why="" if told else why[:500],
        review_on=None if told else review_on or today + REVIEWED_AFTER,
        at=at,
        by_id=by.id,
    )
    _note("sharing.disclosure.shown" if told else "sharing.disclosure.kept_back", disclosure, by)
    return review


def _look(disclosure: Disclosure, *, agreed: bool, why: str, by: Actor, at: datetime) -> SecondLook:
    permissions.check_may_agree(disclosure, by)
    if not disclosure.waits:
        raise NotPossible("This law asks for no second pair of eyes: it was told at once.")
    if SecondLook.objects.filter(disclosure=disclosure).exists():
        raise NotPossible("Somebody has answered this already.")
    assert by.id is not None
    look = SecondLook.objects.create(
        partnership_id=by.partnership, disclosure=disclosure, agreed=agreed, why=why[:500], at=at, by_id=by.id
    )
    _note("sharing.disclosure.agreed" if agreed else "sharing.disclosure.declined", disclosure, by)
    return look


def _open(disclosure: Disclosure, at: datetime) -> None:
    """Let the organisation see what it is told, for as long as the gateway says."""
    assert disclosure.gateway is not None
    Leave.objects.create(
        partnership_id=disclosure.partnership_id,
        young_person_id=disclosure.young_person_id,
        organisation_id=disclosure.organisation_id,
        groups=disclosure.groups,
        purpose=disclosure.gateway.key,
        from_at=at,
        until_at=at + timedelta(days=disclosure.gateway.seen_for_days),
        ground=Leave.Ground.GATEWAY,
        under=disclosure.pk,
    )


def _write(disclosure: Disclosure, by: Actor) -> Disclosure:
    disclosure.partnership_id = disclosure.young_person.partnership_id
    disclosure.by_id, disclosure.by_name = by.id, by.name
    disclosure.save(force_insert=True)
    event = "sharing.disclosure.asked" if disclosure.waits else "sharing.disclosure.made"
    _note(event, disclosure, by)
    return disclosure


def _note(event: str, disclosure: Disclosure, by: Actor) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=disclosure.young_person_id,
        about=f"disclosure:{disclosure.pk}",
        details={
            "organisation": disclosure.organisation_id,
            "groups": disclosure.groups,
            "ground": disclosure.ground,
        },
    )
