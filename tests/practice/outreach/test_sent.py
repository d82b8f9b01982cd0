"""What was written away arrives: once, where it may, and with both sides shown where something speaks against it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.practice.casework.models import Step
from connexions.practice.outreach.models import Written
from tests.factories import make_staff, make_young_person, sign_in
from tests.factories.casework import make_adviser, make_plan
from tests.practice.outreach.away import Away

pytestmark = pytest.mark.django_db


@pytest.fixture
def away() -> Away:
    return Away()


def handed_over(away: Away) -> Any:
    """Jay is with somebody of another team now; Priya sees no more than who they are."""
    from connexions.registers.partners.models import Team

    far = Team.objects.create(partnership=away.partnership, name="Second team")
    user, _ = make_staff(partnership=away.partnership, team=far, name="Sam Green")
    with tenancy.acting(system("tests", partnership=away.partnership.pk)):
        type(away.jay).objects.filter(pk=away.jay.pk).update(adviser=user, team=far)
    return user


def test_it_is_recorded(away: Away) -> None:
    answer = away.sends(away.writes())
    assert answer.json()["state"] == "recorded"
    (made,) = away.contacts()
    assert (made.note, made.channel, made.recorded_by_id) == ("Saw the garage.", "visit", away.user.pk)


def test_sent_twice_it_is_one(away: Away) -> None:
    parcel = away.writes()
    first, second = away.sends(parcel).json(), away.sends(parcel).json()
    assert first == second
    assert len(away.contacts()) == 1


def test_what_is_recorded_is_cleared_from_the_waiting_room(away: Away) -> None:
    away.sends(away.writes())
    with tenancy.acting(away.by):
        assert bytes(Written.objects.get().sealed) == b""


def test_somebody_else_recorded_a_contact_meanwhile(away: Away) -> None:
    parcel = away.writes()
    other = make_adviser(partnership=away.partnership, name="Sam Green")
    away.records("Rang: all well.", by=other)
    told = away.sends(parcel).json()
    assert told["state"] == "held"
    assert "Sam Green recorded a contact" in told["sentence"]
    page = away.client.get(told["href"]).content.decode()
    assert "Rang: all well." in page
    assert "Saw the garage." in page
    assert len(away.contacts()) == 1
    recorded = {"move": "record", "channel": "visit", "outcome": "spoke", "words": "Saw the garage, too."}
    assert away.client.post(told["href"], recorded).status_code == 302
    assert [one.note for one in away.contacts()] == ["Rang: all well.", "Saw the garage, too."]


def test_ones_own_notes_do_not_stand_in_each_others_way(away: Away) -> None:
    first, second = away.writes(), away.writes(words="And later.")
    assert [away.sends(one).json()["state"] for one in (first, second)] == ["recorded", "recorded"]


def test_handed_over_meanwhile_it_is_kept_and_given_to_the_new_adviser(away: Away) -> None:
    parcel = away.writes()
    sam = handed_over(away)
    told = away.sends(parcel).json()
    assert told["state"] == "held"
    assert "with another team" in told["sentence"]
    assert away.contacts() == []
    assert "Saw the garage." in away.client.get(told["href"]).content.decode()
    away.client.post(told["href"], {"move": "give"})
    assert away.client.get(told["href"]).status_code == 404
    theirs = sign_in(Client(), sam)
    assert "Priya Nair gave this to you" in theirs.get("/day/").content.decode()
    recorded = {
        "move": "record",
        "channel": "visit",
        "outcome": "spoke",
        "words": "From Priya: saw the garage.",
    }
    assert theirs.post(told["href"], recorded).status_code == 302
    with tenancy.acting(system("tests", partnership=away.partnership.pk)):
        (made,) = away.contacts()
    assert made.recorded_by_id == sam.pk


def test_the_new_adviser_gives_it_back(away: Away) -> None:
    parcel = away.writes()
    sam = handed_over(away)
    href = away.sends(parcel).json()["href"]
    away.client.post(href, {"move": "give"})
    sign_in(Client(), sam).post(href, {"move": "decline"})
    assert "gave this back to you" in away.client.get(href).content.decode()


def test_it_is_thrown_away_only_by_whoever_wrote_it(away: Away) -> None:
    parcel = away.writes()
    handed_over(away)
    href = away.sends(parcel).json()["href"]
    stranger, _ = make_staff(partnership=away.partnership, team=away.team)
    assert sign_in(Client(), stranger).post(href, {"move": "discard"}).status_code == 404
    assert away.client.post(href, {"move": "discard"}).status_code == 302
    with tenancy.acting(away.by):
        assert Written.objects.get().status == "discarded"


def test_a_step_is_done_where_nobody_changed_it(away: Away) -> None:
    _, _, step = make_plan(away.jay, by=away.by)
    said = {"kind": "step", "step": str(step.pk), "version": step.version, "step_words": step.words}
    assert away.sends(away.writes(**said)).json()["state"] == "recorded"
    with tenancy.acting(away.by):
        assert Step.objects.get(pk=step.pk).status == "done"


def test_a_step_that_was_changed_meanwhile_is_shown_both_ways(away: Away) -> None:
    _, _, step = make_plan(away.jay, by=away.by)
    parcel = away.writes(kind="step", step=str(step.pk), version=step.version, step_words="Ring the college")
    with tenancy.acting(away.by):
        Step.objects.filter(pk=step.pk).update(words="Write to the college", version=step.version + 1)
    told = away.sends(parcel).json()
    assert told["state"] == "held"
    page = away.client.get(told["href"]).content.decode()
    assert "Ring the college" in page
    assert "Write to the college" in page
    with tenancy.acting(away.by):
        assert Step.objects.get(pk=step.pk).status == "to_do"


def test_a_wrong_clock_is_put_right_and_both_times_are_kept(away: Away) -> None:
    ahead = timedelta(hours=3)
    at = (clock.now() + ahead).isoformat()
    told = away.sends(away.writes(at=at, written_at=at), ahead=ahead).json()
    assert told["state"] == "recorded"
    assert "3 hours fast" in told["sentence"]
    assert abs(away.contacts()[0].at - clock.now()) < timedelta(minutes=1)
    with tenancy.acting(away.by):
        assert Written.objects.get().written_at > clock.now() + timedelta(hours=2)


def test_a_hundred_kilobytes_wait_to_be_shortened(away: Away) -> None:
    told = away.sends(away.writes(words="ש" * 100_000)).json()
    assert told["state"] == "held"
    assert "longer than 4,000" in told["sentence"]
    assert "ש" * 100_000 in away.client.get(told["href"]).content.decode()


def test_what_was_not_finished_waits_to_be_finished(away: Away) -> None:
    told = away.sends(away.writes(channel="", outcome="", unfinished=True)).json()
    assert told["state"] == "held"
    assert "had not finished" in told["sentence"]


def test_scripts_stay_words(away: Away) -> None:
    away.sends(away.writes(words="<script>alert(1)</script>", unfinished=True))
    with tenancy.acting(away.by):
        href = f"/day/written/{Written.objects.get().pk}/"
    assert "<script>alert(1)" not in away.client.get(href).content.decode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: {**one, "box": one["box"][:-8] + "AAAAAAA="},
        lambda one: {**one, "id": "0190a0a0-0000-7000-8000-000000000000"},
        lambda one: {**one, "key": "AAAA"},
        lambda one: {**one, "iv": "!!"},
    ],
)
def test_what_was_altered_on_the_way_is_refused_and_stays_on_the_device(away: Away, spoil: Any) -> None:
    answer = away.sends(spoil(away.writes()))
    assert answer.status_code == 409
    assert "still on the device" in answer.json()["problem"]
    assert away.contacts() == []


@pytest.mark.parametrize(
    "said", [{"channel": "telepathy"}, {"at": "yesterday"}, {"kind": "poem"}, {"young_person": "nobody"}]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(away: Away, said: dict[str, Any]) -> None:
    answer = away.sends(away.writes(**said))
    assert answer.status_code == 409
    assert "cannot be read" in answer.json()["problem"]


def test_nobody_can_be_written_about_who_was_not_on_the_sheet(away: Away) -> None:
    other = make_young_person(partnership=away.partnership, team=away.team)
    answer = away.sends(away.writes(young_person=str(other.pk)))
    assert answer.status_code == 409
    assert "not on this sheet" in answer.json()["problem"]


def test_nobody_sends_what_another_took(away: Away) -> None:
    parcel = away.writes()
    stranger, _ = make_staff(partnership=away.partnership, team=away.team)
    assert away.sends(parcel, client=sign_in(Client(), stranger)).status_code == 404
    assert away.contacts() == []


def test_signed_out_it_is_said_so_and_nothing_is_lost(away: Away) -> None:
    parcel = away.writes()
    assert away.sends(parcel, client=Client()).status_code == 401
    assert away.sends(parcel).json()["state"] == "recorded"


def test_it_can_be_sent_when_the_sheet_is_gone(away: Away) -> None:
    parcel = away.writes()
    away.post("/day/still/", {"forget": away.sheet["forget"], "gone": "wrong_tries"}, Client())
    assert away.sends(parcel).json()["state"] == "recorded"


def test_it_is_written_down_what_became_of_it(away: Away) -> None:
    away.sends(away.writes())
    with tenancy.acting(away.by):
        events = set(AuditEntry.objects.filter(young_person_id=away.jay.pk).values_list("event", flat=True))
    assert {"outreach.written.recorded", "casework.contact.recorded"} <= events
