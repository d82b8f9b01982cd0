"""The returns that were built and sent, and whom each number in them is made of."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.returns.models import Piece, Return, Told
from connexions.practice.returns.permissions import check_may_tell
from connexions.practice.returns.rules.cohort import PRIMARY
from connexions.practice.returns.rules.standing import COUNTED_AGES
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """Which of those told of a return; each empty for all."""

    status: str = ""
    standing: str = ""
    authority: str = ""
    rule: int | None = None

    @property
    def counted(self) -> bool:
        """Whether it asks behind one of the headline figures, which count 16 and 17 year olds."""
        return bool(self.standing)


def returns(*, by: Actor) -> QuerySet[Return]:
    """The partnership's returns, the latest month first and of a month the last version."""
    check_may_tell(by)
    return Return.objects.filter(partnership=by.partnership).order_by(
        "-period_end", "authorities", "-built_at"
    )


def one(return_id: UUID, *, by: Actor) -> Return:
    """One return. Raises ``Missing``."""
    found = returns(by=by).filter(pk=return_id).first()
    if found is None:
        raise Missing("There is no such return at your partnership.")
    return found


def before(this: Return, *, by: Actor) -> Return | None:
    """The last frozen return of an earlier month that speaks of the same authorities."""
    found = returns(by=by).filter(
        frozen_at__isnull=False, period_end__lt=this.period_end, authorities=this.authorities
    )
    return found.order_by("-period_end", "-version").first()


def versions(this: Return, *, by: Actor) -> list[Return]:
    """Every version of the same month, the first that was sent first; one that is being made last."""
    found = returns(by=by).filter(period_end=this.period_end, authorities=this.authorities)
    return sorted(found, key=lambda each: (each.version == 0, each.version))


def people(this: Return, *, asked: Asked, by: Actor, page: str | int = 1) -> Page[Told]:
    """Those behind a number, by name, whose status *by* may see."""
    check_may_tell(by)
    seen = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    found = Told.objects.filter(_is(asked), of=this, young_person__in=seen)
    ordered = found.select_related("young_person").order_by(
        "young_person__family_name", "young_person__given_name", "id"
    )
    return Paginator(ordered, A_PAGE).get_page(page)


def _is(asked: Asked) -> Q:
    wanted = Q()
    if asked.status:
        wanted &= Q(status=asked.status)
    if asked.standing:
        wanted &= Q(standing=asked.standing, status=PRIMARY, academic_age__in=COUNTED_AGES)
    if asked.authority:
        wanted &= Q(authority=asked.authority)
    if asked.rule is not None:
        wanted &= Q(rules__contains=[asked.rule])
    return wanted


def content(this: Return, *, by: Actor) -> Iterator[bytes]:
    """The bytes of a return, piece by piece, each read in a transaction of its own: for a download."""
    check_may_tell(by)
    unpacked, number = zlib.decompressobj(), 0
    while True:
        with tenancy.acting(by, read_only=True):
            piece = Piece.objects.filter(of=this.pk, number=number).first()
        if piece is None:
            break
        yield unpacked.decompress(bytes(piece.content))
        number += 1
    yield unpacked.flush()
