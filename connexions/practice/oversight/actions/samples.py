"""Drawing samples, and what becomes of a piece of work before and after it is judged."""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import editions
from connexions.practice.oversight.actions._noting import locked, note
from connexions.practice.oversight.models import Edition, Item, Sample
from connexions.practice.oversight.queries import frames
from connexions.practice.oversight.queries.frames import Asked, Piece
from connexions.practice.oversight.rules import sampling, states


@transaction.atomic
def draw(*, asked: Asked, wanted: int, seed: int, at: datetime, on: date, by: Actor, why: str = "") -> Sample:
    """Draw so many pieces of work by chance, in proportion to the strata; what was left out and why is kept.

    Raises ``NotPossible`` for an empty frame, more than there are, or a period that ends before it begins.
    """
    hand = permissions.check_may_draw(by, team=asked.team)
    if asked.until_on < asked.from_on:
        raise NotPossible("The period ends before it begins: turn the two days round.")
    there = frames.frame(asked=asked, on=on, by=by)
    sampling.check(wanted=wanted, frame=there.everybody)
    shares = sampling.quotas(there.strata, wanted=wanted)
    pieces = frames.drawn(asked=asked, shares=shares, seed=seed, on=on, by=by)
    sample = Sample(
        partnership_id=by.partnership, of=asked.of, team_id=asked.team, adviser_id=asked.adviser,
        from_on=asked.from_on, until_on=asked.until_on, strata=asked.strata, wanted=wanted, seed=seed,
        frame=there.everybody, why=why, drawn_by_id=hand, drawn_at=at,
        shares=[{"stratum": k, "frame": n, "drawn": shares[k]} for k, n in there.strata.items()],
        left_out=[{"reason": k, "number": n} for k, n in there.left_out.items()],
    )  # fmt: skip
    sample.save(force_insert=True)
    kinds = {kind: editions.in_use(kind=kind, at=at, by=by) for kind in {one.kind for one in pieces}}
    Item.objects.bulk_create(_item(sample, place, one, kinds) for place, one in enumerate(pieces, start=1))
    note("oversight.sample.drawn", sample, by, why=why, seed=str(seed), wanted=wanted, frame=there.everybody)
    return sample


def _item(sample: Sample, place: int, piece: Piece, kinds: dict[str, Edition]) -> Item:
    return Item(
        partnership_id=sample.partnership_id,
        young_person_id=piece.young_person_id,
        sample=sample,
        place=place,
        assessment_id=piece.id if piece.kind == "assessment" else None,
        plan_id=piece.id if piece.kind == "plan" else None,
        edition=kinds[piece.kind],
        work_edition=piece.edition,
        stratum=piece.stratum,
        adviser_id=piece.adviser_id,
        team_id=piece.team_id,
    )


@transaction.atomic
def set_aside(*, item: Item, reason: str, by: Actor) -> Item:
    """Take a piece of work out of the sample, saying why; it stays to be seen there."""
    permissions.check_may_judge(item, by)
    stored = locked(item)
    stored.state = states.ITEM.after(stored.state, "set_aside")
    stored.reason = reason
    _save(stored, "state", "reason")
    note("oversight.item.set_aside", stored, by, young_person_id=stored.young_person_id, why=reason)
    return stored


@transaction.atomic
def take_back(*, item: Item, by: Actor) -> Item:
    """Judge a piece of work after all."""
    permissions.check_may_judge(item, by)
    stored = locked(item)
    stored.state, stored.reason = states.ITEM.after(stored.state, "take_back"), ""
    stored.judgements.all().delete()
    _save(stored, "state", "reason")
    note("oversight.item.taken_back", stored, by, young_person_id=stored.young_person_id)
    return stored


def _save(item: Item, *fields: str) -> None:
    item.version += 1
    item.save(update_fields=[*fields, "version"])
