"""A colleague who stands in."""

from datetime import date

from connexions.ground.base.acting import Actor
from connexions.registers.accounts.actors import actor_for, held_by
from connexions.registers.accounts.models import Cover


def make_cover(*, of: Actor, by: Actor, from_on: date, until_on: date) -> Cover:
    """*by* stands in for *of*."""
    return Cover.objects.create(
        partnership_id=of.partnership,
        adviser_id=of.id,
        covered_by_id=by.id,
        from_on=from_on,
        until_on=until_on,
    )


def as_now(by: Actor) -> Actor:
    """The same member of staff as a request would find them: with those whom they cover today."""
    assert by.id is not None
    held = next(one for one in held_by(by.id) if one.pk == by.membership)
    return actor_for(held, held.user, from_where=by.from_where)
