"""A place on the waiting list of a service."""

from datetime import date, datetime

from connexions.ground.base.acting import Actor
from connexions.ground.design.words import day
from connexions.practice.referrals.models import Place, Referral


def put_in_place(
    referral: Referral, *, position: int | None, expected_on: date | None, at: datetime, by: Actor
) -> Place:
    """The place they have now; one that they had before is moved, and its history kept."""
    place = Place.objects.select_for_update().filter(referral=referral, left_at=None).first()
    if place is None:
        place = Place(
            partnership_id=referral.partnership_id,
            young_person_id=referral.young_person_id,
            referral=referral,
            position=position,
            expected_on=expected_on,
            put_at=at,
        )
        place.save(force_insert=True)
        return place
    place.position, place.expected_on = position, expected_on
    place.version += 1
    place.save(update_fields=["position", "expected_on", "version"])
    return place


def leave_place(referral: Referral, became: Place.Became, *, at: datetime, by: Actor) -> None:
    """Their turn came, they gave up, or the referral ended."""
    Place.objects.filter(referral=referral, left_at=None).update(left_at=at, became=became)


def spoken_place(place: Place) -> str:
    """A place on a waiting list in words: "3 are before you. They expect to start on 3 December 2026."."""
    said = []
    if place.position is not None:
        before = place.position - 1
        said.append(
            "You are next." if before == 0 else f"{before} {'is' if before == 1 else 'are'} before you."
        )
    if place.expected_on is not None:
        said.append(f"They expect to start on {day(place.expected_on)}.")
    return " ".join(said)
