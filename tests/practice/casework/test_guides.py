"""What is asked for, and what follows an outcome, as managers have it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.casework.actions import guides
from connexions.practice.casework.models import Contact, OutcomeRule
from connexions.practice.casework.queries import guides as queries
from connexions.practice.casework.queries import outcomes
from connexions.practice.casework.queries.outcomes import Follows
from tests.factories.desk import Desk

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.fixture
def manager() -> Desk:
    return Desk(Role.TEAM_MANAGER)


def save(desk: Desk, **said: Any) -> Any:
    told = {"key": "", "name": "Bus pass", "when": "", "prompts": [("Route", "")], "version": None}
    with desk.acting():
        return guides.issue(**{**told, "at": AT, "by": desk.by, **said})


def test_the_national_guides_ask_what_practice_needs() -> None:
    needed = {
        "pregnancy", "risk_of_violence", "court_and_bail", "homelessness", "referral", "multi_agency",
        "safeguarding", "home_education", "care", "phone_attempts",
    }  # fmt: skip
    assert needed <= set(queries.national())
    for one in queries.national().values():
        headings = [heading.lower() for heading, _ in one.prompts]
        assert len(set(headings)) == len(headings) <= guides.MOST_PROMPTS
        assert all(words for _, words in one.prompts)


def test_every_outcome_has_what_follows() -> None:
    assert set(outcomes.shipped()) == set(Contact.Outcome.values)


def test_a_partnerships_own_stands_in_place_of_the_national_one(manager: Desk) -> None:
    save(manager, key="care", name="In care here", version=0)
    with manager.acting():
        assert queries.in_use(by=manager.by)["care"].name == "In care here"
        assert [one.version for one in queries.versions(key="care", by=manager.by)] == [1, 0]
    elsewhere = Desk(Role.TEAM_MANAGER)
    with elsewhere.acting():
        assert queries.in_use(by=elsewhere.by)["care"].is_national


def test_a_new_one_gets_a_word_of_its_own(manager: Desk) -> None:
    assert save(manager).key == "bus_pass"
    assert save(manager).key == "bus_pass_2"
    assert save(manager, name="Care").key == "care_2"
    assert save(manager, name="漢字").key == "guide"


def test_it_is_refused_from_an_adviser_empty_doubled_or_out_of_date(manager: Desk) -> None:
    with pytest.raises(NotAllowed):
        save(Desk())
    with pytest.raises(NotPossible, match="at least one"):
        save(manager, prompts=[])
    with pytest.raises(NotPossible, match="the same"):
        save(manager, prompts=[("Where", ""), ("where", "")])
    save(manager, key="care", version=0)
    with pytest.raises(NotPossible, match="newer version"):
        save(manager, key="care", version=0)


def test_a_retired_one_is_not_offered_and_can_come_back(manager: Desk) -> None:
    with manager.acting():
        guides.retire(key="care", version=0, at=AT, by=manager.by)
        assert "care" not in queries.in_use(by=manager.by)
        with pytest.raises(NotPossible, match="already"):
            guides.retire(key="care", version=1, at=AT, by=manager.by)
        guides.retire(key="care", version=1, at=AT, by=manager.by, back=True)
        assert "care" in queries.in_use(by=manager.by)
        with pytest.raises(Missing):
            queries.versions(key="no_such", by=manager.by)


def test_what_follows_an_outcome_is_the_partnerships_to_say(manager: Desk) -> None:
    with manager.acting():
        said = Follows("no_answer", 5, "Send a letter", 10)
        guides.say_what_follows(follows=said, by=manager.by)
        found = outcomes.what_follows(by=manager.by)
        assert (found["no_answer"].try_again_days, found["no_answer"].own) == (5, True)
        assert not found["moved"].own
        with pytest.raises(NotPossible, match="both"):
            guides.say_what_follows(follows=Follows("moved", None, "Look", None), by=manager.by)
    adviser = Desk()
    with adviser.acting(), pytest.raises(NotAllowed):
        guides.say_what_follows(follows=said, by=adviser.by)


def test_the_pages_write_look_and_retire(manager: Desk) -> None:
    client = manager.client
    assert "Nowhere to stay" in client.get("/recording/").content.decode()
    assert "Where they sleep tonight" in client.get("/recording/guides/homelessness/").content.decode()
    typed = {"name": "Bus pass", "when": "They cannot get there", "prompts": "Route: which bus\n\nCost"}
    page = client.post("/recording/new/", {**typed, "preview": "1"}).content.decode()
    assert "As it will be asked" in page
    assert "which bus" in page
    assert client.post("/recording/new/", typed).status_code == 302
    with manager.acting():
        assert queries.in_use(by=manager.by)["bus_pass"].prompts == (("Route", "which bus"), ("Cost", ""))
    assert "which bus" in client.get("/recording/guides/bus_pass/change/").content.decode()
    changed = {**typed, "prompts": ":none", "version": "1"}
    refused = client.post("/recording/guides/bus_pass/change/", changed)
    assert "no heading before its colon" in refused.content.decode()
    many = "\n".join(f"Heading {n}" for n in range(13))
    assert "12 things at most" in client.post("/recording/new/", {**typed, "prompts": many}).content.decode()
    assert client.post("/recording/guides/bus_pass/retire/", {"move": "retire"}).status_code == 302
    assert "Retired" in client.get("/recording/guides/bus_pass/").content.decode()
    client.get("/recording/outcomes/moved/")
    answer = client.post("/recording/outcomes/moved/", {"try_again_days": "3"})
    assert answer.status_code == 302
    with manager.acting():
        assert OutcomeRule.objects.get().try_again_days == 3
    assert client.get("/recording/outcomes/nothing/").status_code == 404
    assert Desk().client.get("/recording/new/").status_code == 403
