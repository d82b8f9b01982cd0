"""Samples: what is drawn and what is left out, who judges, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.practice.oversight.actions import editions, judgements, samples
from connexions.practice.oversight.models import Item, Judgement, Sample
from connexions.practice.oversight.queries import frames
from connexions.practice.oversight.queries import samples as queries
from connexions.practice.oversight.queries import trends as trend_queries
from connexions.practice.oversight.rules import sampling
from tests.factories.oversight import NOON, TODAY, asking, found, judge, make_sample
from tests.practice.oversight.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def drawn(office: Office, **fields: object) -> Item:
    office.worked_with()
    make_sample(by=office.carol, **{"of": "plans", **fields})  # type: ignore[arg-type]
    with office.acting():
        return Item.objects.select_related("edition", "sample", "young_person", "adviser").get()


def test_postgresql_draws_what_the_rule_draws(office: Office) -> None:
    for level in ("intensive", "supported", "minimum") * 3:
        office.worked_with(level_of_need=level)
    asked = asking(team=office.team.pk, strata="level", of="plans")
    with office.acting():
        there = frames.frame(asked=asked, on=TODAY, by=office.carol)
        shares = sampling.quotas(there.strata, wanted=5)
        whole = frames.drawn(asked=asked, shares=there.strata, seed=42, on=TODAY, by=office.carol)
        some = frames.drawn(asked=asked, shares=shares, seed=42, on=TODAY, by=office.carol)
    frame: dict[str, list[str]] = {}
    for one in whole:
        frame.setdefault(one.stratum, []).append(str(one.id))
    assert there.everybody == len(whole) == 9
    assert [str(one.id) for one in some] == sampling.draw(frame, wanted=5, seed=42)


def test_what_is_left_out_is_kept_with_its_reason(office: Office) -> None:
    office.worked_with("carol")
    first = make_sample(by=office.marcus, wanted=2, team=office.team.pk)
    office.worked_with("priya")
    second = make_sample(by=office.carol, wanted=2)
    assert first.left_out == []
    assert second.frame == 2
    assert {one["reason"] for one in second.left_out} == {"own"}
    with pytest.raises(NotPossible, match="nothing to draw from"):
        make_sample(by=office.carol)


def test_an_empty_frame_and_too_many_are_refused_with_a_sentence(office: Office) -> None:
    with pytest.raises(NotPossible, match="nothing to draw from"):
        make_sample(by=office.carol)
    office.worked_with()
    with pytest.raises(NotPossible, match="only 2"):
        make_sample(by=office.carol, wanted=3)
    with pytest.raises(NotPossible, match="ends before it begins"):
        make_sample(by=office.carol, until_on=TODAY - timedelta(days=99))
    with office.acting():
        assert not Sample.objects.exists()


def test_who_draws(office: Office) -> None:
    office.worked_with()
    for who in ("priya", "ruth", "hannah"):
        with pytest.raises(NotAllowed):
            make_sample(by=getattr(office, who))
    with pytest.raises(NotAllowed):
        make_sample(by=office.carol, team=None)
    assert make_sample(by=office.marcus, team=None).frame == 2


def test_two_managers_do_not_judge_the_same(office: Office) -> None:
    item = drawn(office)
    with office.acting():
        judgements.keep(item=item, found=found(item), version=0, on=TODAY, by=office.carol)
    with office.acting("abdul"), pytest.raises(NotPossible, match="Carol Dent is judging"):
        judgements.keep(item=item, found=found(item), version=0, on=TODAY, by=office.abdul)


def test_one_judge_on_two_screens_loses_nothing(office: Office) -> None:
    item = drawn(office)
    with office.acting():
        judgements.keep(item=item, found=found(item, good="First"), version=0, on=TODAY, by=office.carol)
        with pytest.raises(Conflict):
            judgements.keep(item=item, found=found(item, good="Second"), version=0, on=TODAY, by=office.carol)
        assert Judgement.objects.get().good == "First"


def test_a_second_reader_is_compared_with_the_first(office: Office) -> None:
    item = judge(drawn(office), by=office.carol)
    item = judge(item, by=office.abdul, answer="partly", overall="strong")
    with office.acting():
        readings = queries.readings(of=item)
        assert item.state == "with_adviser"
        assert (readings[1].judgement.overall, readings[2].judgement.overall) == ("sound", "strong")
    with office.acting("marcus"), pytest.raises(NotPossible, match="two readers are enough"):
        judgements.keep(item=item, found=found(item), version=0, on=TODAY, by=office.marcus)
    page = office.get("carol", "item", item.pk)
    assert "They agree on 0 of 8 questions." in page


def test_nobody_judges_their_own_work_or_reads_another_teams(office: Office) -> None:
    office.worked_with("carol")
    make_sample(by=office.marcus, team=office.team.pk)
    with office.acting():
        item = Item.objects.select_related("edition", "sample", "young_person").get()
        with pytest.raises(NotAllowed, match="your own work"):
            judgements.keep(item=item, found=found(item), version=0, on=TODAY, by=office.carol)
        with pytest.raises(Missing):
            queries.item(item.pk, by=office.owen)


def test_what_was_drawn_keeps_its_edition(office: Office) -> None:
    item = drawn(office)
    told = {"questions": [{"key": "kind", "text": "Is it kind?", "good": ""}]}
    with office.acting("marcus"):
        made = editions.change(kind="plan", told=told, based_on=1, why="Ours", at=NOON, by=office.marcus)
        with pytest.raises(NotPossible, match="Somebody else changed"):
            editions.change(kind="plan", told=told, based_on=1, why="Late", at=NOON, by=office.marcus)
    assert made.number == 2
    assert "The checklist has changed since this was drawn" in office.get("carol", "item", item.pk)
    judged = judge(item, by=office.carol)
    assert judged.edition.number == 1


def test_a_question_of_another_edition_is_refused(office: Office) -> None:
    item = drawn(office)
    strange = found(item, answers={"kind": ("yes", "")})
    with office.acting(), pytest.raises(NotPossible, match="not the checklist"):
        judgements.keep(item=item, found=strange, version=0, on=TODAY, by=office.carol)


def test_feedback_that_asks_says_what_and_by_when(office: Office) -> None:
    item = drawn(office)
    with office.acting():
        for wrong in (found(item, overall="to_improve"), found(item, overall="to_improve", to_do="More")):
            with pytest.raises(NotPossible, match="by when"):
                judgements.finish(item=item, found=wrong, version=0, at=NOON, on=TODAY, by=office.carol)
        past = found(item, to_do="More", by_on=TODAY - timedelta(days=1))
        with pytest.raises(NotPossible, match="is past"):
            judgements.keep(item=item, found=past, version=0, on=TODAY, by=office.carol)


def test_the_adviser_answers_and_is_asked_again(office: Office) -> None:
    item = judge(drawn(office), by=office.carol)
    with office.acting("owen"), pytest.raises(NotAllowed):
        judgements.answer(item=item, words="Not mine", at=NOON, by=office.owen)
    with office.acting("priya"):
        judgements.answer(item=item, words="Thank you", at=NOON, by=office.priya)
        judgements.mark_done(item=item, on=TODAY, by=office.priya)
    with office.acting():
        judgements.ask_again(item=item, words="And the second goal?", at=NOON, by=office.carol)
        item.refresh_from_db()
        assert (item.state, item.done_on) == ("with_adviser", None)
        assert [one.words for one in queries.replies(of=item)] == ["Thank you", "And the second goal?"]


def test_what_is_set_aside_is_not_counted_and_can_be_taken_back(office: Office) -> None:
    item = drawn(office)
    with office.acting():
        samples.set_aside(item=item, reason="A relative", by=office.carol)
        assert queries.samples(by=office.carol).get().drawn == 0  # type: ignore[attr-defined]
        with pytest.raises(NotPossible, match="take it back first"):
            judgements.keep(item=item, found=found(item), version=0, on=TODAY, by=office.carol)
        assert samples.take_back(item=item, by=office.carol).state == "drawn"


def test_trends_count_first_readings_alone(office: Office) -> None:
    item = judge(drawn(office), by=office.carol, answer="no")
    judge(item, by=office.abdul)
    with office.acting():
        told = trend_queries.trends(kind="plan", on=TODAY, by=office.carol)
        assert told.judged == 1
        assert told.of("voice").no == 1
        assert told.by_adviser["Priya Nair"].yes == 0
        assert trend_queries.trends(kind="assessment", on=TODAY, by=office.carol).judged == 0


def test_an_edition_is_never_changed_in_the_database(office: Office) -> None:
    drawn(office)
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with office.acting(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE oversight_edition SET number = 9")
