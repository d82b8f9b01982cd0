"""Disputes: raised, answered, taken a step up, settled."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.partners import letters, subjects
from connexions.registers.partners.actions._noting import note
from connexions.registers.partners.models import (
    AgreementEdition,
    DayOff,
    Dispute,
    DisputeStep,
    DisputeWord,
    Organisation,
)
from connexions.registers.partners.permissions import (
    Permission,
    check_for,
    check_may_settle,
    check_may_withdraw,
    side_of,
)
from connexions.registers.partners.queries import agreements
from connexions.registers.partners.reference import standard_agreement
from connexions.registers.partners.rules import working_days
from connexions.registers.partners.rules.states import DISPUTE, UNSETTLED

What = DisputeWord.What
CHASED_EVERY = 7  # days, while a step stays overdue


@transaction.atomic
def raise_dispute(
    *,
    about_kind: str,
    about_id: UUID | None,
    organisation: Organisation,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    shared: bool = True,
) -> Dispute:
    """Say that the two differ about something. It begins at the first step of what is agreed, or of the standard steps
    where nothing is.

    *title* is read by both sides and names nobody; so are *words* where they are *shared*: else they stay with us.
    Raises ``NotPossible`` without a title or words, or where the organisation is closed.
    """
    check_for(Permission.DISPUTE_ACT, organisation.pk, by=by)
    if not title.strip() or not words.strip():
        raise NotPossible("Say what the dispute is about, and what you think should happen.")
    if organisation.closed_on is not None:
        raise NotPossible(f"{organisation.name} is closed: there is nobody to settle this with.")
    _check_subject(about_kind, about_id, organisation, by)
    on = timezone.localdate(at)
    edition = agreements.in_force(organisation=organisation, on=on, by=by)
    made = Dispute(
        partnership_id=by.partnership, organisation=organisation, edition=edition, about_kind=about_kind,
        about_id=about_id, title=title.strip(), raised_side=side_of(by), raised_by=by.id, raised_by_name=by.name,
        raised_at=at, up_after_days=edition.up_after_days if edition else standard_agreement()["up_after_days"],
    )  # fmt: skip
    made.save(force_insert=True)
    steps = _steps(made, edition)
    _begin(steps[0], on=on)
    DisputeStep.objects.bulk_create(steps)
    _say(made, What.RAISED, words, step=1, shared=shared, at=at, by=by)
    note("partners.dispute.raised", made, by, organisation=organisation.pk, kind=about_kind)
    letters.tell(made, steps[0], letters.RAISED)
    return made


@transaction.atomic
def add(*, dispute: Dispute, words: str, shared: bool, at: datetime, by: Actor) -> Dispute:
    """Say something more."""
    return _speak(dispute, "add", What.ADDED, words, shared=shared, at=at, by=by)


@transaction.atomic
def answer(*, dispute: Dispute, words: str, at: datetime, by: Actor) -> Dispute:
    """Answer the other side. They have as many working days again to say whether that settles it."""
    stored = _locked(dispute, by)
    if side_of(by) == stored.raised_side:
        raise NotPossible("Your side raised this: the other side answers. Say more, or take it a step up.")
    stored = _speak(stored, "answer", What.ANSWERED, words, shared=True, at=at, by=by)
    step = stored.current
    if step is not None:
        begun_on = step.begun_on
        _begin(step, on=timezone.localdate(at))
        step.begun_on, step.chased_on = begun_on, None
        step.save(update_fields=["due_on", "chased_on"])
    return stored


@transaction.atomic
def move_up(*, dispute: Dispute, words: str, at: datetime, by: Actor) -> Dispute:
    """Take a dispute a step up, by hand or, by a job of the system, as time passes.

    Raises ``NotPossible`` at the last step: there is nobody above to ask.
    """
    stored = _locked(dispute, by)
    steps, on = list(stored.steps.all()), timezone.localdate(at)
    step = stored.current
    following = next((one for one in steps if step is not None and one.number == step.number + 1), None)
    DISPUTE.after(stored.state, "move_up")
    if step is None or following is None:
        raise NotPossible("This is the last step: there is nobody above to ask. Settle it here.")
    step.ended_on = on
    step.save(update_fields=["ended_on"])
    _begin(following, on=on)
    following.save(update_fields=["begun_on", "due_on"])
    return _speak(stored, "move_up", What.MOVED_UP, words, shared=True, at=at, by=by, silent=by.id is None)


@transaction.atomic
def settle(*, dispute: Dispute, decided: str, learnt: str, at: datetime, by: Actor) -> Dispute:
    """Say that a dispute is over, what was decided, and what was learnt where something was."""
    stored = _locked(dispute, by)
    check_may_settle(stored, last_step=stored.at_last_step, by=by)
    stored.decided, stored.learnt, stored.settled_at = decided.strip(), learnt.strip(), at
    _end_step(stored, at)
    return _speak(stored, "settle", What.SETTLED, decided, shared=True, at=at, by=by)


@transaction.atomic
def withdraw(*, dispute: Dispute, words: str, at: datetime, by: Actor) -> Dispute:
    """Take back what one's own side raised."""
    stored = _locked(dispute, by)
    check_may_withdraw(stored, by=by)
    _end_step(stored, at)
    return _speak(stored, "withdraw", What.WITHDREW, words, shared=True, at=at, by=by)


@transaction.atomic
def learn(*, dispute: Dispute, learnt: str, at: datetime, by: Actor) -> Dispute:
    """Write down what a settled dispute taught, or say it better."""
    stored = _locked(dispute, by)
    stored.learnt = learnt.strip()
    return _speak(stored, "learn", What.LEARNT, learnt, shared=True, at=at, by=by)


@transaction.atomic
def chase(*, on: date, at: datetime, by: Actor) -> tuple[int, int]:
    """Tell both sides of every step that is overdue; what nobody answers goes a step up by itself once the agreed
    days are over. At the last step they are told again every week. Returns how many were told, and moved up."""
    told = moved = 0
    for step in _overdue(on):
        dispute = step.dispute
        if _goes_up(dispute, step, on):
            move_up(dispute=dispute, words="", at=at, by=by)
            moved += 1
        elif step.chased_on is None or (on - step.chased_on).days >= CHASED_EVERY:
            step.chased_on = on
            step.save(update_fields=["chased_on"])
            letters.tell(dispute, step, letters.OVERDUE)
            note("partners.dispute.chased", dispute, by, step=step.number)
            told += 1
    return told, moved


def _overdue(on: date) -> list[DisputeStep]:
    """Held, so that two workers tell nobody twice."""
    steps = DisputeStep.objects.select_for_update(of=("self",), skip_locked=True)
    found = steps.filter(due_on__lt=on, ended_on=None, dispute__state__in=UNSETTLED)
    return list(found.select_related("dispute__organisation").order_by("due_on", "pk"))


def _goes_up(dispute: Dispute, step: DisputeStep, on: date) -> bool:
    assert step.due_on is not None
    if dispute.state != Dispute.State.OPEN or dispute.at_last_step:
        return False
    return on > _after(step.due_on, dispute.up_after_days)


def _check_subject(kind: str, about_id: UUID | None, organisation: Organisation, by: Actor) -> None:
    """Nobody disputes what they may not know of, nor with an organisation that it does not concern."""
    if about_id is None or not subjects.is_kept(kind):
        return
    found = subjects.find(kind, about_id, by=by)
    if found is None:
        raise Missing("There is nothing here that this dispute could be about, or it is not yours to see.")
    if found.organisation not in (None, organisation.pk):
        raise NotPossible(f"This does not concern {organisation.name}.")


def _begin(step: DisputeStep, *, on: date) -> None:
    """A step begins: it is due after so many working days."""
    step.begun_on, step.due_on = on, _after(on, step.within_days)


def _after(day: date, days: int) -> date:
    off = DayOff.objects.between(day, working_days.furthest(day, days))
    return working_days.after(day, days, off=set(off))


def _end_step(dispute: Dispute, at: datetime) -> None:
    step = dispute.current
    if step is not None:
        step.ended_on = timezone.localdate(at)
        step.save(update_fields=["ended_on"])


def _speak(
    dispute: Dispute, move: str, what: str, words: str, *, shared: bool, at: datetime, by: Actor,
    silent: bool = False,
) -> Dispute:  # fmt: skip
    """Make a move with the words that go with it, and tell whoever the step is with. *silent*: as time passed."""
    stored = _locked(dispute, by)
    at_step = max((one.number for one in stored.steps.all() if one.begun_on is not None), default=1)
    stored.state = DISPUTE.after(stored.state, move)
    for name in ("decided", "learnt", "settled_at"):
        setattr(stored, name, getattr(dispute, name))
    if not silent and not words.strip():
        raise NotPossible("Say it in words: the other side and whoever comes after must understand it.")
    stored.version += 1
    stored.save(update_fields=["state", "decided", "learnt", "settled_at", "version"])
    _say(stored, what, words, step=at_step, shared=shared, at=at, by=by)
    note(f"partners.dispute.{what}", stored, by, step=at_step)
    if shared and move in letters.TOLD:
        letters.tell(stored, stored.current or stored.steps.get(number=at_step), letters.TOLD[move])
    return stored


def _locked(dispute: Dispute, by: Actor) -> Dispute:
    check_for(Permission.DISPUTE_ACT, dispute.organisation_id, by=by)
    found = Dispute.objects.select_for_update(of=("self",)).select_related("organisation")
    return found.get(pk=dispute.pk)


def _say(
    dispute: Dispute, what: str, text: str, *, step: int, shared: bool, at: datetime, by: Actor
) -> DisputeWord:
    """Keep what was said. What the organisation says is always said to us."""
    side = side_of(by)
    made = DisputeWord(
        partnership_id=dispute.partnership_id, dispute=dispute, step=step, what=what, side=side,
        text=text.strip(), shared=shared or side != "ours", said_by=by.id, said_by_name=by.name, said_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _steps(dispute: Dispute, edition: AgreementEdition | None) -> list[DisputeStep]:
    """The steps as they are agreed today, to be kept with the dispute."""
    names = ("within_days", "ours", "ours_email", "theirs", "theirs_email")
    agreed = [{name: getattr(one, name) for name in names} for one in edition.steps.all()] if edition else []
    return [
        DisputeStep(partnership_id=dispute.partnership_id, dispute=dispute, number=number, **one)
        for number, one in enumerate(agreed or standard_agreement()["steps"], start=1)
    ]
