"""The round, what leaves the desk, and who can call it back."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role, system
from connexions.practice.appointments.models import Appointment
from connexions.practice.outreach.actions import rounds
from connexions.practice.outreach.models import CarryingRules, Copy, Stop
from connexions.practice.outreach.queries import suggestions
from connexions.registers.people.models import Carer
from tests.factories import make_contact_point, make_staff, make_young_person, sign_in
from tests.factories.casework import make_mine, make_plan, make_review
from tests.practice.outreach.away import Away

pytestmark = pytest.mark.django_db


@pytest.fixture
def away() -> Away:
    return Away()


def page(away: Away, path: str = "/day/") -> str:
    answer = away.client.get(path, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def stops(away: Away) -> list[Stop]:
    with tenancy.acting(away.by):
        return list(Stop.objects.select_related("young_person"))


def test_a_review_that_is_due_is_suggested_and_can_be_added(away: Away) -> None:
    with tenancy.acting(away.by):
        make_review(away.jay, due_on=away.on)
    assert "Review due" in page(away)
    away.client.post("/day/add/", {"young_person": str(away.jay.pk), "about": "Review", "at": "2:30pm"})
    (stop,) = stops(away)
    assert (stop.about, stop.at and stop.at.hour) == ("Review", 14)
    assert "Review due" not in page(away)


def test_whom_one_is_to_meet_is_suggested_first(away: Away) -> None:
    at = timezone.make_aware(datetime.combine(away.on, time(15, 30)))
    with tenancy.acting(away.by):
        make_review(make_mine(away.by, given_name="Kim"), due_on=away.on)
        Appointment.objects.create(
            partnership=away.partnership,
            young_person=away.jay,
            adviser=away.user,
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            how="elsewhere",
            purpose="See the garage",
            booked_at=at,
        )
        found = suggestions.suggestions(on=away.on, by=away.by, but=set())
    assert [(one.name.split()[0], one.about) for one in found] == [
        ("Jay", "See the garage"),
        ("Kim", "Review"),
    ]
    assert found[0].at == time(15, 30)


def test_somebody_of_the_caseload_is_found_by_name(away: Away) -> None:
    make_young_person(partnership=away.partnership, given_name="Jayne", family_name="Elsewhere")
    found = page(away, "/day/?who=jay")
    assert "Jay Holloway" in found
    assert "Elsewhere" not in found


def test_what_makes_no_sense_is_left_out(away: Away) -> None:
    said = {"young_person": str(away.jay.pk), "about": "a\x00b" * 300, "at": "half past never"}
    assert away.client.post("/day/add/", said).status_code == 302
    assert [one.about for one in stops(away)] == [""]
    assert away.client.get("/day/?who=%00&on=never").status_code == 200


def test_the_order_is_the_advisers(away: Away) -> None:
    kim = make_mine(away.by, given_name="Kim")
    away.puts(away.jay, kim)
    away.client.post(f"/day/stops/{stops(away)[1].pk}/move/", {"move": "earlier"})
    assert [one.young_person.given_name for one in stops(away)] == ["Kim", "Jay"]
    away.client.post(f"/day/stops/{stops(away)[0].pk}/move/", {"move": "off"})
    assert [one.young_person.given_name for one in stops(away)] == ["Jay"]


def test_the_order_of_times(away: Away) -> None:
    kim = make_mine(away.by, given_name="Kim")
    away.puts(away.jay, kim)
    away.client.post(f"/day/stops/{stops(away)[1].pk}/", {"about": "At the café", "at": "9am"})
    away.client.post("/day/by-time/")
    assert [one.young_person.given_name for one in stops(away)] == ["Kim", "Jay"]


def test_a_visit_has_what_it_needs_and_no_more(away: Away) -> None:
    with tenancy.acting(away.by):
        type(away.jay).objects.filter(pk=away.jay.pk).update(
            ethnicity="WBRI", communication_needs="Speak slowly.\nWrite it down.", first_language="Polish"
        )
        about = {"partnership": away.partnership, "young_person": away.jay}
        Carer.objects.create(**about, name="Ann Holloway", may_contact=True, phone="+447700900200")
        Carer.objects.create(**about, name="Not Thisone", may_contact=False, phone="+447700900201")
    make_contact_point(away.jay, "+447700900202", opted_out_on=away.on)
    away.records("Said in confidence.")
    make_plan(away.jay, by=away.by)
    told = str(away.takes())
    for wanted in (
        "Jay Holloway",
        "12 Quayside",
        "07700 900123",
        "After school",
        "Ann Holloway",
        "Speak slowly",
    ):
        assert wanted in told, wanted
    assert "Ring the college" in told
    for left_out in ("Said in confidence", "Not Thisone", "900202", "WBRI", "Get on to a course"):
        assert left_out not in told, left_out


def test_taking_it_is_a_look_at_everybody_on_it(away: Away) -> None:
    away.puts(make_mine(away.by, given_name="Kim"))
    away.takes()
    with tenancy.acting(away.by):
        looks = AuditEntry.objects.filter(event="outreach.day_sheet.read")
        assert looks.count() == 2
        assert away.jay.pk in set(looks.values_list("young_person_id", flat=True))
        copy = Copy.objects.get()
    assert (copy.people, copy.holder_id, copy.kind) == (2, away.user.pk, "device")
    assert copy.until_at > clock.now()


def test_an_empty_round_cannot_be_taken(away: Away) -> None:
    answer = away.post("/day/take/", {"now": clock.now().isoformat()})
    assert answer.status_code == 409
    assert "Nobody is on this round" in answer.json()["problem"]


def test_nobody_is_put_on_a_round_whom_one_may_not_see(away: Away) -> None:
    stranger = make_young_person(partnership=away.partnership, given_name="Un", family_name="Known")
    assert away.client.post("/day/add/", {"young_person": str(stranger.pk)}).status_code == 403
    assert stops(away) == []


def test_whoever_was_handed_over_is_left_off_the_sheet(away: Away) -> None:
    away.puts(away.jay, make_mine(away.by, given_name="Kim", family_name="Stays"))
    with tenancy.acting(system("tests", partnership=away.partnership.pk)):
        type(away.jay).objects.filter(pk=away.jay.pk).update(adviser=None, team=None)
    found = page(away)
    assert "Kim Stays" in found
    assert "Jay Holloway" not in found
    assert "1 person on this round is not with you any more" in found
    assert "Jay Holloway" not in str(away.post("/day/take/", {"now": clock.now().isoformat()}).json())


def test_no_more_leave_the_desk_than_the_rules_let(away: Away) -> None:
    with tenancy.acting(away.by):
        CarryingRules.objects.create(partnership=away.partnership, most_people=1)
    away.puts(away.jay)
    kim = make_mine(away.by)
    answer = away.client.post("/day/add/", {"young_person": str(kim.pk)}, follow=True)
    assert "holds 1 people at most" in answer.content.decode()


def test_paper_has_a_number_and_a_line_to_destroy_it(away: Away) -> None:
    away.puts(away.jay)
    answer = away.client.post("/day/print/", follow=True)
    told = answer.content.decode()
    assert "Destroy after use" in told
    assert "Sheet 00001" in told
    assert "12 Quayside" in told
    with tenancy.acting(away.by):
        copy = Copy.objects.get()
    away.client.post(f"/day/sheets/{copy.pk}/gone/")
    assert "12 Quayside" not in page(away, f"/day/sheets/{copy.pk}/").split("The round")[0]


def still(away: Away, client: Client | None = None, **said: Any) -> dict[str, Any]:
    told = {"forget": away.takes()["forget"], **said}
    return dict(away.post("/day/still/", told, client or Client()).json())


def test_a_device_may_keep_its_sheet_until_it_is_called_back(away: Away) -> None:
    assert still(away) == {"forget": False, "called_back": False}
    manager, _ = make_staff(partnership=away.partnership, role=Role.TEAM_MANAGER, team=away.team)
    theirs = sign_in(Client(), manager)
    found = theirs.get("/day/out/").content.decode()
    assert "Priya Nair" in found
    assert "Jay" not in found
    assert theirs.post(f"/day/sheets/{away.sheet['copy']}/call-back/").status_code == 302
    assert still(away) == {"forget": True, "called_back": True}
    still(away, gone="called_back")
    assert "Gone" in theirs.get("/day/out/").content.decode()


def test_an_ended_sheet_is_to_be_forgotten(away: Away) -> None:
    away.takes()
    with tenancy.acting(away.by):
        Copy.objects.update(until_at=clock.now() - timedelta(minutes=1))
    assert still(away)["forget"] is True


def test_whoever_works_here_no_more_is_forgotten(away: Away) -> None:
    away.takes()
    type(away.user).objects.filter(pk=away.user.pk).update(is_active=False)
    assert still(away)["forget"] is True


@pytest.mark.parametrize("forget", ["", "nonsense", None, 7])
def test_a_token_that_is_not_ours_forgets(away: Away, forget: Any) -> None:
    assert away.post("/day/still/", {"forget": forget}, Client()).json() == {"forget": True}


def test_only_those_who_answer_for_it_call_a_sheet_back(away: Away) -> None:
    copy = away.takes()["copy"]
    other, _ = make_staff(partnership=away.partnership, team=away.team)
    assert sign_in(Client(), other).post(f"/day/sheets/{copy}/call-back/").status_code == 403
    far, _ = make_staff(partnership=away.partnership, role=Role.TEAM_MANAGER)
    assert sign_in(Client(), far).post(f"/day/sheets/{copy}/call-back/").status_code == 403
    assert away.client.post(f"/day/sheets/{copy}/call-back/").status_code == 302


def test_an_administrator_says_what_may_leave_the_desk(away: Away) -> None:
    user, _ = make_staff(partnership=away.partnership, role=Role.ADMINISTRATOR)
    client = sign_in(Client(), user)
    said = {
        "most_people": "5",
        "ends_at": "6pm",
        "lock_after_minutes": "2",
        "wrong_tries": "5",
        "shortest_passphrase": "20",
        "version": "0",
    }
    assert client.post("/day/out/rules/", said).status_code == 302
    assert away.takes()["wrong_tries"] == 5
    assert client.post("/day/out/rules/", {**said, "most_people": "7"}).status_code == 409
    assert client.post("/day/out/rules/", {**said, "shortest_passphrase": "4"}).status_code == 422
    assert away.client.get("/day/out/rules/").status_code == 403


def test_the_shell_and_its_worker_know_nobody(away: Away) -> None:
    away.puts(away.jay)
    shell, worker = away.client.get("/day/away/"), away.client.get("/day/worker.js")
    assert shell.content == Client().get("/day/away/").content
    for word in (b"Priya", b"Holloway", b"csrf", away.partnership.name.encode()):
        assert word not in shell.content
    assert worker["Content-Type"] == "text/javascript"
    assert worker["Cache-Control"] == "no-cache"
    assert b"/static/js/day/away.js" in worker.content
    assert "worker-src 'self'" in shell["Content-Security-Policy"]
    assert "unsafe" not in shell["Content-Security-Policy"]


def test_the_page_costs_the_same_for_one_as_for_many(away: Away) -> None:
    away.puts(away.jay)
    with CaptureQueriesContext(connection) as one:
        page(away)
    away.puts(*(make_mine(away.by) for _ in range(8)))
    with CaptureQueriesContext(connection) as many:
        page(away)
    asked = [one["sql"] for one in many.captured_queries if "_config('connexions" not in one["sql"]]
    asked = [one for one in asked if "current_setting" not in one and one.split()[0] in ("SELECT", "WITH")]
    assert abs(len(many) - len(one)) <= 1
    assert len(asked) <= 16, "\n".join(asked)  # one of them for the risk notes


def test_a_round_holds_somebody_once(away: Away) -> None:
    away.puts(away.jay, away.jay)
    assert len(stops(away)) == 1
    with tenancy.acting(away.by):
        assert rounds.add(young_person=away.jay, on=away.on, by=away.by).pk == stops(away)[0].pk


def test_a_round_of_doors_goes_onto_todays_sheet_at_one_press(away: Away) -> None:
    kim = make_mine(away.by, given_name="Kim")
    away.client.post("/day/add/", {"young_person": str(away.jay.pk), "about": "Review"})
    doors = {"young_person": [str(kim.pk), str(away.jay.pk)]}
    answer = away.client.post("/day/add-round/", doors, follow=True)
    assert "1 door is on your sheet" in answer.content.decode()
    assert [(one.young_person_id, one.about) for one in stops(away)] == [
        (away.jay.pk, "Review"),
        (kim.pk, "Visit: ask what they do now"),
    ]


def test_a_round_of_doors_goes_on_whole_or_not_at_all(away: Away) -> None:
    with tenancy.acting(system("tests", partnership=away.partnership.pk)):
        CarryingRules.objects.update_or_create(partnership=away.partnership, defaults={"most_people": 1})
    many = [str(make_mine(away.by, given_name=name).pk) for name in ("Kim", "Lee")]
    answer = away.client.post("/day/add-round/", {"young_person": many}, follow=True)
    assert "A day sheet holds 1 people at most" in answer.content.decode()
    assert stops(away) == []
