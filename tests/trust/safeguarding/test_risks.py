"""Risk notes: whose risk is said, they end, they can be challenged, and what they said is kept."""

import json
from datetime import date
from typing import Any

import pytest

from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.trust.safeguarding.actions import risks
from connexions.trust.safeguarding.models import RiskChange, RiskNote
from connexions.trust.safeguarding.queries import risks as queries
from tests.factories.safeguarding import DAY, NOON, House, saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"whose": ""}, "Say first whose risk"),
        ({"words": " "}, "what the risk is"),
        ({"visit": ""}, "what to do on a visit"),
        ({"ends_on": date(2027, 5, 4)}, "within 6 months"),
        ({"ends_on": DAY}, "within 6 months"),
        ({"review_on": date(2027, 2, 2)}, "before it ends"),
        ({"said_on": date(2026, 11, 4)}, "earlier day"),
        ({"known_to_them": False}, "why they do not know"),
        ({"words": "Axe incident: no home visits"}, "tick that it stays"),
    ],
)
def test_what_is_refused(house: House, said: dict[str, Any], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        house.risk_note(**said)


def test_a_warning_can_be_overruled_by_whoever_has_read_it(house: House) -> None:
    made = house.risk_note(words="There was an incident with a knife at the bus stop", sure=True)
    assert made.state == "standing"


def test_only_advisers_and_managers_who_may_change_the_record_write_one(house: House) -> None:
    for who in ("hannah", "ian", "owen"):
        with pytest.raises(NotAllowed):
            house.risk_note(who)


def test_it_stops_showing_by_itself_and_is_kept(house: House) -> None:
    made = house.risk_note()
    with house.acting("priya"):
        by = house.actors["priya"]
        assert queries.for_visits([house.jay.pk], on=date(2027, 1, 31), by=by) == {house.jay.pk: [made]}
        assert queries.for_visits([house.jay.pk], on=date(2027, 2, 1), by=by) == {}
        assert queries.of(house.jay, by=by) == [made]


def test_a_visit_is_told_only_to_those_who_see_the_details(house: House) -> None:
    made = house.risk_note()
    for who, sees in (
        ("priya", True),
        ("carol", True),
        ("marcus", True),
        ("hannah", True),
        ("owen", False),
        ("pam", False),
    ):
        with house.acting(who):
            found = queries.for_visits([house.jay.pk], on=DAY, by=house.actors[who])
            assert (found.get(house.jay.pk) == [made]) is sees, who


def test_checking_says_by_whom_and_how(house: House) -> None:
    made = house.risk_note()
    with house.acting("carol"):
        found = risks.check(note=made, how="Rang the police", at=NOON, on=DAY, by=house.actors["carol"])
        assert (found.checked_by, found.checked_how) == (house.users["carol"], "Rang the police")
        with pytest.raises(NotPossible, match="made sure"):
            risks.check(note=made, how=" ", at=NOON, on=DAY, by=house.actors["carol"])


def test_a_change_keeps_what_it_said(house: House) -> None:
    made, by = house.risk_note(), house.actors["priya"]
    with house.acting("priya"):
        words = "Two men with axes look for Jay near Parkside, say the police."
        changed = risks.change(
            note=made, said=saying(words=words), why="Told more", version=1, at=NOON, on=DAY, by=by
        )
        assert changed.words == words
        assert json.loads(RiskChange.objects.get().before)["words"].startswith("Men with axes chased Jay")
        with pytest.raises(Conflict):
            risks.change(note=made, said=saying(), why="Again", version=1, at=NOON, on=DAY, by=by)


def test_a_note_that_was_taken_back_stays_so(house: House) -> None:
    made, by = house.risk_note(), house.actors["priya"]
    with house.acting("priya"):
        risks.take_back(note=made, why="The men were arrested", at=NOON, by=by)
        assert queries.for_visits([house.jay.pk], on=DAY, by=by) == {}
        with pytest.raises(NotPossible, match="taken back"):
            risks.check(note=made, how="Rang", at=NOON, on=DAY, by=by)


class TestChallenges:
    def challenged(self, house: House, who: str = "jay", **said: Any) -> Any:
        made = house.risk_note(**said)
        with house.acting(who):
            return risks.challenge(
                note=made, words="It was not me they wanted", at=NOON, by=house.actors[who]
            )

    def test_it_stands_beside_the_note_until_it_is_answered(self, house: House) -> None:
        against = self.challenged(house)
        with house.acting("carol"):
            (note,) = queries.of(house.jay, by=house.actors["carol"])
            assert [one.words for one in note.challenges.all()] == ["It was not me they wanted"]
            assert note.state == "standing"
            risks.turn_down(challenge=against, answer="The police say so", at=NOON, by=house.actors["carol"])
            assert queries.challenge(against.pk, by=house.actors["carol"]).state == "turned_down"
            with pytest.raises(NotPossible, match="answered"):
                risks.turn_down(challenge=against, answer="Again", at=NOON, by=house.actors["carol"])

    def test_upheld_it_takes_the_note_back(self, house: House) -> None:
        against = self.challenged(house)
        with house.acting("carol"):
            risks.uphold(challenge=against, answer="You are right", at=NOON, on=DAY, by=house.actors["carol"])
            assert RiskNote.objects.get().state == "taken_back"
            assert RiskChange.objects.get().why == "You are right"

    def test_upheld_it_changes_the_note(self, house: House) -> None:
        against, by = self.challenged(house, whose="from_them"), house.actors["carol"]
        with house.acting("carol"):
            risks.uphold_to_change(
                challenge=against, said=saying(), answer="It was to you", at=NOON, on=DAY, by=by
            )
            assert RiskNote.objects.get().whose == "to_them"
            assert queries.challenge(against.pk, by=by).state == "changed"

    def test_nobody_answers_themselves(self, house: House) -> None:
        against = self.challenged(house, "carol")
        with house.acting("carol"), pytest.raises(NotAllowed, match="somebody else"):
            risks.turn_down(challenge=against, answer="No", at=NOON, by=house.actors["carol"])

    def test_once_at_a_time_and_withdrawn_by_whoever_made_it(self, house: House) -> None:
        against = self.challenged(house)
        with house.acting("jay"):
            with pytest.raises(NotPossible, match="already"):
                risks.challenge(note=against.note, words="And again", at=NOON, by=house.actors["jay"])
            risks.withdraw(challenge=against, at=NOON, by=house.actors["jay"])
        with house.acting("carol"), pytest.raises(NotAllowed):
            risks.withdraw(challenge=against, at=NOON, by=house.actors["carol"])

    def test_a_young_person_sees_and_challenges_only_what_they_know_of(self, house: House) -> None:
        made = house.risk_note(known_to_them=False, why_unknown="They would go looking for the men")
        jay = house.actors["jay"]
        with house.acting("jay"):
            assert queries.of(house.jay, by=jay) == []
            with pytest.raises(Missing):
                queries.note(made.pk, by=jay)
            with pytest.raises(NotAllowed):
                risks.challenge(note=made, words="What is this", at=NOON, by=jay)

    def test_what_is_challenged_or_due_is_chased(self, house: House) -> None:
        self.challenged(house)
        with house.acting("priya"):
            assert len(queries.to_look_at(by=house.actors["priya"], on=DAY)) == 1
        with house.acting("owen"):
            assert queries.to_look_at(by=house.actors["owen"], on=date(2026, 12, 1)) == []


def test_a_note_is_chased_on_the_day_it_is_to_be_looked_at_and_before_it_ends(house: House) -> None:
    house.risk_note(review_on=date(2026, 12, 1))
    with house.acting("priya"):
        by = house.actors["priya"]
        assert [bool(queries.to_look_at(by=by, on=on)) for on in (date(2026, 11, 30), date(2026, 12, 1))] == [
            False,
            True,
        ]
