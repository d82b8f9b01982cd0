"""The pages of safeguarding: each opens for whom it is, refuses the rest, and asks few questions of the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock
from connexions.trust.safeguarding.actions import concerns
from connexions.trust.safeguarding.models import (
    Challenge,
    Concern,
    Decision,
    Lead,
    Outing,
    RiskNote,
    RotaTurn,
    RoutingRule,
    ToDo,
)
from connexions.trust.safeguarding.rules.risk import latest_end
from tests.factories.safeguarding import House, boxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def fresh(house: House, who: str = "priya", **said: Any) -> Concern:
    return house.raised(who, at=clock.now(), **said)


def all_of(house: House, model: Any) -> list[Any]:
    with house.acting():
        return list(model.objects.order_by("pk"))


class TestRaising:
    SAID = {"kind": "abuse", "words": "He showed me the bruises."}

    def test_in_two_steps_from_a_record(self, house: House) -> None:
        record = house.client("priya").get(reverse("people:record", args=[house.jay.pk])).content.decode()
        href = reverse("safeguarding:raise_about", args=[house.jay.pk])
        assert href in record
        page = house.get("priya", "raise_about", house.jay.pk)
        assert "About Jay Holloway" in page
        checked = house.post("priya", "raise_about", house.jay.pk, status=200, step="check", **self.SAID)
        assert "Check and send" in checked
        assert "He showed me the bruises." in checked
        assert all_of(house, Concern) == []
        again = house.post("priya", "raise_about", house.jay.pk, status=200, step="change", **self.SAID)
        assert "Step 1 of 2" in again
        house.post("priya", "raise_about", house.jay.pk, step="send", **self.SAID)
        (made,) = all_of(house, Concern)
        assert made.young_person_id == house.jay.pk

    def test_without_a_record_and_by_a_partner_worker(self, house: House) -> None:
        page = house.get("pam", "raise")
        assert "Whom is it about?" in page
        assert "somebody who works here" not in page
        assert "Raise a concern" in house.client("pam").get("/", follow=True).content.decode()
        refused = house.post("pam", "raise", status=422, step="check", kind="abuse", words="")
        assert "Fill in" in refused or "Answer" in refused
        house.post("pam", "raise", step="send", whom="Amy, about 15", **self.SAID)
        assert [one.whom for one in all_of(house, Concern)] == ["Amy, about 15"]

    def test_a_young_person_says_it_in_their_own_words_and_sees_that_it_was_read(self, house: House) -> None:
        house.lead("leila")
        assert "0800 1111" in house.get("jay", "not_safe")
        words = "My uncle hits me"
        assert words in house.post("jay", "not_safe", status=200, step="check", words=words)
        house.post("jay", "not_safe", step="send", words=words)
        assert "We are finding somebody now" in house.get("jay", "not_safe")
        (made,) = all_of(house, Concern)
        house.post("leila", "take_on", made.pk)
        assert "Somebody has read this" in house.get("jay", "not_safe")
        house.get("priya", "not_safe", status=403)


class TestConcern:
    def test_nothing_of_it_shows_to_others(self, house: House) -> None:
        made = fresh(house, words="Plantedconcern")
        for who in ("carol", "dev", "owen", "ian", "ada", "hannah", "pam"):
            house.get(who, "concern", made.pk, status=404)
            assert "Plantedconcern" not in house.get(who, "concerns")
            assert "Jay" not in house.get(who, "concerns")
        record = house.client("carol").get(reverse("people:record", args=[house.jay.pk])).content.decode()
        looks = house.client("carol").get(reverse("people:looks", args=[house.jay.pk])).content.decode()
        assert "concern" not in record.replace("Raise a concern", "").lower().replace("safeguarding", "")
        assert "safeguarding.concern" not in looks

    def test_from_waiting_to_closed(self, house: House) -> None:
        made = fresh(house)
        today = house.client("marcus").get("/").content.decode()
        assert "1 concern waits for you" in today
        assert "1 concern waits for you" not in house.client("carol").get("/").content.decode()
        assert "Nobody has taken this on yet" in house.get("marcus", "concern", made.pk)
        house.post("marcus", "take_on", made.pk)
        assert (
            "already"
            in house.client("marcus")
            .post(reverse("safeguarding:take_on", args=[made.pk]), follow=True)
            .content.decode()
        )
        day = clock.today()
        writes = {
            "decide": {"what": "police", "reasons": "He is fourteen."},
            "told": {"who": "PC Ames", "organisation": "Police", "how": "phone", "what": "All"} | boxes("told_on", day),
            "answer": {"what": "Thank you, he is safe."},
            "plan": {"words": "Ring mum", "owner": str(house.users["carol"].pk), **boxes("due_on", day)},
            "name": {"user": str(house.users["ian"].pk), "why": "Inspection"},
            "hand-on": {"to": str(house.users["dev"].pk), "why": "Away"},
        }  # fmt: skip
        for doing, said in writes.items():
            house.get("marcus", "write", made.pk, doing)
            house.post("marcus", "write", made.pk, doing, **said)
        assert "still to be done" in house.post(
            "marcus", "write", made.pk, "close", status=409, review="Safe."
        )
        (todo,) = all_of(house, ToDo)
        house.get("carol", "to_do", made.pk, todo.pk)
        house.post("carol", "to_do", made.pk, todo.pk, came_of_it="She comes.")
        house.post("marcus", "write", made.pk, "close", review="Safe with mum.")
        page = house.get("ian", "concern", made.pk)
        for word in (
            "He is fourteen.",
            "PC Ames",
            "She comes.",
            "Safe with mum.",
            "Everything that happened",
        ):
            assert word in page
        own = house.get("priya", "concern", made.pk)
        assert "Thank you, he is safe." in own
        assert "He is fourteen." not in own
        house.post("marcus", "write", made.pk, "reopen", why="He went back.")
        house.get("marcus", "write", made.pk, "nonsense", status=404)
        assert len(all_of(house, Decision)) == 1

    def test_the_chronology_is_a_paper_for_those_allowed(self, house: House) -> None:
        made = fresh(house)
        answer = house.client("marcus").get(reverse("safeguarding:chronology", args=[made.pk]))
        assert answer.content.startswith(b"%PDF")
        assert "Jay" not in answer["Content-Disposition"]
        for who, status in (("priya", 404), ("carol", 404), ("pam", 403)):
            house.get(who, "chronology", made.pk, status=status)

    def test_every_look_is_written_down(self, house: House) -> None:
        made = fresh(house)
        house.get("marcus", "concern", made.pk)
        with house.acting():
            entry = AuditEntry.objects.get(event="safeguarding.concern.read")
        assert entry.details == {"concern": str(made.pk)}
        assert entry.young_person_id is None

    def test_the_list_asks_few_questions(self, house: House) -> None:
        client = house.client("marcus")
        for _ in range(6):
            fresh(house)
        client.get(reverse("safeguarding:concerns"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("safeguarding:concerns"))
        assert len(asked) <= 12
        made = fresh(house)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("safeguarding:concern", args=[made.pk]))
        assert len(asked) <= 22


class TestWhoIsTold:
    def test_managers_see_it_and_the_partnership_manager_changes_it(self, house: House) -> None:
        assert "The rota has gaps" in house.get("carol", "who_is_told")
        house.get("priya", "who_is_told", status=403)
        for page in ("settle", "rule", "lead", "rota"):
            house.get("carol", page, status=403)
            house.get("marcus", page)
        house.post(
            "marcus",
            "rule",
            kind="missing",
            team="",
            when="night",
            to_0="on_duty",
            minutes_0="10",
            to_1="leads",
            minutes_1="20",
        )
        assert "Say who is told first" in house.post("marcus", "rule", status=422, when="night")
        assert "how many minutes" in house.post("marcus", "rule", status=422, when="night", to_0="leads")
        day = clock.today()
        house.post("marcus", "lead", user=str(house.users["leila"].pk), **boxes("from_on", day))
        house.post(
            "marcus", "rota", user=str(house.users["dev"].pk), from_time="5.30pm", until_time="8:30", weeks="1",
            **boxes("from_on", day), **boxes("until_on", day + timedelta(days=1)),
        )  # fmt: skip
        house.post(
            "marcus", "settle", day_from="9am", day_until="5pm", weekdays=["0", "1"], minutes="20", risk_months="3",
            risk_review_days="30", visitor_minutes="5", buddy_minutes="10", manager_minutes="20", version="0",
        )  # fmt: skip
        page = house.get("marcus", "who_is_told")
        for word in ("Missing", "whoever is on duty by the rota (10 minutes)", "Leila", "Dev", "9am to 5pm"):
            assert word in page
        house.post("marcus", "rule_end", all_of(house, RoutingRule)[0].pk)
        house.post("marcus", "lead_end", all_of(house, Lead)[0].pk)
        house.post("marcus", "rota_off", all_of(house, RotaTurn)[0].pk)
        assert house.post("marcus", "rule_end", all_of(house, RoutingRule)[0].pk, status=404)


class TestRisk:
    def said(self, **more: Any) -> dict[str, Any]:
        day = clock.today()
        return {
            "whose": "to_them", "words": "Men with axes chased Jay near Parkside; they are still looking for Jay.",
            "visit": "Meet at Grove Hill, and walk with Jay to the bus.", "severity": "life", "source": "the police",
            "known_to_them": "yes", **boxes("said_on", day), **boxes("ends_on", latest_end(day, 3)),
            **boxes("review_on", day + timedelta(days=30)), **more,
        }  # fmt: skip

    def test_it_stands_on_every_page_of_the_record_with_whose_risk_first(self, house: House) -> None:
        house.get("priya", "risk_write", house.jay.pk)
        house.post("priya", "risk_write", house.jay.pk, **self.said())
        for page in ("people:record", "people:details"):
            for who in ("priya", "carol", "hannah"):
                text = house.client(who).get(reverse(page, args=[house.jay.pk])).content.decode()
                assert "Risk to Jay, from someone else" in text
                assert "Jay is the one at risk" in text
        far = house.client("owen").get(reverse("people:record", args=[house.jay.pk])).content.decode()
        assert "axes" not in far

    def test_a_label_is_warned_of_and_a_note_without_whose_is_refused(self, house: House) -> None:
        label = self.said(words="Axe incident: no home visits", visit="No home visits")
        page = house.post("priya", "risk_write", house.jay.pk, status=409, **label)
        assert "Jay is the one at risk here" in page, page[:3000]
        nobody = {key: value for key, value in self.said().items() if key != "whose"}
        assert "Whose risk is it?" in house.post("priya", "risk_write", house.jay.pk, status=422, **nobody)
        assert all_of(house, RiskNote) == []

    def test_changed_checked_challenged_and_taken_back(self, house: House) -> None:
        house.post("priya", "risk_write", house.jay.pk, **self.said())
        (note,) = all_of(house, RiskNote)
        for page in ("risk_change", "risk_check", "risk_take_back", "risk_challenge"):
            house.get("priya", page, note.pk)
        house.get("hannah", "risk_change", note.pk, status=403)
        house.post(
            "priya", "risk_change", note.pk, **self.said(why="Heard more", version="1", severity="serious")
        )
        house.post("carol", "risk_check", note.pk, how="Rang the police")
        assert "When we visit: Meet at Grove Hill" in house.get("jay", "my_risk_notes")
        house.get("jay", "my_challenge", note.pk)
        house.post("jay", "my_challenge", note.pk, words="It was my cousin they wanted")
        assert "Jay says this is wrong" in house.get("priya", "risk_notes", house.jay.pk)
        (against,) = all_of(house, Challenge)
        house.get("priya", "challenge_answer", against.pk)
        house.get("priya", "challenge_put_right", against.pk)
        house.post(
            "priya",
            "challenge_put_right",
            against.pk,
            **self.said(whose="around_them", why="You are right", version="3"),
        )
        page = house.get("priya", "risk_notes", house.jay.pk)
        assert "Risk around Jay, not from them" in page
        assert "You are right" in page
        house.post("ian", "risk_challenge", note.pk, words="Unclear")
        house.post("ian", "challenge_withdraw", all_of(house, Challenge)[1].pk)
        house.post("jay", "my_challenge", note.pk, words="Still wrong")
        house.post("jay", "my_withdraw", all_of(house, Challenge)[2].pk)
        house.post("priya", "risk_take_back", note.pk, why="Over")
        assert "Ended or taken back" in house.get("priya", "risk_notes", house.jay.pk)

    def test_the_record_asks_nothing_more_for_it(self, house: House) -> None:
        client, page = house.client("priya"), reverse("people:record", args=[house.jay.pk])
        client.get(page)
        with CaptureQueriesContext(connection) as before:
            client.get(page)
        house.post("priya", "risk_write", house.jay.pk, **self.said())
        with CaptureQueriesContext(connection) as after:
            client.get(page)
        assert len(after) == len(before)

    def test_the_day_sheet_says_whose_risk_and_what_to_do(self, house: House) -> None:
        house.post("priya", "risk_write", house.jay.pk, **self.said())
        client, day = house.client("priya"), clock.today().isoformat()
        client.post(
            reverse("outreach:add"), {"on": day, "young_person": str(house.jay.pk), "about": "", "at": ""}
        )
        page = client.get(reverse("outreach:day")).content.decode()
        assert "Risk to Jay, from someone else. Men with axes" in page
        assert "On a visit: Meet at Grove Hill" in page


class TestGoingOut:
    def test_out_longer_and_back_in_few_presses(self, house: House) -> None:
        assert "Going out alone, to Jay" in house.get("priya", "out_to", house.jay.pk)
        house.post("priya", "out_to", house.jay.pk, where="4 Mill Lane", minutes="60")
        assert "I am back safe" in house.get("priya", "out")
        house.post("priya", "out_longer", minutes="30")
        house.post("priya", "out_longer", minutes="x")
        assert "4 Mill Lane" in house.get("carol", "board")
        hidden = house.get("owen", "board")
        assert "Priya" in hidden
        assert "4 Mill Lane" not in hidden
        assert "Jay" not in hidden
        house.post("priya", "out_back", words="")
        assert "Nobody is out" in house.get("carol", "board")
        house.post("priya", "out_back")
        house.get("hannah", "out", status=403)

    def test_help_and_standing_down(self, house: House) -> None:
        house.post(
            "priya", "reach", mobile="07700 900123", buddy=str(house.users["dev"].pk), help_words="red folder"
        )
        assert "mobile number" in house.post("priya", "reach", status=422, mobile="0191 4980000")
        house.post("priya", "out", where="4 Mill Lane", minutes="60")
        house.post("priya", "out_help")
        (made,) = all_of(house, Outing)
        assert "1 colleague is not back" in house.client("dev").get("/").content.decode()
        assert "+447700900123" in house.get("dev", "outing", made.pk)
        house.get("owen", "outing", made.pk, status=404)
        house.post("dev", "outing", made.pk, how="Spoke with her")
        assert "Nobody is out" in house.get("dev", "board")


def test_a_lead_reads_a_concern_that_was_given_to_others(house: House) -> None:
    house.lead("leila")
    made = fresh(house)
    assert "He showed me the bruises." in house.get("leila", "concern", made.pk)
    with house.acting("leila"):
        concerns.take_on(concern=made, at=clock.now(), on=clock.today(), by=house.actors["leila"])
    assert "Taken on: Leila" in house.get("marcus", "concern", made.pk)
