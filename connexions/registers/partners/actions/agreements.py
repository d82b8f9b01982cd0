"""Agreements: drafted, put to both sides, signed, reviewed, ended."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.registers.partners import terms as saying
from connexions.registers.partners.actions._noting import note
from connexions.registers.partners.models import (
    Agreement,
    AgreementEdition,
    AgreementReview,
    Organisation,
    Signature,
)
from connexions.registers.partners.permissions import Permission, check_for, side_of
from connexions.registers.partners.rules.states import EDITION, IN_HAND, WAS_IN_FORCE
from connexions.registers.partners.rules.terms import LABELS, Terms, check_ready

State = AgreementEdition.State


@transaction.atomic
def draft(*, organisation: Organisation, at: datetime, by: Actor) -> AgreementEdition:
    """Draft an agreement, or the next edition of one: it begins with what the last says, else with the standard.

    Raises ``NotPossible`` where one is in hand already, or the organisation is closed.
    """
    check_for(Permission.AGREEMENT_CHANGE, organisation.pk, by=by)
    if organisation.closed_on is not None:
        raise NotPossible(f"{organisation.name} is closed: there is nobody to agree with.")
    here = {"partnership_id": by.partnership, "organisation": organisation}
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    agreement = Agreement.objects.filter(**here, ended_on=None).first()
    if agreement is None:
        agreement = Agreement(**here, begun_at=at, kept_by=by.id, kept_by_name=by.name)
        agreement.save(force_insert=True)
    editions = list(agreement.editions.all())
    if any(one.state in IN_HAND for one in editions):
        raise NotPossible("An edition is being drafted or signed already: go on with that one.")
    last = next((one for one in editions if one.state in WAS_IN_FORCE), None)
    begins = saying.told(last) if last else saying.standard()
    made = AgreementEdition(
        **here, agreement=agreement, number=editions[0].number + 1 if editions else 1, drafted_by=by.id,
        drafted_by_name=by.name, drafted_at=at, **_plain(begins, fresh=True),
    )  # fmt: skip
    made.save(force_insert=True)
    _keep_lists(made, begins)
    note("partners.agreement.drafted", made, by, organisation=organisation.pk, number=made.number)
    return made


@transaction.atomic
def change(*, edition: AgreementEdition, terms: Terms, version: int, by: Actor) -> AgreementEdition:
    """Say a draft otherwise. Raises ``Conflict`` where somebody else changed it meanwhile."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    stored.state = EDITION.after(stored.state, "change")
    plain = _plain(terms)
    check_version(
        stored=stored, version=version, typed=plain, labels={**LABELS, "why": "Why it differs from the last"}
    )
    for name, value in plain.items():
        setattr(stored, name, value)
    _save(stored, "state", *plain)
    _keep_lists(stored, terms)
    note("partners.agreement.changed", stored, by)
    return stored


@transaction.atomic
def offer(*, edition: AgreementEdition, at: datetime, by: Actor) -> AgreementEdition:
    """Put a draft to both sides to sign. Raises ``NotPossible`` where it does not say enough."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    stored.state = EDITION.after(stored.state, "offer")
    before = [one.from_on for one in (_before(stored), *_still(stored)) if one is not None and one.from_on]
    check_ready(saying.told(stored), after=max(before, default=None))
    stored.offered_at = at
    _save(stored, "state", "offered_at")
    note("partners.agreement.offered", stored, by)
    return stored


@transaction.atomic
def take_back(*, edition: AgreementEdition, by: Actor) -> AgreementEdition:
    """Take an edition back to change it: whoever signed signs anew."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    stored.state = EDITION.after(stored.state, "take_back")
    stored.signatures.all().delete()
    stored.offered_at = None
    _save(stored, "state", "offered_at")
    note("partners.agreement.taken_back", stored, by)
    return stored


@transaction.atomic
def drop(*, edition: AgreementEdition, by: Actor) -> AgreementEdition:
    """Give an edition up that never came to be."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    stored.state = EDITION.after(stored.state, "drop")
    _save(stored, "state")
    note("partners.agreement.dropped", stored, by)
    return stored


@transaction.atomic
def sign(
    *, edition: AgreementEdition, name: str, role: str, version: int, on: date, at: datetime, by: Actor
) -> AgreementEdition:
    """Sign for one's own side, signed in oneself. Raises ``Conflict`` where the edition changed meanwhile."""
    stored = _locked(edition, Permission.AGREEMENT_SIGN, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    made = Signature(
        edition=stored, side=side_of(by), name=name, role=role, signed_on=on, how=Signature.How.ONLINE
    )
    return _signed(stored, made, at, by)


@transaction.atomic
def record_paper(
    *,
    edition: AgreementEdition,
    side: str,
    name: str,
    role: str,
    signed_on: date,
    kept_where: str,
    on: date,
    at: datetime,
    by: Actor,
) -> AgreementEdition:
    """Write down that a side signed on paper, and where the paper lies."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    if signed_on > on:
        raise NotPossible("Nobody has signed on a day to come: choose today or an earlier day.")
    if not kept_where.strip():
        raise NotPossible("Say where the signed paper is kept.")
    made = Signature(
        edition=stored, side=side, name=name, role=role, signed_on=signed_on, kept_where=kept_where,
        how=Signature.How.PAPER,
    )  # fmt: skip
    return _signed(stored, made, at, by)


@transaction.atomic
def review(*, edition: AgreementEdition, words: str, next_on: date, on: date, by: Actor) -> AgreementEdition:
    """The two looked at it again and let it stand until the next review."""
    stored = _locked(edition, Permission.AGREEMENT_CHANGE, by)
    stored.state = EDITION.after(stored.state, "review")
    if not words.strip():
        raise NotPossible("Say what the review found.")
    if next_on <= on:
        raise NotPossible("The next review must be on a day to come.")
    AgreementReview.objects.create(
        partnership_id=stored.partnership_id, edition=stored, reviewed_on=on, words=words, next_on=next_on,
        reviewed_by=by.id, reviewed_by_name=by.name,
    )  # fmt: skip
    stored.review_on, stored.chased_on = next_on, None
    _save(stored, "state", "review_on", "chased_on")
    note("partners.agreement.reviewed", stored, by)
    return stored


@transaction.atomic
def end(*, agreement: Agreement, until_on: date, why: str, on: date, by: Actor) -> Agreement:
    """End an agreement: from that day on nothing is agreed. What is in hand is dropped."""
    check_for(Permission.AGREEMENT_CHANGE, agreement.organisation_id, by=by)
    stored = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if stored.ended_on is not None:
        raise NotPossible("This agreement has ended already.")
    if until_on < on:
        raise NotPossible("It cannot have ended before today: what was done under it stands.")
    if not why.strip():
        raise NotPossible("Say why it ends.")
    for edition in stored.editions.select_for_update(of=("self",)).all():
        _end_edition(edition, until_on)
    stored.ended_on, stored.ended_why = until_on, why
    stored.version += 1
    stored.save(update_fields=["ended_on", "ended_why", "version"])
    note("partners.agreement.ended", stored, by, why=why)
    return stored


def _end_edition(edition: AgreementEdition, until_on: date) -> None:
    if edition.state in IN_HAND:
        edition.state = EDITION.after(edition.state, "drop")
    elif edition.until_on is None or edition.until_on > until_on:
        if not EDITION.may(edition.state, "end"):
            return
        edition.state = EDITION.after(edition.state, "end")
        assert edition.from_on is not None
        edition.until_on = max(until_on, edition.from_on)  # one that never began holds on no day
    else:
        return
    _save(edition, "state", "until_on")


def _signed(stored: AgreementEdition, made: Signature, at: datetime, by: Actor) -> AgreementEdition:
    before = list(stored.signatures.all())
    if any(one.side == made.side for one in before):
        whose = "The partnership" if made.side == "ours" else stored.organisation.name
        raise NotPossible(f"{whose} has signed this edition already.")
    stored.state = EDITION.after(stored.state, "sign")
    if not made.name.strip() or not made.role.strip():
        raise NotPossible("Give the name and the role of whoever signs.")
    made.partnership_id, made.recorded_by, made.recorded_by_name = stored.partnership_id, by.id, by.name
    made.recorded_at = at
    made.save(force_insert=True)
    if stored.state == State.SIGNED:
        _hold(stored, max(one.signed_on for one in (*before, made)))
    _save(stored, "state", "from_on")
    note("partners.agreement.signed", stored, by, side=made.side, how=made.how)
    return stored


def _hold(stored: AgreementEdition, signed_on: date) -> None:
    """Both have signed: it holds from its day, though never from before the second signature, in place of the last."""
    assert stored.from_on is not None
    stored.from_on = max(stored.from_on, signed_on)
    last = _before(stored)
    if last is not None:
        last.state, last.until_on = EDITION.after(last.state, "replace"), stored.from_on
        _save(last, "state", "until_on")
    for one in _still(stored):
        _give_way(one, stored.from_on)


def _give_way(edition: AgreementEdition, from_on: date) -> None:
    """An agreement that was to end later ends the day before the next begins: no two are gone by on one day."""
    assert edition.from_on is not None
    edition.until_on = max(from_on, edition.from_on)
    _save(edition, "until_on")
    Agreement.objects.filter(pk=edition.agreement_id, ended_on__gt=from_on).update(
        ended_on=from_on, version=F("version") + 1
    )


def _before(edition: AgreementEdition) -> AgreementEdition | None:
    found = AgreementEdition.objects.select_for_update(of=("self",)).filter(agreement_id=edition.agreement_id)
    return found.filter(state=State.SIGNED).exclude(pk=edition.pk).first()


def _still(edition: AgreementEdition) -> list[AgreementEdition]:
    """What an earlier agreement with the same organisation says for the days from this edition's first."""
    if edition.from_on is None:
        return []
    found = AgreementEdition.objects.select_for_update(of=("self",)).filter(
        partnership_id=edition.partnership_id, organisation_id=edition.organisation_id, state__in=WAS_IN_FORCE
    )
    others = found.exclude(agreement_id=edition.agreement_id)
    return list(others.filter(until_on__gt=edition.from_on).filter(until_on__gt=F("from_on")))


def _plain(terms: Terms, *, fresh: bool = False) -> dict[str, object]:
    """The fields of an edition that are no lists. A fresh draft has no days yet, nor a reason to differ."""
    plain = {name: getattr(terms, name) for name in saying.PLAIN}
    return {**plain, "from_on": None, "review_on": None, "why": ""} if fresh else plain


def _keep_lists(edition: AgreementEdition, terms: Terms) -> None:
    for model, made in saying.rows(edition, terms):
        model.objects.filter(edition=edition).delete()
        model.objects.bulk_create(made)


def _locked(edition: AgreementEdition, permission: Permission, by: Actor) -> AgreementEdition:
    check_for(permission, edition.organisation_id, by=by)
    found = AgreementEdition.objects.select_for_update(of=("self",)).select_related("organisation")
    return found.get(pk=edition.pk)


def _save(edition: AgreementEdition, *fields: str) -> None:
    edition.version += 1
    edition.save(update_fields=[*fields, "version"])
