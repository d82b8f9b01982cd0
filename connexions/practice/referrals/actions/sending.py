"""Sending a referral: nothing goes without leave for every group of it, and what went is kept as it went."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import _telling, links
from connexions.practice.referrals.actions._leave import check_covered
from connexions.practice.referrals.actions._moving import Said, locked, moved
from connexions.practice.referrals.actions._noting import house
from connexions.practice.referrals.models import Parcel, Referral
from connexions.practice.referrals.models.sent import WHY
from connexions.practice.referrals.queries import contents
from connexions.practice.referrals.queries.times import times
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.links import new_code
from connexions.registers.people.categories import Group, known
from connexions.trust.sharing.actions import disclosures
from connexions.trust.sharing.queries import Coverage, coverage


@transaction.atomic
def send(*, referral: Referral, version: int, at: datetime, on: date, by: Actor, code: str = "") -> Referral:
    """Send a referral to its service: as it stands now, under the leave that there is now.

    What is told is sealed group by group, recorded as a disclosure, and the service is told that there is something to
    read. *code* opens the link of a service without accounts. Raises ``NotPossible``, naming what there is no leave
    for, and ``Conflict`` where it was changed meanwhile.
    """
    stored = locked(referral)
    permissions.check_may_move(stored, by=by)
    check_version(stored=stored, version=version, typed={}, labels={})
    moves.after(stored.state, "send", permissions.side_of(stored, by=by))
    if not stored.why.words.strip():
        raise NotPossible("Say why it is made: the service reads that first.")
    groups = known(stored.groups)
    leave = leave_for(stored, at=at, by=by)
    check_covered(stored, leave)
    if not stored.answer_to and not _telling.workers(stored):
        raise NotPossible(
            f"Nobody at {stored.organisation.name} signs in here, and there is no e-mail address at which it is told: "
            "add one to its service in the directory."
        )
    sending = 1 + _last_sending(stored)
    with house(by) as actor:
        due_on = times(organisation=stored.organisation, on=on, by=actor).answer_by(on)
    sent = moved(stored, "send", at=at, by=by, sent_at=at, due_on=due_on, start_by=None)
    _pack(sent, groups, leave, sending, at=at, on=on, by=by)
    disclosures.record(
        young_person=sent.young_person,
        organisation=sent.organisation,
        groups=groups,
        under=leave.under,
        what=f"Referral {sent.ref} to {sent.service_name}",
        by=by,
        at=at,
    )
    _telling.tell_service(sent, "A referral was made to you.", at=at, by=by, code=code)
    return sent


@transaction.atomic
def send_all(
    *, referrals: Sequence[Referral], version: int, at: datetime, on: date, by: Actor
) -> list[tuple[Referral, str]]:
    """Send referrals that were made at once, all or none. *version* is of the first. Returns each with the code that
    opens its link, to be told by telephone; empty where the service signs in here."""
    sent = []
    for number, referral in enumerate(referrals):
        code = "" if _telling.workers(referral) else new_code()
        based_on = version if number == 0 else referral.version
        sent.append((send(referral=referral, version=based_on, at=at, on=on, by=by, code=code), code))
    return sent


@transaction.atomic
def link_again(*, referral: Referral, at: datetime, by: Actor) -> str:
    """Send the service another link, and return the new code that opens it, to be told by telephone: shown this once.

    Raises ``NotPossible`` where its workers sign in here, or there is nothing to answer.
    """
    stored = locked(referral)
    permissions.check_may_move(stored, by=by)
    if _telling.workers(stored) or not stored.answer_to:
        raise NotPossible("This service signs in here: it needs no link and no code.")
    if stored.state not in moves.WITH_SERVICE:
        raise NotPossible(moves.REFERRAL.refusals[(stored.state, "accept")])
    code = new_code()
    _telling.tell_service(stored, "Here is another link to a referral.", at=at, by=by, code=code)
    return code


@transaction.atomic
def halt(*, referral: Referral, why: str, at: datetime, by: Actor) -> Referral:
    """There is no leave any more: nothing goes on until there is. Both sides are told, in plain words."""
    stored = locked(referral)
    halted = moved(stored, "halt", at=at, by=by, said=Said(words=why, way="house"), due_on=None)
    links.take_back(referral=halted, by=by)
    _telling.tell_service(
        halted,
        "There is no leave any more to share a referral with you. You cannot open it, and need do nothing.",
        at=at,
        by=by,
    )
    _telling.tell_makers(halted, "A referral of yours has stopped: there is no leave to share it.", by=by)
    return halted


def leave_for(referral: Referral, *, at: datetime, by: Actor) -> Coverage:
    """For which of what is to be told there is leave now."""
    return coverage(
        young_person=referral.young_person,
        organisation=referral.organisation,
        groups=known(referral.groups),
        purpose=referral.purpose,
        at=at,
        by=by,
    )


def _last_sending(referral: Referral) -> int:
    sendings = Parcel.objects.filter(referral=referral).order_by("-sending").values_list("sending", flat=True)
    return sendings.first() or 0


def _pack(
    sent: Referral,
    groups: frozenset[Group],
    leave: Coverage,
    sending: int,
    *,
    at: datetime,
    on: date,
    by: Actor,
) -> None:
    """Seal what is told, and why, as it is told now."""
    every: list[tuple[str, list[contents.Line]]] = [(WHY, [("Why", sent.why.words)])]
    lines = contents.told(young_person=sent.young_person, groups=groups, on=on, by=by)
    for group, said in every + [(str(group), said) for group, said in lines]:
        Parcel(
            partnership_id=sent.partnership_id,
            young_person_id=sent.young_person_id,
            referral=sent,
            sending=sending,
            group=group,
            told=json.dumps(said),
            under=leave.under[0],
            sent_at=at,
        ).save(force_insert=True)
