"""A concern on its way: raised, given to the right people, taken on, decided, closed; and all of it kept."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, sight_of
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import _giving
from connexions.trust.safeguarding.actions._noting import chain, locked, note
from connexions.trust.safeguarding.models import Concern, Decision, Kind, Reader, ToDo, ToldOf
from connexions.trust.safeguarding.permissions import Permission
from connexions.trust.safeguarding.queries import concerns, routing
from connexions.trust.safeguarding.rules import CONCERN
from connexions.trust.safeguarding.rules.routing import FALLBACK, Step, choose

JOB = "Safeguarding"
MOST = 200  # escalated in one go; the next minute takes the rest


@transaction.atomic
def raise_concern(
    *,
    words: str,
    kind: str,
    young_person: YoungPerson | None,
    whom: str,
    at: datetime,
    on: date,
    by: Actor,
    about_colleague: UUID | None = None,
) -> Concern:
    """Raise a concern and give it to those whom the partnership's rules mean.

    Without a record, *whom* says about whom it is. What follows is written by the system, whoever raised it: they see
    what they said and that it was taken on. Raises ``NotAllowed``, ``NotPossible``.
    """
    hand = permissions.check(Permission.CONCERN_RAISE, by=by)
    if not words.strip():
        raise NotPossible("Say what worries you: a few words are enough.")
    if young_person is None and not whom.strip():
        raise NotPossible("Say whom it is about: a name, or what you know of them.")
    if young_person is not None:
        sight_of(young_person, by=by).check(Part.HEADLINE)
    own = by.role is Role.YOUNG_PERSON
    with tenancy.acting(system(JOB, partnership=by.partnership)):
        made = _routed(kind, young_person.team_id if young_person else None, at, by)
        made.young_person, made.whom, made.words, made.own_words = young_person, whom, words, own
        made.raised_by_id, made.raised_as, made.raised_at = hand, by.role, at
        made.about_colleague_id = about_colleague
        made.save(force_insert=True)
        _giving.open_up(made, hand, Reader.How.RAISED, at=at)
        chain(made, "raised", at=at, by=by)
        _giving.give(made, level=0, at=at, on=on, by=system(JOB, partnership=by.partnership))
    note("safeguarding.concern.raised", made, by)
    return made


def _routed(kind: str, team: int | None, at: datetime, by: Actor) -> Concern:
    """A concern with the steps of the rule that fits it; without one, all the partnership's managers."""
    settled, team = routing.settled(by=by), team if team is not None else by.team
    night = routing.at_night(at, by=by, rules=settled)
    rule = choose(routing.routings(by=by), kind=kind, team=team, night=night)
    steps = rule.steps if rule else (Step(FALLBACK, settled.minutes),)
    return Concern(
        partnership_id=by.partnership, kind=Kind(kind), team_id=team, at_night=night, minutes=settled.minutes,
        steps=[{"to": one.to, "minutes": one.minutes} for one in steps], take_on_by_at=at,
    )  # fmt: skip


@transaction.atomic
def escalate_due(*, at: datetime, on: date, by: Actor) -> int:
    """Give on every concern that nobody took on in time. Safe to repeat, and under several workers: each is held while
    it is given on, and the next time is set with it."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Concerns go up by the clock alone.")
    found = Concern.objects.select_for_update(of=("self",), skip_locked=True).filter(
        partnership_id=by.partnership, state=Concern.State.WAITING, take_on_by_at__lte=at
    )
    due = list(found.order_by("take_on_by_at", "id")[:MOST])
    for one in due:
        one.state = CONCERN.after(one.state, "escalate")
        chain(one, "not_taken_on", at=at, by=by)
        _giving.give(one, level=one.level + 1, at=at, on=on, by=by)
    return len(due)


@transaction.atomic
def take_on(*, concern: Concern, at: datetime, on: date, by: Actor) -> Concern:
    """Take a concern on: from now on it is *by*'s to see to. Raises ``Missing``, ``NotPossible``."""
    stored, hand = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "take_on")
    stored.held_by_id, stored.taken_on_at = hand, at
    _save(stored, "state", "held_by", "taken_on_at")
    chain(stored, "taken_on", at=at, by=by)
    note("safeguarding.concern.taken_on", stored, by)
    return stored


@transaction.atomic
def hand_on(*, concern: Concern, to: UUID, why: str, at: datetime, on: date, by: Actor) -> Concern:
    """Let another see to it from now on, or open it to one more. Raises ``NotPossible``."""
    stored, _ = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "hand_on")
    whom = _colleague(to, stored, by, on)
    stored.held_by_id = to
    _save(stored, "state", "held_by")
    _giving.open_up(stored, to, Reader.How.NAMED, at=at)
    chain(stored, "handed_on", at=at, by=by, words=f"{whom}. {why}".strip())
    note("safeguarding.concern.handed_on", stored, by)
    return stored


@transaction.atomic
def name(*, concern: Concern, user: UUID, why: str, at: datetime, on: date, by: Actor) -> Concern:
    """Open a concern to one more, an inspector too, with the reason. Raises ``NotPossible``."""
    stored, _ = _mine(concern, by, on)
    if not why.strip():
        raise NotPossible("Say why it is opened to them.")
    whom = _colleague(user, stored, by, on, inspectors=True)
    _giving.open_up(stored, user, Reader.How.NAMED, at=at)
    chain(stored, "named", at=at, by=by, words=f"{whom}. {why}")
    note("safeguarding.concern.named", stored, by)
    return stored


@transaction.atomic
def decide(*, concern: Concern, what: str, reasons: str, at: datetime, on: date, by: Actor) -> Decision:
    """Write down a decision with its reasons. Raises ``NotPossible``."""
    stored, hand = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "decide")
    if not reasons.strip():
        raise NotPossible("Say why: a decision without its reasons helps nobody who reads it later.")
    made = Decision(
        partnership_id=stored.partnership_id, concern=stored, what=Decision.What(what), reasons=reasons, by_id=hand,
        at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    _save(stored, "state")
    chain(stored, "decided", at=at, by=by, words=made.get_what_display())
    note("safeguarding.concern.decided", stored, by)
    return made


@transaction.atomic
def write_told(
    *,
    concern: Concern,
    who: str,
    organisation: str,
    how: str,
    what: str,
    told_at: datetime,
    at: datetime,
    on: date,
    by: Actor,
    to_raiser: bool = False,
) -> ToldOf:
    """Write down who was told, or say something to whoever raised it, which they see. Raises ``NotPossible``."""
    stored, hand = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "write_told")
    if not what.strip() or not (to_raiser or who.strip()):
        raise NotPossible("Say who was told, and what.")
    if told_at > at:
        raise NotPossible("Nobody has been told yet: choose a time that has passed.")
    made = ToldOf(
        partnership_id=stored.partnership_id, concern=stored, who=who, organisation=organisation, what=what,
        how=ToldOf.How(how), to_raiser=to_raiser, at=told_at, by_id=hand,
    )  # fmt: skip
    made.save(force_insert=True)
    _save(stored, "state")
    whom = "whoever raised it" if to_raiser else ", ".join(filter(None, (who, organisation)))
    chain(stored, "told_others", at=at, by=by, words=whom)
    note("safeguarding.concern.told", stored, by)
    return made


@transaction.atomic
def plan(
    *, concern: Concern, words: str, owner: UUID, due_on: date, at: datetime, on: date, by: Actor
) -> ToDo:
    """Settle what is to be done, by whom, by when. It opens the concern to them. Raises ``NotPossible``."""
    stored, _ = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "plan")
    if not words.strip():
        raise NotPossible("Say what is to be done.")
    if due_on < on:
        raise NotPossible("Choose today or a later day.")
    whom = _colleague(owner, stored, by, on)
    made = ToDo(
        partnership_id=stored.partnership_id, concern=stored, words=words, owner_id=owner, due_on=due_on
    )
    made.save(force_insert=True)
    _giving.open_up(stored, owner, Reader.How.NAMED, at=at)
    _save(stored, "state")
    chain(stored, "planned", at=at, by=by, words=f"{whom}: {words}")
    note("safeguarding.concern.planned", stored, by)
    return made


@transaction.atomic
def do(*, to_do: ToDo, came_of_it: str, at: datetime, on: date, by: Actor) -> ToDo:
    """Something was done, and this came of it. Raises ``NotPossible``."""
    stored, hand = _mine(to_do.concern, by, on)
    stored.state = CONCERN.after(stored.state, "do")
    row = ToDo.objects.select_for_update(of=("self",)).get(pk=to_do.pk)
    if row.done_at is not None:
        raise NotPossible("This is done already.")
    if not came_of_it.strip():
        raise NotPossible("Say what came of it.")
    row.done_at, row.done_by_id, row.came_of_it, row.version = at, hand, came_of_it, row.version + 1
    row.save(update_fields=["done_at", "done_by", "came_of_it", "version"])
    _save(stored, "state")
    chain(stored, "done", at=at, by=by, words=f"{row.words}: {came_of_it}")
    note("safeguarding.concern.done", stored, by)
    return row


@transaction.atomic
def close(*, concern: Concern, review: str, at: datetime, on: date, by: Actor) -> Concern:
    """Close a concern with a review of how it went. Raises ``NotPossible`` while something is still to be done."""
    stored, _ = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "close")
    if ToDo.objects.filter(concern=stored, done_at=None).exists():
        raise NotPossible(
            "Something is still to be done: do it, or say what came of it, before this is closed."
        )
    if not review.strip():
        raise NotPossible("Write the review: is the young person safe, what helped, what was learnt?")
    stored.review, stored.closed_at = review, at
    _save(stored, "state", "review", "closed_at")
    chain(stored, "closed", at=at, by=by, words=review)
    note("safeguarding.concern.closed", stored, by)
    return stored


@transaction.atomic
def reopen(*, concern: Concern, why: str, at: datetime, on: date, by: Actor) -> Concern:
    """Open a closed concern again. Raises ``NotPossible``."""
    stored, hand = _mine(concern, by, on)
    stored.state = CONCERN.after(stored.state, "reopen")
    if not why.strip():
        raise NotPossible("Say why it is opened again.")
    stored.held_by_id, stored.closed_at = hand, None
    _save(stored, "state", "held_by", "closed_at")
    chain(stored, "reopened", at=at, by=by, words=why)
    note("safeguarding.concern.reopened", stored, by)
    return stored


def _mine(concern: Concern, by: Actor, on: date) -> tuple[Concern, UUID]:
    """The concern, held, for somebody to whom it is open whole and who may write in it. Raises ``Missing``."""
    concerns.whole(concern.pk, by=by, on=on)
    if by.role is Role.INSPECTOR or by.id is None:
        raise NotAllowed("You may read this concern, and not write in it.")
    return locked(concern), by.id


def _colleague(user: UUID, concern: Concern, by: Actor, on: date, *, inspectors: bool = False) -> str:
    """The name of somebody here who may be given a concern. Raises ``NotPossible``."""
    roles = permissions.READERS if inspectors else permissions.TRUSTED
    held = routing.colleagues(by=by, on=on, roles=roles).filter(user_id=user).first()
    if held is None or user == concern.about_colleague_id:
        raise NotPossible("Choose a colleague who works here and whom it is not about.")
    return held.user.name


def _save(concern: Concern, *fields: str) -> None:
    concern.version += 1
    concern.save(update_fields=[*fields, "version"])
