"""Agreements: drafted, signed by both, reviewed, ended; and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.registers.partners import terms as saying
from connexions.registers.partners.actions import agreements as act
from connexions.registers.partners.models import AgreementEdition, Organisation
from connexions.registers.partners.queries import agreements
from tests.factories import make_actor, make_partnership
from tests.factories.partners import AT, ON, make_edition, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Actor:
    return make_actor(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)


@pytest.fixture
def organisation(manager: Actor) -> Organisation:
    from connexions.registers.partners.models import Partnership

    return make_organisation(Partnership.objects.get(pk=manager.partnership))


def written(organisation: Organisation, by: Actor, **said: object) -> AgreementEdition:
    """A draft that says enough to be signed."""
    made = act.draft(organisation=organisation, at=AT, by=by)
    terms = replace(
        saying.told(made),
        **{"purpose": "A roof.", "from_on": date(2026, 12, 1), "review_on": date(2027, 12, 1), **said},  # type: ignore[arg-type]
    )
    return act.change(edition=made, terms=terms, version=made.version, by=by)


def test_it_holds_once_both_have_signed(manager: Actor, organisation: Organisation) -> None:
    _, worker = make_worker(organisation)
    with tenancy.acting(manager):
        made = act.offer(edition=written(organisation, manager), at=AT, by=manager)
        made = act.sign(
            edition=made, name="Mo", role="Manager", version=made.version, on=ON, at=AT, by=manager
        )
        assert not made.holds(date(2026, 12, 1))
    with tenancy.acting(worker):
        assert agreements.edition(made.pk, by=worker) == made
        made = act.sign(edition=made, name="Dev", role="Head", version=made.version, on=ON, at=AT, by=worker)
        assert agreements.in_force(organisation=organisation, on=date(2026, 12, 1), by=worker) == made
        assert {(one.side, one.how) for one in made.signatures.all()} == {
            ("ours", "online"),
            ("theirs", "online"),
        }


def test_the_next_edition_begins_with_the_last_and_takes_its_place(
    manager: Actor, organisation: Organisation
) -> None:
    first = make_edition(organisation)
    with tenancy.acting(manager):
        made = written(organisation, manager, answer_within_days=3)
        assert made.number == 2
        assert [str(one) for one in saying.told(made).steps] == [str(one) for one in saying.told(first).steps]
        made = act.offer(edition=made, at=AT, by=manager)
        for side in ("ours", "theirs"):
            made = act.record_paper(
                edition=made, side=side, name="N", role="R", signed_on=ON, kept_where="Cabinet 2", on=ON, at=AT,
                by=manager,
            )  # fmt: skip
        first.refresh_from_db()
        assert (first.state, first.until_on) == ("replaced", date(2026, 12, 1))
        assert agreements.in_force(organisation=organisation, on=date(2026, 11, 30), by=manager) == first
        assert agreements.in_force(organisation=organisation, on=date(2026, 12, 1), by=manager) == made


def test_nothing_holds_from_before_the_second_signature(manager: Actor, organisation: Organisation) -> None:
    with tenancy.acting(manager):
        made = act.offer(edition=written(organisation, manager, from_on=date(2026, 1, 1)), at=AT, by=manager)
        for side in ("ours", "theirs"):
            made = act.record_paper(
                edition=made, side=side, name="N", role="R", signed_on=ON, kept_where="Cabinet", on=ON, at=AT,
                by=manager,
            )  # fmt: skip
    assert made.from_on == ON


def test_a_draft_is_not_the_organisations_to_read(manager: Actor, organisation: Organisation) -> None:
    _, worker = make_worker(organisation)
    with tenancy.acting(manager):
        made = written(organisation, manager)
    with tenancy.acting(worker):
        assert not AgreementEdition.objects.filter(pk=made.pk).exists()


def test_taken_back_it_is_signed_anew(manager: Actor, organisation: Organisation) -> None:
    with tenancy.acting(manager):
        made = act.offer(edition=written(organisation, manager), at=AT, by=manager)
        seen = made.version
        made = act.sign(edition=made, name="Mo", role="Manager", version=seen, on=ON, at=AT, by=manager)
        made = act.take_back(edition=made, by=manager)
        assert (made.state, made.signatures.count()) == ("draft", 0)
        made = act.offer(edition=made, at=AT, by=manager)
        with pytest.raises(Conflict):
            act.sign(edition=made, name="Mo", role="Manager", version=seen, on=ON, at=AT, by=manager)


@pytest.mark.parametrize(
    "missing",
    [{"purpose": ""}, {"duties": ()}, {"steps": ()}, {"review_on": None}, {"review_on": date(2026, 11, 30)}],
)
def test_it_must_say_enough_to_be_signed(
    manager: Actor, organisation: Organisation, missing: dict[str, object]
) -> None:
    with tenancy.acting(manager):
        made = written(organisation, manager, **missing)
        with pytest.raises(NotPossible):
            act.offer(edition=made, at=AT, by=manager)


def test_a_side_signs_once(manager: Actor, organisation: Organisation) -> None:
    with tenancy.acting(manager):
        made = act.offer(edition=written(organisation, manager), at=AT, by=manager)
        made = act.sign(
            edition=made, name="Mo", role="Manager", version=made.version, on=ON, at=AT, by=manager
        )
        with pytest.raises(NotPossible, match="has signed"):
            act.sign(edition=made, name="Mo", role="Manager", version=made.version, on=ON, at=AT, by=manager)


def test_one_draft_at_a_time(manager: Actor, organisation: Organisation) -> None:
    with tenancy.acting(manager):
        act.draft(organisation=organisation, at=AT, by=manager)
        with pytest.raises(NotPossible):
            act.draft(organisation=organisation, at=AT, by=manager)


def test_only_the_partnership_manager_draws_them_up(organisation: Organisation) -> None:
    adviser = make_actor(partnership=organisation.partnership)
    with tenancy.acting(adviser), pytest.raises(NotAllowed):
        act.draft(organisation=organisation, at=AT, by=adviser)


def test_a_review_lets_it_stand(manager: Actor, organisation: Organisation) -> None:
    made = make_edition(organisation, review_on=date(2026, 10, 1))
    with tenancy.acting(manager):
        done = act.review(edition=made, words="It works.", next_on=date(2027, 10, 1), on=ON, by=manager)
        assert (done.review_on, done.reviews.count()) == (date(2027, 10, 1), 1)
        with pytest.raises(NotPossible):
            act.review(edition=made, words="It works.", next_on=ON, on=ON, by=manager)


def test_ended_it_holds_no_more(manager: Actor, organisation: Organisation) -> None:
    made = make_edition(organisation)
    with tenancy.acting(manager):
        act.end(agreement=made.agreement, until_on=date(2026, 12, 1), why="They closed.", on=ON, by=manager)
        assert agreements.in_force(organisation=organisation, on=date(2026, 11, 30), by=manager) is not None
        assert agreements.in_force(organisation=organisation, on=date(2026, 12, 1), by=manager) is None
        with pytest.raises(NotPossible):
            act.end(agreement=made.agreement, until_on=date(2026, 12, 1), why="Again", on=ON, by=manager)


def signed_by_both(made: AgreementEdition, manager: Actor) -> AgreementEdition:
    made = act.offer(edition=made, at=AT, by=manager)
    for side in ("ours", "theirs"):
        made = act.record_paper(
            edition=made, side=side, name="N", role="R", signed_on=ON, kept_where="Cabinet", on=ON, at=AT,
            by=manager,
        )  # fmt: skip
    return made


def test_an_agreement_that_was_to_end_later_ends_the_day_before_the_next_begins(
    manager: Actor, organisation: Organisation
) -> None:
    old = make_edition(organisation)
    with tenancy.acting(manager):
        act.end(agreement=old.agreement, until_on=date(2027, 1, 1), why="A new one.", on=ON, by=manager)
        made = written(organisation, manager)  # from 1 December
        assert made.agreement_id != old.agreement_id
        old.refresh_from_db()
        assert old.until_on == date(2027, 1, 1)  # a draft changes nothing
        made = signed_by_both(made, manager)
        old.refresh_from_db()
        assert (old.state, old.until_on, old.agreement.ended_on) == (
            "ended",
            date(2026, 12, 1),
            date(2026, 12, 1),
        )
        for day, held in ((date(2026, 11, 30), old), (date(2026, 12, 1), made), (date(2026, 12, 20), made)):
            assert list(agreements.holding(day).filter(organisation=organisation)) == [held]


def test_an_agreement_that_ends_before_the_next_begins_stays_as_it_was(
    manager: Actor, organisation: Organisation
) -> None:
    old = make_edition(organisation)
    with tenancy.acting(manager):
        act.end(agreement=old.agreement, until_on=date(2026, 11, 20), why="A new one.", on=ON, by=manager)
        signed_by_both(written(organisation, manager), manager)
        old.refresh_from_db()
        assert (old.until_on, old.agreement.ended_on) == (date(2026, 11, 20), date(2026, 11, 20))
        assert agreements.in_force(organisation=organisation, on=date(2026, 11, 25), by=manager) is None


def test_a_worker_who_signs_last_lets_the_old_agreement_give_way(
    manager: Actor, organisation: Organisation
) -> None:
    _, worker = make_worker(organisation)
    old = make_edition(organisation)
    with tenancy.acting(manager):
        act.end(agreement=old.agreement, until_on=date(2027, 1, 1), why="A new one.", on=ON, by=manager)
        made = act.offer(edition=written(organisation, manager), at=AT, by=manager)
        made = act.sign(
            edition=made, name="Mo", role="Manager", version=made.version, on=ON, at=AT, by=manager
        )
    with tenancy.acting(worker):
        act.sign(edition=made, name="Dev", role="Head", version=made.version, on=ON, at=AT, by=worker)
    with tenancy.acting(manager):
        old.refresh_from_db()
        assert old.until_on == date(2026, 12, 1)


def test_an_agreement_does_not_begin_before_one_that_has_still_to_end(
    manager: Actor, organisation: Organisation
) -> None:
    old = make_edition(organisation, from_on=date(2026, 12, 15), review_on=date(2027, 12, 15))
    with tenancy.acting(manager):
        act.end(agreement=old.agreement, until_on=date(2027, 6, 1), why="A new one.", on=ON, by=manager)
        made = written(organisation, manager)  # from 1 December
        with pytest.raises(NotPossible, match="must begin after the one in force did"):
            act.offer(edition=made, at=AT, by=manager)
