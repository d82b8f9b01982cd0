"""Moves between authorities: proposed by what was noticed, decided by a person, told to the other place."""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from connexions.engines.ccis import Header, Record, specification, write
from connexions.engines.currency import academic_year
from connexions.ground.audit.actions import record as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.feeds.actions import deliveries
from connexions.practice.returns import sealing
from connexions.practice.returns.actions import numbers
from connexions.practice.returns.models import Departure, Move, Package
from connexions.practice.returns.permissions import SYSTEM_TOO, check_may_move, check_may_tell
from connexions.practice.returns.rules.cohort import EMIGRATED, TRANSFERRED
from connexions.practice.returns.rules.months import first_day
from connexions.registers.partners.models import LocalAuthority
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

PROPOSED_BY_RULE = "The record’s lead authority is another partnership’s now"

# Whoever was told of last time and whose lead authority is nobody's here: unless it was asked before.
ELSEWHERE = """
SELECT DISTINCT ON (y.id) y.id, t.authority, y.lead_authority
FROM people_youngperson y
JOIN returns_told t ON t.young_person_id = y.id AND t.status IN ('P', 'G')
JOIN returns_return r ON r.id = t.of_id AND r.frozen_at IS NOT NULL
WHERE y.partnership_id = %(partnership)s AND y.lead_authority <> ALL (%(own)s) AND y.lead_authority <> ''
    AND NOT EXISTS (SELECT 1 FROM returns_departure d WHERE d.young_person_id = y.id AND d.back_on IS NULL)
    AND NOT EXISTS (SELECT 1 FROM returns_move m WHERE m.young_person_id = y.id
        AND (m.state = 'proposed' OR m.to_authority = y.lead_authority AND m.state = 'declined'))
ORDER BY y.id, r.period_end DESC, r.version DESC
"""


@transaction.atomic
def propose_by_lead_authority(*, on: date, by: Actor) -> int:
    """Propose the move of everybody whose lead authority was changed to one that is not ours; how many."""
    check_may_tell(by)
    own = list(LocalAuthority.objects.filter(partnership=by.partnership).values_list("code", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(ELSEWHERE, {"partnership": by.partnership, "own": own})
        rows = cursor.fetchall()
    for whom, was, now in rows:
        _propose(whom, was, now, PROPOSED_BY_RULE, on, by)
    return len(rows)


@transaction.atomic
def propose(*, young_person_id: UUID, to_authority: str, because: str, on: date, by: Actor) -> Move | None:
    """Put a move on the list to decide; none where one stands there already or they have left."""
    if by.role not in SYSTEM_TOO:
        check_may_move(by)
    whom = YoungPerson.objects.filter(pk=young_person_id).first()
    if whom is None or _has_left(whom) or Move.objects.filter(young_person=whom, state="proposed").exists():
        return None
    return _propose(whom.pk, whom.lead_authority, to_authority, because, on, by)


@transaction.atomic
def confirm(*, move_id: UUID, to_authority: str, moved_on: date, on: date, at: datetime, by: Actor) -> Move:
    """They have moved: they are told of as transferred, once. Raises ``NotPossible``."""
    check_may_move(by)
    move = _open_move(move_id)
    move.state, move.to_authority = Move.State.CONFIRMED, to_authority
    leave(
        young_person_id=move.young_person_id,
        reason=TRANSFERRED,
        left_on=moved_on,
        from_authority=move.from_authority,
        to_authority=to_authority,
        words=move.because,
        on=on,
        at=at,
        by=by,
    )
    YoungPerson.objects.filter(pk=move.young_person_id).update(lead_authority=to_authority)
    move.moved_on, move.decided_on, move.decided_by_name = moved_on, on, by.name
    move.save()
    audit(
        event="returns.move.confirmed", by=by, young_person_id=move.young_person_id, about=f"move:{move.pk}"
    )
    return move


@transaction.atomic
def decline(*, move_id: UUID, on: date, by: Actor) -> Move:
    """They have not moved: their lead authority is again the one that it was."""
    check_may_move(by)
    move = _open_move(move_id)
    if move.from_authority:
        YoungPerson.objects.filter(pk=move.young_person_id).update(lead_authority=move.from_authority)
    move.state, move.decided_on, move.decided_by_name = Move.State.DECLINED, on, by.name
    move.save()
    audit(event="returns.move.declined", by=by, young_person_id=move.young_person_id, about=f"move:{move.pk}")
    return move


@transaction.atomic
def leave(
    *,
    young_person_id: UUID,
    reason: str,
    left_on: date,
    from_authority: str,
    to_authority: str = "",
    words: str = "",
    on: date,
    at: datetime,
    by: Actor,
) -> Departure:
    """A young person leaves those of whom the department is told. Raises ``NotPossible``."""
    check_may_move(by)
    whom, seen = sight.find(young_person_id, by=by, part=Part.STATUS)
    seen.check_write(Part.STATUS)
    _check(whom, reason, left_on, from_authority, to_authority, on)
    made = Departure.objects.create(
        partnership_id=by.partnership,
        young_person=whom,
        reason=reason,
        left_on=left_on,
        from_authority=from_authority,
        to_authority=to_authority,
        words=words[:300],
        recorded_by_id=by.id,
        recorded_at=at,
    )
    YoungPerson.objects.filter(pk=whom.pk).update(cohort_status=reason)
    details = {"reason": reason, "left_on": left_on.isoformat(), "to": to_authority}
    audit(
        event="returns.departure.recorded",
        by=by,
        young_person_id=whom.pk,
        about=f"departure:{made.pk}",
        details=details,
    )
    return made


@transaction.atomic
def come_back(*, young_person_id: UUID, lead_authority: str, on: date, by: Actor) -> Departure:
    """They are back, or had never left."""
    check_may_move(by)
    whom, seen = sight.find(young_person_id, by=by, part=Part.STATUS)
    seen.check_write(Part.STATUS)
    found = Departure.objects.select_for_update(of=("self",)).filter(young_person=whom, back_on=None).first()
    if found is None:
        raise NotPossible(f"{whom.known_as} has not left.")
    if not LocalAuthority.objects.filter(partnership=by.partnership, code=lead_authority).exists():
        raise NotPossible("Choose which of your authorities they are with now.")
    found.back_on = max(on, found.left_on)
    found.save(update_fields=["back_on"])
    YoungPerson.objects.filter(pk=whom.pk).update(cohort_status="P", lead_authority=lead_authority)
    audit(event="returns.departure.ended", by=by, young_person_id=whom.pk, about=f"departure:{found.pk}")
    return found


@transaction.atomic
def note_packed(*, move_id: UUID, at: datetime, by: Actor) -> None:
    """The package was made: what left, and by whom, stands in the audit."""
    check_may_move(by)
    move = Move.objects.select_for_update().filter(pk=move_id, state=Move.State.CONFIRMED).first()
    if move is None:
        raise Missing("There is no such move to tell the other authority of.")
    numbers.allot(by=by)  # the other side is told by which number they were known here
    move.packed_at = at
    move.save(update_fields=["packed_at"])
    details = {"to": move.to_authority}
    audit(
        event="returns.package.made",
        by=by,
        young_person_id=move.young_person_id,
        about=f"move:{move.pk}",
        details=details,
    )


@transaction.atomic
def receive(*, data: bytes, at: datetime, by: Actor) -> Package:
    """Take a package in hand: its seal is looked at, and nothing is done with it yet. Raises ``NotPossible``."""
    check_may_move(by)
    told = sealing.unpack(data)
    if not LocalAuthority.objects.filter(partnership=by.partnership, code=told.to_authority).exists():
        raise NotPossible(
            f"This young person is handed to authority {told.to_authority}, which is not one of yours."
        )
    try:
        with transaction.atomic():
            made = Package.objects.create(
                partnership_id=by.partnership,
                digest=told.digest,
                key=told.key,
                from_authority=told.from_authority,
                to_authority=told.to_authority,
                moved_on=told.moved_on,
                former_number=told.number,
                fields=told.fields,
                arrived_at=at,
                arrived_by_name=by.name,
            )
    except IntegrityError as error:
        raise NotPossible("This package has arrived before: look at it below.") from error
    audit(
        event="returns.package.received",
        by=by,
        about=f"package:{made.pk}",
        details={"from": told.from_authority},
    )
    return made


@transaction.atomic
def take(*, package_id: UUID, on: date, at: datetime, by: Actor) -> Package:
    """Take the young person in: new here, or as whom they were known here before; with a number of ours, and the
    former one kept. Raises ``NotPossible``."""
    check_may_move(by)
    found = _waiting(package_id)
    number = numbers.next_number(by=by)
    record = _record(found, number, on)
    stream, year = io.BytesIO(), academic_year(on)
    header = Header((number[:3],), (found.to_authority,), on, on, "Another authority’s package", "1.0", "1.0")
    write(stream, header, [record])
    stream.seek(0)
    name = f"package-{found.from_authority}.xml"
    result = deliveries.import_extract(stream=stream, filename=name, at=at, by=by, show=3)
    if result.counts["refused"]:
        why = " ".join(str(one["message"]) for one in result.problems)
        raise NotPossible(f"The package cannot be taken in: {why} ({specification(year).year})")
    found.taken_as = numbers.holder(number=number, by=by)
    found.state, found.decided_on, found.decided_by_name = Package.State.TAKEN, on, by.name
    found.save()
    audit(event="returns.package.taken", by=by, young_person_id=found.taken_as, about=f"package:{found.pk}")
    return found


@transaction.atomic
def refuse(*, package_id: UUID, on: date, by: Actor) -> Package:
    """Do not take the young person in."""
    check_may_move(by)
    found = _waiting(package_id)
    found.state, found.decided_on, found.decided_by_name = Package.State.DECLINED, on, by.name
    found.save()
    audit(event="returns.package.declined", by=by, about=f"package:{found.pk}")
    return found


@transaction.atomic
def note_told(*, package_id: UUID, on: date, by: Actor) -> Package:
    """The old place has been told what became of the young person whom it handed over."""
    check_may_move(by)
    found = (
        Package.objects.select_for_update().filter(pk=package_id).exclude(state=Package.State.ARRIVED).first()
    )
    if found is None:
        raise Missing("There is no such package at your partnership.")
    found.told_on = on
    found.save(update_fields=["told_on"])
    audit(
        event="returns.package.answered", by=by, young_person_id=found.taken_as, about=f"package:{found.pk}"
    )
    return found


def _propose(whom: UUID, was: str, now: str, because: str, on: date, by: Actor) -> Move:
    made = Move.objects.create(
        partnership_id=by.partnership,
        young_person_id=whom,
        from_authority=was,
        to_authority=now,
        because=because[:300],
        proposed_on=on,
        proposed_by_name=by.name,
    )
    audit(
        event="returns.move.proposed",
        by=by,
        young_person_id=whom,
        about=f"move:{made.pk}",
        details={"to": now},
    )
    return made


def _open_move(move_id: UUID) -> Move:
    move = Move.objects.select_for_update(of=("self",)).filter(pk=move_id).first()
    if move is None:
        raise Missing("There is no such move at your partnership.")
    if move.state != Move.State.PROPOSED:
        raise NotPossible("This has been decided already.")
    return move


def _waiting(package_id: UUID) -> Package:
    found = Package.objects.select_for_update().filter(pk=package_id).first()
    if found is None:
        raise Missing("There is no such package at your partnership.")
    if found.state != Package.State.ARRIVED:
        raise NotPossible("This has been decided already.")
    return found


def _has_left(whom: YoungPerson) -> bool:
    return Departure.objects.filter(young_person=whom, back_on=None).exists()


def _check(
    whom: YoungPerson, reason: str, left_on: date, from_authority: str, to_authority: str, on: date
) -> None:
    if _has_left(whom):
        raise NotPossible(f"{whom.known_as} has left already: say first that they are back.")
    if left_on > on:
        raise NotPossible("This is after today: record it when it has happened.")
    if left_on < whom.date_of_birth:
        raise NotPossible("This is before they were born: look at the year again.")
    spec = specification(academic_year(first_day(left_on)))
    if reason == TRANSFERRED and (to_authority not in spec.authorities or to_authority == from_authority):
        raise NotPossible("Choose the other English authority to which they moved.")
    if reason == EMIGRATED and to_authority not in set(spec.pseudo_authorities) - {"004"}:
        raise NotPossible("Choose where outside England they moved to.")
    if reason not in (TRANSFERRED, EMIGRATED) and to_authority:
        raise NotPossible("Only somebody who moved went somewhere.")


def _record(package: Package, number: str, on: date) -> Record:
    """The record as it comes in here: theirs, with our number, the former one, and our authority."""
    values = {name: value for name, value in package.fields.items() if name != "CharacteristicCode"}
    values |= {
        "YoungPersonsID": number,
        "PreviousYPIDIdentifier": package.former_number,
        "CohortStatus": "P",
        "LeadLEA": package.to_authority,
    }
    values.pop("TransferredToLACode", None)
    return Record(0, 0, values, tuple(str(package.fields.get("CharacteristicCode", "")).split()))
