"""How a partnership assesses: an edition is copied, changed, published, and from then on never changed."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.practice.casework.actions import assessment_forms as forms
from connexions.practice.casework.actions import assessments
from connexions.practice.casework.models import Assessment, AssessmentForm, Factor, Rating
from connexions.practice.casework.queries import assessment_forms as queries
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership
from tests.factories.casework import TODAY, make_adviser, make_mine

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(timezone.datetime(2026, 11, 3, 12))  # type: ignore[attr-defined]
WORDS = {
    "name": "Being online",
    "group": "Personal health",
    "prompts": "Who do you talk to?",
    "plain_name": "Being online",
    "plain_question": "How is it online?",
}


def manager(partnership: Partnership | None = None) -> Actor:
    return make_actor(partnership=partnership or make_partnership(), role=Role.PARTNERSHIP_MANAGER)


def shipped() -> AssessmentForm:
    return AssessmentForm.objects.get(partnership=None)


def draft_of(by: Actor) -> AssessmentForm:
    return forms.copy(form=shipped(), by=by)


def published(by: Actor, *, without: int | None = None, **scale: Any) -> AssessmentForm:
    """A new edition of *by*'s, with one factor more and perhaps one less."""
    made = draft_of(by)
    forms.add_factor(form=made, words=WORDS, version=1, by=by)
    if without is not None:
        forms.take_out_factor(form=made, number=without, by=by)
    made.refresh_from_db()
    if scale:
        kept = {name: getattr(made, name) for name in ("name", "scale", "need_at_most", "strength_at_least")}
        made = forms.change_scale(form=made, by=by, version=made.version, **(kept | scale))
    return forms.publish(form=made, note="Being online matters", version=made.version, at=NOON, by=by)


def test_a_copy_has_every_factor_and_only_one_is_made_at_a_time() -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        assert (made.edition, made.partnership_id, made.factors.count()) == (1, by.partnership, 18)
        with pytest.raises(NotPossible, match="being made already"):
            draft_of(by)


def test_what_is_published_is_used_and_the_shipped_one_elsewhere() -> None:
    by, other = manager(), manager()
    with tenancy.acting(by):
        made = published(by)
        assert queries.in_use(by=by).id == made.pk
        assert len(queries.in_use(by=by).factors) == 19
        assert forms.copy(form=made, by=by).edition == 2
    with tenancy.acting(other):
        assert queries.in_use(by=other).id == shipped().pk


def test_a_partnership_reads_what_ships_and_its_own_alone() -> None:
    by, other = manager(), manager()
    with tenancy.acting(by):
        made = published(by)
    with tenancy.acting(other):
        assert not AssessmentForm.objects.filter(pk=made.pk).exists()
        assert not Factor.objects.filter(form=made.pk).exists()
        with pytest.raises(Missing):
            queries.find(made.pk, by=other)
        assert Factor.objects.filter(form=shipped()).count() == 18
        assert AssessmentForm.objects.filter(pk=shipped().pk).update(name="Mine now") == 0


def test_nobody_changes_what_is_published() -> None:
    by = manager()
    with tenancy.acting(by):
        made = published(by)
        for change in (
            lambda: forms.change_factor(form=made, number=1, words=WORDS, version=made.version, by=by),
            lambda: forms.take_out_factor(form=made, number=1, by=by),
            lambda: forms.add_factor(form=made, words=WORDS, version=made.version, by=by),
            lambda: forms.move_factor(form=made, number=1, up=True, by=by),
            lambda: forms.publish(form=made, note="Again", version=made.version, at=NOON, by=by),
            lambda: forms.throw_away(form=made, by=by),
        ):
            with pytest.raises(NotPossible, match="published"):
                change()
        with pytest.raises(NotPossible, match="ships with the product"):
            forms.take_out_factor(form=shipped(), number=1, by=by)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE casework_assessmentform SET name = 'x' WHERE published_at IS NOT NULL",
        "DELETE FROM casework_assessmentform WHERE published_at IS NOT NULL",
        "UPDATE casework_factor SET name = 'x'",
        "DELETE FROM casework_factor",
    ],
)
def test_postgresql_refuses_to_change_what_is_published(change: str) -> None:
    by = manager()
    with tenancy.acting(by):
        published(by)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            connection.cursor().execute(change)


def test_a_factor_that_asks_anew_is_another_one() -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        words = {**WORDS, "name": "Where I sleep", "group": "Family and environmental"}
        changed = forms.change_factor(form=made, number=16, words=words, asks_anew=True, version=1, by=by)
        assert changed.number >= 101
        assert [one.place for one in made.factors.all()] == list(range(1, 19))
        kept = forms.change_factor(form=made, number=15, words={**words, "name": "Home"}, version=2, by=by)
        assert kept.number == 15


def test_a_factor_moves_within_its_group_and_a_group_as_a_whole() -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        forms.move_factor(form=made, number=2, up=True, by=by)
        assert [one.number for one in made.factors.all()][:2] == [2, 1]
        with pytest.raises(NotPossible, match="first in its group"):
            forms.move_factor(form=made, number=2, up=True, by=by)
        made.refresh_from_db()
        names = [(name, f"{name}!", 10 - place) for place, (name, _) in enumerate(queries.whole(made).groups)]
        forms.change_groups(form=made, names=names, version=made.version, by=by)
        found = queries.whole(queries.find(made.pk, by=by))
        assert [name for name, _ in found.groups] == [new for _, new, _ in reversed(names)]


def test_two_at_once_are_told() -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        forms.add_factor(form=made, words=WORDS, version=1, by=by)
        with pytest.raises(Conflict):
            forms.add_factor(form=made, words={**WORDS, "name": "Sleep"}, version=1, by=by)


@pytest.mark.parametrize(("need", "strength"), [(0, 5), (5, 5), (3, 2), (2, 6)])
def test_needs_and_strengths_lie_on_the_scale_apart(need: int, strength: int) -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        with pytest.raises(NotPossible, match="no level is both"):
            forms.change_scale(
                form=made,
                name="x",
                scale=made.scale,
                need_at_most=need,
                strength_at_least=strength,
                version=1,
                by=by,
            )


def test_publishing_wants_a_note_and_two_factors_never_have_one_name() -> None:
    by = manager()
    with tenancy.acting(by):
        made = draft_of(by)
        with pytest.raises(NotPossible, match="what is new"):
            forms.publish(form=made, note="  ", version=1, at=NOON, by=by)
        with pytest.raises(NotPossible, match="called Housing already"):
            forms.add_factor(form=made, words={**WORDS, "name": "Housing"}, version=1, by=by)


def test_an_adviser_does_not_change_how_we_assess() -> None:
    by = make_adviser()
    with tenancy.acting(by), pytest.raises(NotAllowed):
        forms.copy(form=shipped(), by=by)


def test_a_form_changed_under_an_open_assessment_loses_nothing() -> None:
    """It goes on on its own form; moved over, what is no longer asked is set aside, and comes back."""
    by = make_adviser()
    boss = manager(Partnership.objects.get(pk=by.partnership))
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
        for factor in (1, 16):
            assessments.rate(
                assessment=made, factor=factor, version=0, adviser_level=2, young_person_level=3, by=by
            )
        with pytest.raises(NotPossible, match="newest form already"):
            assessments.move_over(assessment=made, version=1, by=by)
    with tenancy.acting(boss):
        published(boss, without=16)
    with tenancy.acting(by):
        assessments.rate(assessment=made, factor=2, version=0, adviser_level=4, young_person_level=4, by=by)
        moved = assessments.move_over(assessment=made, version=1, by=by)
        assert moved.form_id == queries.in_use(by=by).id
        assert set(Rating.objects.values_list("factor", flat=True)) == {1, 2}
        assert set(Rating.whole.values_list("factor", "adviser_level")) == {(1, 2), (2, 4), (16, 2)}
        with pytest.raises(NotPossible, match="no factor 16"):
            assessments.rate(
                assessment=made, factor=16, version=1, adviser_level=4, young_person_level=4, by=by
            )
    with tenancy.acting(boss):
        published_again = forms.copy(form=shipped(), by=boss)
        forms.publish(form=published_again, note="Back", version=1, at=NOON, by=boss)
    with tenancy.acting(by):
        assessments.move_over(assessment=made, version=2, by=by)
        assert set(Rating.objects.values_list("factor", flat=True)) == {1, 2, 16}


def test_an_open_assessment_is_not_moved_to_another_scale() -> None:
    by = make_adviser()
    boss = manager(Partnership.objects.get(pk=by.partnership))
    jay = make_mine(by)
    with tenancy.acting(by):
        made = assessments.start(young_person=jay, on=TODAY, by=by)
    with tenancy.acting(boss):
        published(boss, need_at_most=1)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="another scale"):
            assessments.move_over(assessment=made, version=1, by=by)
        assert Assessment.objects.get().form_id == shipped().pk
