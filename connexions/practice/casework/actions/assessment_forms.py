"""How the partnership assesses: an edition is copied, changed while it is a draft, and published for good."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._assessing import state_of
from connexions.practice.casework.models import AssessmentForm, Factor
from connexions.practice.casework.models.form import OWN_FACTORS_FROM

COPIED = ("name", "scale", "need_at_most", "strength_at_least")
WORDS = ("name", "group", "prompts", "plain_name", "plain_question")


@transaction.atomic
def copy(*, form: AssessmentForm, by: Actor) -> AssessmentForm:
    """Begin a new edition of the partnership's own from one that is published.

    Raises ``NotPossible`` while another is being made.
    """
    permissions.check_may_set_up(by)
    rules.FORM.after(state_of(form), "copy")
    own = AssessmentForm.objects.filter(partnership=by.partnership)
    if own.filter(published_at=None).exists():
        raise NotPossible("A new edition is being made already: go on with that one, or throw it away first.")
    latest = own.aggregate(latest=Max("edition"))["latest"] or 0
    made = AssessmentForm(
        partnership_id=by.partnership,
        edition=latest + 1,
        copied_from=form,
        **{name: getattr(form, name) for name in COPIED},
    )
    made.save(force_insert=True)
    Factor.objects.bulk_create(
        Factor(
            partnership_id=by.partnership,
            form=made,
            number=one.number,
            place=one.place,
            **{name: getattr(one, name) for name in WORDS},
        )
        for one in form.factors.all()
    )
    _note("casework.form.copied", made, by, copied_from=form.pk)
    return made


@transaction.atomic
def change_scale(
    *,
    form: AssessmentForm,
    name: str,
    scale: Sequence[dict[str, Any]],
    need_at_most: int,
    strength_at_least: int,
    version: int,
    by: Actor,
) -> AssessmentForm:
    """Say what the levels are called and mean, which are needs and which are strengths.

    *scale* is from weakest to strongest. Raises ``NotPossible``, ``Conflict``.
    """
    stored = _changing(form, by)
    typed = {
        "name": name,
        "scale": [{**one, "level": level} for level, one in enumerate(scale, start=1)],
        "need_at_most": need_at_most,
        "strength_at_least": strength_at_least,
    }
    if not 2 <= len(scale) <= 9:
        raise NotPossible("A scale has from two to nine levels.")
    if not 1 <= need_at_most < strength_at_least <= len(scale):
        raise NotPossible("Needs are the lowest levels, strengths the highest, and no level is both.")
    check_version(stored=stored, version=version, typed=typed, labels={"name": "Name", "scale": "Scale"})
    for field, value in typed.items():
        setattr(stored, field, value)
    return _changed(stored, by, "scale")


@transaction.atomic
def change_factor(
    *,
    form: AssessmentForm,
    number: int,
    words: dict[str, str],
    version: int,
    by: Actor,
    asks_anew: bool = False,
) -> Factor:
    """Word one factor anew. *asks_anew* where it asks about something else now: it is another factor from then on,
    and is not compared with what was rated before. Raises ``NotPossible``, ``Conflict``."""
    stored = _changing(form, by)
    factor = _factor(stored, number)
    check_version(stored=stored, version=version, typed={}, labels={})
    _check_name(stored, words["name"], but=number)
    if words["group"] != factor.group:
        factor.place = _end_of_group(stored, words["group"], but=number)
    for field in WORDS:
        setattr(factor, field, words[field])
    if asks_anew:
        factor.number = _new_number(by)
    factor.save()
    _put_in_order(stored)
    _changed(stored, by, f"factor {number}")
    return factor


@transaction.atomic
def add_factor(*, form: AssessmentForm, words: dict[str, str], version: int, by: Actor) -> Factor:
    """Add a factor at the end of its group. Raises ``NotPossible``, ``Conflict``."""
    stored = _changing(form, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    _check_name(stored, words["name"])
    made = Factor(
        partnership_id=by.partnership,
        form=stored,
        number=_new_number(by),
        place=_end_of_group(stored, words["group"]),
        **{field: words[field] for field in WORDS},
    )
    made.save(force_insert=True)
    _put_in_order(stored)
    _changed(stored, by, f"factor {made.number}")
    return made


@transaction.atomic
def take_out_factor(*, form: AssessmentForm, number: int, by: Actor) -> AssessmentForm:
    """Leave a factor out of the new edition; what was rated on it before stays where it is."""
    stored = _changing(form, by)
    _factor(stored, number)
    if stored.factors.count() <= 1:
        raise NotPossible("A form needs at least one factor.")
    stored.factors.filter(number=number).delete()
    _put_in_order(stored)
    return _changed(stored, by, f"factor {number} out")


@transaction.atomic
def move_factor(*, form: AssessmentForm, number: int, up: bool, by: Actor) -> AssessmentForm:
    """Let a factor change places with its neighbour in the same group. Raises ``NotPossible`` at an end."""
    stored = _changing(form, by)
    factor = _factor(stored, number)
    there = stored.factors.filter(group=factor.group, place=factor.place + (-1 if up else 1)).first()
    if there is None:
        raise NotPossible(f"{factor.name} is {'first' if up else 'last'} in its group already.")
    factor.place, there.place = there.place, factor.place
    factor.save(update_fields=["place"])
    there.save(update_fields=["place"])
    return _changed(stored, by, "order")


@transaction.atomic
def change_groups(
    *, form: AssessmentForm, names: Sequence[tuple[str, str, int]], version: int, by: Actor
) -> AssessmentForm:
    """Call the groups something else and put them in order: (name until now, name from now, place).

    Raises ``NotPossible`` where two would be called the same, ``Conflict``.
    """
    stored = _changing(form, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    called = [new for _, new, _ in names]
    if len(set(called)) < len(called):
        raise NotPossible("Two groups would have the same name.")
    place = {old: (at, new) for old, new, at in names}
    factors = sorted(stored.factors.all(), key=lambda one: (place[one.group][0], one.place))
    for at, one in enumerate(factors, start=1):
        one.place, one.group = at, place[one.group][1]
    Factor.objects.bulk_update(factors, ["place", "group"])
    return _changed(stored, by, "groups")


@transaction.atomic
def publish(*, form: AssessmentForm, note: str, version: int, at: datetime, by: Actor) -> AssessmentForm:
    """Publish: new assessments are made with it from now on, and nobody can change it.

    Raises ``NotPossible`` without a note of what is new, ``Conflict``.
    """
    stored = _held(form, by)
    rules.FORM.after(state_of(stored), "publish")
    check_version(stored=stored, version=version, typed={}, labels={})
    if not note.strip():
        raise NotPossible("Say in a few words what is new in this edition, and why.")
    stored.note, stored.published_at, stored.published_by = note, at, by.name
    stored.version += 1
    stored.save()
    _note("casework.form.published", stored, by, edition=stored.edition)
    return stored


@transaction.atomic
def throw_away(*, form: AssessmentForm, by: Actor) -> None:
    """Throw a draft away. Raises ``NotPossible`` once it is published."""
    stored = _held(form, by)
    rules.FORM.after(state_of(stored), "throw_away")
    _note("casework.form.thrown_away", stored, by)
    AssessmentForm.objects.filter(pk=stored.pk).delete()


def _held(form: AssessmentForm, by: Actor) -> AssessmentForm:
    permissions.check_may_set_up(by)
    if form.partnership_id != by.partnership:
        raise NotPossible("This edition ships with the product: copy it, and change the copy.")
    stored = AssessmentForm.objects.select_for_update(of=("self",)).filter(pk=form.pk).first()
    if stored is None:
        raise NotPossible(rules.FORM.refusals["thrown_away", "change"])
    return stored


def _changing(form: AssessmentForm, by: Actor) -> AssessmentForm:
    stored = _held(form, by)
    rules.FORM.after(state_of(stored), "change")
    return stored


def _changed(stored: AssessmentForm, by: Actor, what: str) -> AssessmentForm:
    stored.version += 1
    stored.save()
    _note("casework.form.changed", stored, by, what=what)
    return stored


def _factor(form: AssessmentForm, number: int) -> Factor:
    found = form.factors.filter(number=number).first()
    if found is None:
        raise NotPossible("This factor was taken out meanwhile.")
    return found


def _check_name(form: AssessmentForm, name: str, *, but: int = 0) -> None:
    if form.factors.filter(name__iexact=name).exclude(number=but).exists():
        raise NotPossible(f"There is a factor called {name} already.")


def _new_number(by: Actor) -> int:
    """A number that no factor of this partnership has ever had."""
    latest = Factor.objects.filter(partnership=by.partnership, number__gte=OWN_FACTORS_FROM)
    return (latest.aggregate(latest=Max("number"))["latest"] or OWN_FACTORS_FROM - 1) + 1


def _end_of_group(form: AssessmentForm, group: str, *, but: int = 0) -> int:
    """The place just behind the last of a group; behind everything for a group that is new."""
    others = form.factors.exclude(number=but)
    last = others.filter(group=group).aggregate(latest=Max("place"))["latest"]
    if last is None:
        last = others.aggregate(latest=Max("place"))["latest"] or 0
    form.factors.filter(place__gt=last).update(place=F("place") + 1)
    return int(last) + 1


def _put_in_order(form: AssessmentForm) -> None:
    """Places from 1 without a gap."""
    factors = list(form.factors.order_by("place", "number"))
    for place, one in enumerate(factors, start=1):
        one.place = place
    Factor.objects.bulk_update(factors, ["place"])


def _note(event: str, form: AssessmentForm, by: Actor, **details: Any) -> None:
    audit.record(event=event, by=by, young_person_id=None, about=f"form:{form.pk}", details=details)
