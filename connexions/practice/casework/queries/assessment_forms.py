"""Editions of the assessment's form: what ships, and a partnership's own."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.models import Assessment, AssessmentForm, Factor
from connexions.practice.casework.rules import FORM, Measure

NOT_EXPLORED = "Not explored"


@dataclass(frozen=True)
class Form:
    """An edition, whole: its factors in order and its scale from weakest to strongest."""

    id: int
    edition: int
    name: str
    need_at_most: int
    strength_at_least: int
    scale: tuple[dict[str, Any], ...]
    factors: tuple[Factor, ...]
    title: str  # with whose edition it is

    def factor(self, number: int) -> Factor | None:
        return next((one for one in self.factors if one.number == number), None)

    def at(self, place: int) -> Factor | None:
        """The factor that stands there, counted from 1."""
        return self.factors[place - 1] if 1 <= place <= len(self.factors) else None

    def after(self, factor: Factor) -> Factor | None:
        """The one that follows."""
        return self.at(self.factors.index(factor) + 2)

    def before(self, factor: Factor) -> Factor | None:
        """The one that goes before."""
        return self.at(self.factors.index(factor))

    def level(self, number: int | None, words: str = "label") -> str:
        """The level's name (or its other *words*: short, meaning, plain); "Not explored" for none."""
        found = next((str(one.get(words, "")) for one in self.scale if one["level"] == number), None)
        return NOT_EXPLORED if found is None else found

    def plain(self, number: int | None) -> str:
        """The level in plain words, where there are any."""
        return self.level(number, "plain") or self.level(number)

    @property
    def groups(self) -> list[tuple[str, list[Factor]]]:
        """The factors by group, in order."""
        return [(name, list(each)) for name, each in groupby(self.factors, key=lambda one: one.group)]

    @property
    def measure(self) -> Measure:
        """What it measures with."""
        numbers = frozenset(one.number for one in self.factors)
        return Measure(numbers, len(self.scale), self.need_at_most, self.strength_at_least)


def whole(found: AssessmentForm) -> Form:
    """A form with its factors, read now: one that is still being made changes."""
    return Form(
        found.pk,
        found.edition,
        found.name,
        found.need_at_most,
        found.strength_at_least,
        tuple(found.levels),
        tuple(found.factors.all()),
        str(found),
    )


@cache
def form(number: int) -> Form:
    """A published form by its number. Those never change, so one that was read is kept."""
    return whole(AssessmentForm.objects.exclude(published_at=None).get(pk=number))


def in_use(*, by: Actor) -> Form:
    """What a new assessment is made with: the newest of the partnership's own, else the newest that ships."""
    found = _readable(by).exclude(published_at=None)
    number = found.order_by(F("partnership").asc(nulls_last=True), "-edition").values_list("pk", flat=True)[
        :1
    ]
    return form(number[0])


def _readable(by: Actor) -> Any:
    return AssessmentForm.objects.filter(Q(partnership=None) | Q(partnership=by.partnership))


def editions(*, by: Actor) -> list[AssessmentForm]:
    """Every edition that this partnership may read, the newest first, the shipped ones last; with how many
    assessments were made with each (``made``)."""
    permissions.check_may_set_up(by)
    found = list(_readable(by).order_by(F("partnership").asc(nulls_last=True), "-edition"))
    made = dict(
        Assessment.objects.filter(partnership=by.partnership, form__in=found)
        .values_list("form")
        .annotate(Count("id"))
        .order_by()
    )
    for one in found:
        one.made = made.get(one.pk, 0)
    return found


def find(number: int, *, by: Actor) -> AssessmentForm:
    """An edition that this partnership may read. Raises ``Missing``."""
    permissions.check_may_set_up(by)
    found = _readable(by).filter(pk=number).prefetch_related("factors").first()
    if found is None:
        raise Missing("There is no such edition of the form, or it is another partnership's.")
    assert isinstance(found, AssessmentForm)
    return found


def find_draft(number: int, *, by: Actor) -> AssessmentForm:
    """The same, for changing it. Raises ``NotPossible`` where it is published."""
    found = find(number, by=by)
    FORM.after("draft" if found.published_at is None else "published", "change")
    if found.partnership_id != by.partnership:
        raise NotPossible("This edition ships with the product: copy it, and change the copy.")
    return found
