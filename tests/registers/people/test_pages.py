"""The pages: who may open them, what they show, and that nothing typed is lost."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import drafts, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import ContactPoint, Identifier, Name, Residence, YoungPerson
from connexions.registers.people.sight import REACH, READERS, WRITERS, Part
from tests.factories import (
    make_contact_point,
    make_partnership,
    make_residence,
    make_staff,
    make_young_person,
    sign_in,
)

CHANGING = (
    "name",
    "about",
    "languages",
    "school",
    "support",
    "addresses/new",
    "reach/new",
    "carers/new",
    "siblings/new",
    "name/new",
    "numbers/new",
    "situation/new",
)


class Scene:
    """A partnership, an adviser signed in, and Jay, whom they help."""

    def __init__(self) -> None:
        self.here: Partnership = make_partnership(name="Tyne and Wear")
        self.team: Team = self.here.teams.get()
        self.user, self.membership = make_staff(partnership=self.here, team=self.team, name="Priya Nair")
        self.by: Actor = actor_for(self.membership, self.user)
        self.client = sign_in(Client(), self.user)
        self.jay = make_young_person(
            partnership=self.here,
            given_name="Jayden",
            family_name="Holloway",
            preferred_name="Jay",
            date_of_birth=date(2009, 5, 14),
            adviser=self.user,
            team=self.team,
        )

    @property
    def record(self) -> str:
        return f"/young-people/{self.jay.pk}/"

    def details(self, page: str = "") -> str:
        return f"{self.record}details/{page + '/' if page else ''}"

    def as_(self, role: Role, *, team: Team | None = None) -> Client:
        user, _ = make_staff(partnership=self.here, role=role, team=team)
        return sign_in(Client(), user)

    def events(self) -> list[str]:
        with tenancy.acting(system("tests", partnership=self.here.pk)):
            entries = AuditEntry.objects.filter(young_person_id=self.jay.pk).order_by("id")
            return list(entries.values_list("event", flat=True))

    def stored(self) -> YoungPerson:
        with tenancy.acting(self.by):
            return YoungPerson.objects.get(pk=self.jay.pk)


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def text(response: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, text(response)[:400]
    return text(response)


# Reading


def test_the_overview_says_who_this_is_and_who_may_see_it(scene: Scene) -> None:
    said = page(scene.client, scene.record)
    for words in (
        "Jay Holloway",
        "Jayden Holloway",
        "14 May 2009",
        "Priya Nair (you)",
        "Who can see this record:",
    ):
        assert words in said
    assert "This is what you may see. Other services may hold more." in said
    assert scene.events() == ["people.record.read"]


def test_each_page_of_the_record_is_written_down_as_read(scene: Scene) -> None:
    for address in ("timeline/", "details/", "details/changes/", "details/name/"):
        page(scene.client, scene.record + address)
    assert scene.events() == [
        "people.timeline.read",
        "people.details.read",
        "people.history.read",
        "people.details.read",
    ]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SYSTEM, Role.YOUNG_PERSON)])
def test_pages_open_for_a_role_exactly_as_it_sees(role: Role, scene: Scene) -> None:
    """Somebody in that role, of no team: Jay is one of everybody else."""
    client, reach = scene.as_(role), REACH[role]
    sees, writes = reach.partnership, reach.writes
    for address, part in (("", Part.HEADLINE), ("timeline/", Part.HEADLINE), ("details/", Part.DETAILS)):
        assert client.get(scene.record + address).status_code == (200 if part in sees else 403), address
    for changing in CHANGING:
        may = Part.DETAILS in sees and Part.DETAILS in writes
        assert client.get(scene.details(changing)).status_code == (200 if may else 403), changing
    assert client.get("/search/").status_code == (200 if role in READERS else 403)
    assert client.get("/young-people/new/").status_code == (200 if role in WRITERS else 403)


def test_another_partnership_meets_nothing_at_all(scene: Scene) -> None:
    user, _ = make_staff(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
    client = sign_in(Client(), user)
    for address in (
        scene.record,
        scene.record + "timeline/",
        *(scene.details(one) for one in ("", *CHANGING)),
    ):
        response = client.get(address)
        assert response.status_code == 404
        assert "Holloway" not in text(response)
    assert scene.events() == []


def test_somebody_of_another_team_sees_the_headline_and_is_told_why(scene: Scene) -> None:
    make_contact_point(scene.jay, "+447700900123")
    make_residence(scene.jay)
    said = page(scene.as_(Role.PERSONAL_ADVISER), scene.record)
    assert (
        "Jay is with the First team. You see who they are, what they are doing and who helps them, and no more."
        in said
    )
    assert "Details" not in said
    assert "07700 900123" not in said
    assert "Support" not in said


def test_details_show_everything_that_is_known(scene: Scene) -> None:
    make_contact_point(scene.jay, "+447700900123", opted_out_on=date(2026, 10, 1))
    make_residence(scene.jay, no_fixed_address=True, with_whom="Uncle")
    said = page(scene.client, scene.details())
    for words in (
        "07700 900123",
        "Do not use: they asked us on 1 October 2026",
        "No fixed address",
        "With Uncle",
    ):
        assert words in said


def test_an_inspector_reads_details_and_is_offered_no_change(scene: Scene) -> None:
    make_contact_point(scene.jay, "+447700900123")
    said = scene.as_(Role.INSPECTOR).get(scene.details()).content.decode()
    assert "07700 900123" in said
    assert "/details/name/" not in said
    assert "Take away" not in said


@pytest.mark.parametrize("address", ["", "timeline/", "details/", "details/changes/", "details/name/"])
def test_pages_of_a_record_ask_few_questions(address: str, scene: Scene) -> None:
    for number in range(5):
        make_contact_point(scene.jay, f"+4477009001{number:02}")
        make_residence(scene.jay, from_on=date(2010 + number, 1, 1), until_on=date(2011 + number, 1, 1))
    page(scene.client, scene.record + address)
    with CaptureQueriesContext(connection) as asked:
        page(scene.client, scene.record + address)
    assert len(questions(asked)) <= MOST_QUESTIONS, "\n".join(questions(asked))


# Of the fifteen that a page may ask, two say who is acting: once to read, and once to write that down.
MOST_QUESTIONS = 15 - 2


def questions(asked: CaptureQueriesContext) -> list[str]:
    """The statements of a page, without those that begin, end or set up its transactions."""
    plain = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT coalesce(cur")
    told = [str(one["sql"]) for one in asked.captured_queries]
    return [one[:160] for one in told if not one.startswith(plain)]


# The timeline


def test_the_timeline_pages_back_through_ties_without_loss(scene: Scene) -> None:
    for year in range(2, 70):
        make_residence(scene.jay, from_on=date(2020, 1, 1), until_on=date(2020, 1, 1 + year % 27 + 1))
    seen: list[str] = []
    address: str | None = scene.record + "timeline/?kind=moves"
    while address:
        html = scene.client.get(address).content.decode()
        seen += re.findall(r"<h4>Moved home", html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        address = found[1].replace("&amp;", "&") if found else None
    assert len(seen) == 68


def test_a_kind_or_a_place_that_is_none_shows_the_whole_timeline(scene: Scene) -> None:
    for query in ("?kind=nonsense", "?before=nonsense", "?before=2026-01-01~1"):
        assert "Record begun" in page(scene.client, scene.record + "timeline/" + query)


def test_counts_on_the_timeline_are_of_what_the_reader_may_see(scene: Scene) -> None:
    make_residence(scene.jay, from_on=date(2020, 1, 1))
    assert "Moves 1" in page(scene.client, scene.record + "timeline/")
    other = page(scene.as_(Role.PERSONAL_ADVISER), scene.record + "timeline/")
    assert "Moves" not in other
    assert "1 item since" in other


# Searching


def test_a_search_leaves_nothing_in_an_address(scene: Scene) -> None:
    sent = scene.client.post("/search/", {"q": "holloway 14/5/2009"})
    assert (sent.status_code, sent["Location"]) == (302, "/search/")
    said = page(scene.client, "/search/")
    assert "1 young person found" in said
    assert "17, Year 13, born 14 May 2009" in said


def test_a_name_in_the_address_is_not_searched_for(scene: Scene) -> None:
    assert "found" not in page(scene.client, "/search/?q=holloway")


def test_ones_search_is_shown_to_oneself_alone(scene: Scene) -> None:
    scene.client.post("/search/", {"q": "holloway"})
    assert "Jay Holloway" not in page(scene.as_(Role.PERSONAL_ADVISER), "/search/")


def test_a_search_that_finds_nobody_says_what_to_do(scene: Scene) -> None:
    scene.client.post("/search/", {"q": "zzyzx"})
    assert "Nobody found whom you may see" in page(scene.client, "/search/")


def test_typing_gives_the_first_hits(scene: Scene) -> None:
    response = scene.client.post("/search/", {"q": "hollo", "ahead": "1"})
    assert response.status_code == 200
    assert f'href="{scene.record}"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_searching_asks_few_questions(scene: Scene) -> None:
    scene.client.post("/search/", {"q": "jadyen holoway"})
    page(scene.client, "/search/")
    with CaptureQueriesContext(connection) as asked:
        page(scene.client, "/search/")
    assert len(questions(asked)) <= MOST_QUESTIONS, "\n".join(questions(asked))


# Changing


def test_a_name_is_changed_and_the_former_kept(scene: Scene) -> None:
    answers = {
        "given_name": "Jayden",
        "family_name": "Brown",
        "preferred_name": "Jay",
        "why": "change",
        "changed_on-day": "1",
        "changed_on-month": "10",
        "changed_on-year": "2026",
        "source": "Deed poll",
        "version": "1",
    }
    response = scene.client.post(scene.details("name"), answers)
    assert response.status_code == 302
    said = page(scene.client, scene.details())
    assert "Former name: Jayden Holloway" in said
    assert "The name is saved." in said


def test_a_bad_answer_is_refused_with_a_sentence_and_keeps_what_was_typed(scene: Scene) -> None:
    response = scene.client.post(
        scene.details("addresses/new"), {"postcode": "XX1", "town": "Leeds", "from_on-day": "40"}
    )
    assert response.status_code == 422
    said = text(response)
    assert "“XX1” is not a possible postcode" in said
    assert 'value="Leeds"' in response.content.decode()
    assert "<title>Error:" in response.content.decode()


@pytest.mark.parametrize(
    ("changing", "answers", "said"),
    [
        ("about", {"date_of_birth": "14/5/2009", "gender": "M", "ethnicity": "WBRI"}, "White British"),
        ("name/new", {"kind": "also_known_as", "given_name": "Jaybo"}, "Also known as: Jaybo"),
        ("languages", {"first_language": "Polish", "needs_interpreter": "on"}, "Polish"),
        ("support", {"special_needs": "ehc_plan"}, "EHC plan"),
        ("addresses/new", {"no_fixed_address": "on", "from_on": "1/2/2026"}, "No fixed address"),
        ("addresses/new", {"line_1": "1 Test Row", "postcode": "ne14xd", "from_on": "1/2/2026"}, "NE1 4XD"),
        ("reach/new", {"value": "07700900123"}, "07700 900123"),
        ("reach/new", {"value": "Jay@Example.org"}, "jay@example.org"),
        ("carers/new", {"name": "Ann Bee", "parental_responsibility": "yes"}, "Parental responsibility: yes"),
        ("numbers/new", {"scheme": "uln", "value": "9276308686"}, "9276308686"),
        ("situation/new", {"kind": "young_carer", "source": "Jay"}, "Carer, not own child"),
    ],
)
def test_each_section_is_changed(changing: str, answers: dict[str, str], said: str, scene: Scene) -> None:
    response = scene.client.post(scene.details(changing), {"version": "1", **answers})
    assert response.status_code == 302, text(response)[-800:]
    assert said in page(scene.client, scene.details())


def test_a_wrong_check_digit_is_kept_with_a_warning(scene: Scene) -> None:
    scene.client.post(scene.details("numbers/new"), {"scheme": "upn", "value": "A801200005001"})
    said = page(scene.client, scene.details())
    assert "The number is kept, but look at it again." in said
    assert "Look at it again" in said


def test_a_school_by_its_name_or_number(scene: Scene) -> None:
    from connexions.registers.partners.models import Establishment

    school = Establishment.objects.create(name="Kenton School", town="Newcastle", number="3914449")
    for typed in ("kenton school", "3914449", "Kenton School, Newcastle (3914449)", "Kenton"):
        version = scene.stored().version
        response = scene.client.post(scene.details("school"), {"school": typed, "version": str(version)})
        assert response.status_code == 302, typed
        assert scene.stored().school_id == school.pk
        scene.client.post(scene.details("school"), {"school": "", "version": str(scene.stored().version)})
    refused = scene.client.post(scene.details("school"), {"school": "No such"})
    assert "No school or college is called “No such”" in text(refused)


def test_a_sibling_is_searched_for_then_joined(scene: Scene) -> None:
    sister = make_young_person(
        partnership=scene.here, given_name="Amy", family_name="Holloway", team=scene.team
    )
    found = scene.client.post(scene.details("siblings/new"), {"find": "amy holloway"})
    assert "Amy Holloway" in text(found)
    assert "Jay Holloway, 17" not in text(found)
    joined = scene.client.post(
        scene.details("siblings/new"),
        {"find": "amy holloway", "sibling": str(sister.pk), "relationship": "Twin"},
    )
    assert joined.status_code == 302
    assert "Amy Holloway" in page(scene.client, scene.details())
    assert "Jay Holloway" in page(scene.client, f"/young-people/{sister.pk}/details/")


def test_rows_are_changed_and_taken_away(scene: Scene) -> None:
    point = make_contact_point(scene.jay, "+447700900123")
    home = make_residence(scene.jay)
    scene.client.post(scene.details(f"reach/{point.pk}"), {"value": "07700 900124", "version": "1"})
    scene.client.post(scene.details(f"addresses/{home.pk}"), {"line_1": "2 Test Row", "version": "1"})
    said = page(scene.client, scene.details())
    assert "07700 900124" in said
    assert "2 Test Row" in said
    scene.client.post(scene.details(f"reach/{point.pk}/remove"))
    with tenancy.acting(scene.by):
        assert not ContactPoint.objects.filter(pk=point.pk).exists()


def test_a_row_of_somebody_else_is_not_reached_through_ones_own(scene: Scene) -> None:
    other = make_young_person(
        partnership=scene.here, team=Team.objects.create(partnership=scene.here, name="Two")
    )
    point = make_contact_point(other, "+447700900777")
    response = scene.client.get(scene.details(f"reach/{point.pk}"))
    assert response.status_code == 404
    assert "900777" not in text(response)


def test_what_was_changed_is_shown_field_by_field(scene: Scene) -> None:
    scene.client.post(
        scene.details("about"),
        {"date_of_birth": "14/5/2009", "gender": "M", "ethnicity": "WBRI", "version": "1"},
    )
    said = page(scene.client, scene.details("changes"))
    assert "Gender Not known Male" in said
    assert "Ethnicity Information not obtained White British" in said
    assert "Priya Nair" in said


# Two people at once


def test_the_second_save_shows_both_texts_and_lets_one_choose(scene: Scene) -> None:
    other, _ = make_staff(partnership=scene.here, team=scene.team, name="Tom Ridley")
    theirs = {"first_language": "Polish", "version": "1"}
    assert sign_in(Client(), other).post(scene.details("languages"), theirs).status_code == 302
    mine = {"first_language": "Czech", "version": "1"}
    refused = scene.client.post(scene.details("languages"), mine)
    assert refused.status_code == 409
    said = text(refused)
    for words in ("Two of you have written here", "Tom Ridley wrote", "Polish", "You wrote", "Czech"):
        assert words in said
    assert scene.stored().first_language == "Polish"
    chosen = {**mine, "version": "2", "keep:first_language": "theirs", "theirs:first_language": "Polish"}
    assert scene.client.post(scene.details("languages"), chosen).status_code == 302
    assert scene.stored().first_language == "Polish"
    again = {**mine, "version": str(scene.stored().version), "keep:first_language": "mine"}
    assert scene.client.post(scene.details("languages"), again).status_code == 302
    assert scene.stored().first_language == "Czech"


# Nothing typed is lost


def form_of(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a page's form, as a browser would send them."""
    html = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def test_a_save_after_the_session_ended_is_there_after_signing_in(scene: Scene) -> None:
    address = scene.details("languages")
    hidden = form_of(scene.client, address)
    scene.client.cookies.clear()  # the session is over
    sent = scene.client.post(address, {**hidden, "communication_needs": "Reads best on yellow paper"})
    assert sent.status_code == 302
    assert "next=" in sent["Location"]
    sign_in(scene.client, scene.user)
    said = scene.client.get(address).content.decode()
    assert "Reads best on yellow paper" in said
    assert "We kept what you typed" in said


def test_a_draft_is_given_back_and_gone_when_saved(scene: Scene) -> None:
    address, key = scene.details("languages"), f"people.languages:{scene.jay.pk}"
    with tenancy.acting(scene.by):
        from connexions.ground.base import clock

        drafts.keep(
            form=key, typed={"first_language": ["Pol"], "version": ["1"]}, at=clock.now(), by=scene.by
        )
    said = scene.client.get(address).content.decode()
    assert 'value="Pol"' in said
    assert "There is a problem" not in said
    scene.client.post(address, {"first_language": "Polish", "version": "1"})
    assert "We kept what you typed" not in page(scene.client, address)


def test_a_draft_can_be_thrown_away(scene: Scene) -> None:
    address, key = scene.details("languages"), f"people.languages:{scene.jay.pk}"
    kept = scene.client.post(
        "/drafts/", {"key": key, "data": {"first_language": ["Pol"]}}, content_type="application/json"
    )
    assert kept.status_code == 200
    assert "We kept what you typed" in page(scene.client, address)
    gone = scene.client.post("/drafts/discard/", {"key": key, "next": address})
    assert gone["Location"] == address
    assert "We kept what you typed" not in page(scene.client, address)


# A new young person


BEGIN = {"given_name": "Jaden", "family_name": "Holloway", "date_of_birth": "14/5/2009", "gender": "M"}


def test_a_new_record_is_not_begun_before_looking_at_those_alike(scene: Scene) -> None:
    shown = scene.client.post("/young-people/new/", BEGIN)
    assert shown.status_code == 200
    said = text(shown)
    assert "Is it one of these?" in said
    assert "Jay Holloway" in said
    with tenancy.acting(scene.by):
        assert YoungPerson.objects.count() == 1
    begun = scene.client.post("/young-people/new/", {**BEGIN, "sure": "on"})
    assert begun.status_code == 302
    with tenancy.acting(scene.by):
        assert YoungPerson.objects.count() == 2


def test_a_hint_shows_only_what_confirms_who_it_is(scene: Scene) -> None:
    make_contact_point(scene.jay, "+447700900123")
    make_residence(scene.jay)
    scene.jay.team = Team.objects.create(partnership=scene.here, name="Two")
    with tenancy.acting(scene.by):
        scene.jay.adviser = None
        scene.jay.save()
    said = text(scene.client.post("/young-people/new/", BEGIN))
    assert "Jay Holloway" in said
    for hidden in ("07700", "NE1", "Newcastle"):
        assert hidden not in said


def test_somebody_elsewhere_is_no_duplicate(scene: Scene) -> None:
    make_young_person(
        partnership=make_partnership(), given_name="Una", family_name="Other", date_of_birth=date(2008, 1, 1)
    )
    answers = {"given_name": "Una", "family_name": "Other", "date_of_birth": "1/1/2008", "gender": "F"}
    assert scene.client.post("/young-people/new/", answers).status_code == 302


# A young person's own page


def test_a_young_person_sees_what_is_kept_about_them(scene: Scene) -> None:
    make_contact_point(scene.jay, "+447700900123")
    user = User.objects.create_user(email="jay@example.org", name="Jay")
    Membership.objects.create(
        user=user,
        partnership=scene.here,
        role=Role.YOUNG_PERSON,
        young_person_id=scene.jay.pk,
        from_on=date(2026, 1, 1),
    )
    client = sign_in(Client(), user, second_factor=False)
    said = page(client, "/me/record/")
    for words in ("Hello Jay", "Priya Nair is your personal adviser", "07700 900123", "Who can see it"):
        assert words in said
    assert client.get(scene.record).status_code == 403
    assert "people.me.read" in scene.events()


def test_nobody_else_opens_that_page(scene: Scene) -> None:
    assert scene.client.get("/me/record/").status_code == 403


def test_the_rows_of_history_have_words_for_every_kind() -> None:
    from connexions.registers.people.presenters.history import NOUNS
    from connexions.registers.people.queries.history import KEPT

    assert set(KEPT.values()) == set(NOUNS)
    assert {Name, Residence, Identifier} <= set(NOUNS)
