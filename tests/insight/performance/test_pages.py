"""The pages of figures: what each role is told, what opens, and how many questions a page asks."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from connexions.engines.stats import Spell
from connexions.engines.stats.measures import MEASURES
from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_residence, make_staff, sign_in
from tests.insight.performance.district import SEPTEMBER, District

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 10)  # the last month that has ended is January 2026
AUGUST = date(2026, 8, 31)
CLOSED = [Role.PARTNER_WORKER, Role.ADMINISTRATOR, Role.NATIONAL_ANALYST]
TELLS_ALL = [Role.DUTY_ADVISER, Role.PARTNERSHIP_MANAGER, Role.DATA_OFFICER, Role.INSPECTOR]
LEAVES_OUT = [Role.PERSONAL_ADVISER, Role.TEAM_MANAGER]


@pytest.fixture(autouse=True)
def in_february(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("performance:figures")  # what is imported with the addresses keeps the real clock
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def district() -> District:
    """Forty at college, eight NEET (one since January, found then), three lapsed, one in custody."""
    made = District()
    for number in range(40):
        made.young_person(
            Spell("230", SEPTEMBER, lapses_on=AUGUST), lead_authority="391" if number % 2 else "392"
        )
    for _ in range(7):
        made.young_person(Spell("619", SEPTEMBER))
    made.young_person(
        Spell("810", SEPTEMBER, date(2026, 1, 12)),
        Spell("619", date(2026, 1, 12)),
        given_name="Jay",
        family_name="Holloway",
    )
    for _ in range(3):
        made.young_person(Spell("330", SEPTEMBER, lapses_on=date(2025, 12, 31)))
    made.young_person(Spell("710", SEPTEMBER, lapses_on=AUGUST))
    return made


def client(district: District, role: Role) -> Client:
    team, _ = Team.objects.get_or_create(partnership=district.partnership, name="Team")
    user, _ = make_staff(partnership=district.partnership, team=team, role=role)
    return sign_in(Client(), user)


def get(who: Client, page: str, query: str = "", status: int = 200) -> str:
    answer = who.get(reverse(f"performance:{page}") + query)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def test_the_figures_of_the_last_month_that_has_ended(district: District) -> None:
    page = get(client(district, Role.PARTNERSHIP_MANAGER), "figures")
    assert "end of January 2026" in page
    assert "15.7%" in page  # 8 NEET of 51: custody is left out
    assert "8 people, 1 more than in December 2025" in page
    assert "5.9%" in page  # three lapsed
    assert "78.4%" in page
    assert "NEET: 1 more, none by real movement" in page
    assert "1 joined, 0 left" in page


def test_another_month_area_and_grouping_may_be_asked_for(district: District) -> None:
    who = client(district, Role.DATA_OFFICER)
    page = get(who, "figures", "?month=2025-12&area=392&by=age&of=not_known&since=2025-10")
    assert "North Tyneside, end of December 2025" in page
    assert "16 (year group 12)" in page
    assert "0.0%" in page


@pytest.mark.parametrize(
    "grouping",
    ["authority", "age", "school", "district", "neighbourhood", "deprivation", "situation", "needs"],
)
def test_every_grouping_counts_everybody(district: District, grouping: str) -> None:
    rows = as_csv(get(client(district, Role.DATA_OFFICER), "groups_csv", f"?by={grouping}"))
    assert rows[-1][:4] == ["All together", "51", "8", "3"]


def test_homes_are_placed_by_the_postcodes_that_ship(district: District) -> None:
    with district.acting():
        for young_person, postcode in zip(
            YoungPerson.objects.order_by("pk"), ["DH2 1SN", "ZZ99 9ZZ"], strict=False
        ):
            make_residence(young_person, postcode=postcode)
    who = client(district, Role.DATA_OFFICER)
    by_tenth = as_csv(get(who, "groups_csv", "?by=deprivation"))
    assert [row[:2] for row in by_tenth[1:]] == [
        ["3 of 10", "1"],
        ["No address recorded, or a postcode that we cannot place", "50"],
        ["All together", "51"],
    ]
    near = as_csv(get(who, "groups_csv", "?by=neighbourhood"))
    assert near[1][0].endswith(", E01008226")
    assert near[1][1] == "1"
    assert "1 young person, by name" in get(who, "people", "?by=neighbourhood&key=E01008226")
    assert "1 young person, by name" in get(who, "people", "?by=deprivation&key=03")
    assert "LSOA of 2011" in get(who, "figures", "?by=neighbourhood")


@pytest.mark.parametrize(
    "query",
    ["?month=2026-13", "?month=2031-01", "?month=x&since=y", "?area=999&by=shoe&of=luck", "?month=2026-02"],
)
def test_an_address_that_makes_no_sense_shows_the_last_month(district: District, query: str) -> None:
    assert "end of January 2026" in get(client(district, Role.INSPECTOR), "figures", query)


def test_nobody_on_record_is_said_so() -> None:
    page = get(client(District(), Role.PARTNERSHIP_MANAGER), "figures")
    assert "Nobody to count at the end of January 2026" in page


@pytest.mark.parametrize("role", CLOSED)
def test_figures_are_closed_to_others(district: District, role: Role) -> None:
    for page in ("figures", "people", "counted", "months_csv", "change_csv", "groups_csv"):
        get(client(district, role), page, status=403)


@pytest.mark.parametrize("role", LEAVES_OUT)
def test_small_numbers_are_left_out_for_those_without_leave(district: District, role: Role) -> None:
    who = client(district, role)
    page = get(who, "figures", "?by=authority")
    assert "performance:people" not in page
    assert reverse("performance:people") not in page
    assert "too small to be told" in page
    (north, newcastle, whole) = (
        line for line in as_csv(get(who, "groups_csv", "?by=authority")) if line[0] != "Local authority"
    )
    assert "c" in newcastle + north + whole
    assert "3" not in [cell for line in (north, newcastle, whole) for cell in line]
    get(who, "people", status=403)


@pytest.mark.parametrize("role", TELLS_ALL)
def test_every_number_opens_the_list_behind_it(district: District, role: Role) -> None:
    who = client(district, role)
    assert reverse("performance:people") in get(who, "figures")
    page = get(who, "people", "?counts=neet")
    assert "8 young people" in page
    assert "Jay Holloway" in page
    assert "Jay Holloway" not in get(who, "people", "?counts=neet&month=2025-12")
    assert "Jay Holloway" in get(who, "people", "?counts=not_known&month=2025-12")
    assert "3 young people" in get(who, "people", "?counts=not_known")
    assert "51 young people" in get(who, "people", "?counts=everybody&by=school&key=none")
    with district.acting():
        noted = AuditEntry.objects.filter(event="performance.people.read").order_by("pk").first()
    assert noted is not None
    assert len(noted.details["shown"]) == 8


BEHIND = [
    ("?counts=neet&month=2025-12", "7 young people"),
    ("?moved=joined", "1 young person"),
    ("?moved=joined&part=identification", "1 young person"),
    ("?moved=joined&state=not_known", "1 young person"),
    ("?moved=joined&part=movement", "0 young people"),
    ("?moved=left&of=not_known&state=neet", "1 young person"),
    ("?reached=-1", "8 young people"),
    ("?reached=0", "0 young people"),
    ("?offer=without", "52 young people"),
    ("?offer=without&area=392", "20 young people"),
]


@pytest.mark.parametrize(("query", "number"), BEHIND)
def test_so_many_are_behind_the_numbers_of_tables_charts_and_boxes(
    district: District, query: str, number: str
) -> None:
    assert f"{number}, by name" in get(client(district, Role.DATA_OFFICER), "people", query)


def test_tables_charts_and_boxes_lead_to_the_people_behind_them(district: District) -> None:
    page = get(client(district, Role.DATA_OFFICER), "figures")
    for asked in (
        "month=2025-12&amp;since=2025-12&amp;area=&amp;of=neet&amp;by=school&amp;counts=neet",
        "moved=joined&amp;part=identification",
        "moved=joined&amp;state=not_known",
        "reached=-1",
        "offer=without",
    ):
        assert asked in page, asked
    assert "Joined NEET, December 2025 to January 2026" in get(
        client(district, Role.DATA_OFFICER), "people", "?moved=joined&part=identification"
    )


def test_whoever_is_neet_is_shown_by_when_they_were_last_reached(district: District) -> None:
    page = get(client(district, Role.PARTNERSHIP_MANAGER), "figures")
    assert "8 people NEET not reached for 8 weeks" in page
    assert "Never reached 8" in page
    told = get(client(district, Role.PERSONAL_ADVISER), "figures", "?area=392")
    assert "Never reached 8" not in told  # that few are not known, and they would be given away


def test_no_small_change_is_told_to_those_without_leave(district: District) -> None:
    told = get(client(district, Role.TEAM_MANAGER), "figures")
    assert "Why NEET changed" in told
    assert "1 more" not in told.replace("8 people, 1 more", "")


def test_lists_come_in_pages_and_as_a_file(district: District) -> None:
    who = client(district, Role.DATA_OFFICER)
    first, second = get(who, "people"), get(who, "people", "?page=2")
    assert "Page 1 of 2" in first
    assert second.count('class="cx-link cx-link--name"') == 1
    assert len(as_csv(get(who, "people", "?as=csv"))) == 52


def test_lists_and_tables_are_workbooks_too(district: District) -> None:
    who = client(district, Role.DATA_OFFICER)
    whole = opened(who.get(reverse("performance:people"), {"as": "xlsx"}))
    assert whole.sheetnames == ["About", "Everybody counted, end of Janua"]
    assert whole.worksheets[1].max_row == 52
    months = opened(who.get(reverse("performance:months_xlsx")))
    assert [cell.value for cell in months.worksheets[1][2]][:6] == ["January 2026", 51, 8, 3, 11, 40]
    said = dict(months["About"].iter_rows(values_only=True))
    assert said["At the end of"] == "January 2026"
    assert said["Small numbers"].startswith("Nothing is left out")
    adviser = client(district, Role.PERSONAL_ADVISER)
    said = dict(opened(adviser.get(reverse("performance:groups_xlsx")))["About"].iter_rows(values_only=True))
    assert said["Small numbers"] == "c stands for a number below 5, and for any that would give one away."


def test_whoever_is_told_no_small_number_has_the_tables_of_all_together(district: District) -> None:
    """Those of one area, taken from those of all, would give away the areas that are left out."""
    who = client(district, Role.PERSONAL_ADVISER)
    whole, area = (get(who, "groups_csv", query) for query in ("?by=age", "?by=age&area=392"))
    assert whole == area
    assert "This table, and the changes, are of" in get(who, "figures", "?area=392")


def opened(answer: Any) -> Any:
    return load_workbook(io.BytesIO(b"".join(answer)))


@pytest.mark.parametrize(
    "query",
    [
        "?moved=x",
        "?moved=joined&part=x",
        "?reached=9",
        "?offer=x",
        "?counts=luck",
        "?by=school&key=x",
        "?by=school&key=%27%3Bdrop",
    ],
)
def test_a_list_that_is_none_is_missing(district: District, query: str) -> None:
    get(client(district, Role.DATA_OFFICER), "people", query, status=404)


def test_a_file_cannot_run_as_a_formula(district: District) -> None:
    district.young_person(Spell("619", SEPTEMBER), given_name="=cmd()", family_name="|x")
    rows = as_csv(get(client(district, Role.DATA_OFFICER), "people", "?counts=neet&as=csv"))
    assert "'=cmd() |x" in [row[0] for row in rows]


def test_the_tables_as_files(district: District) -> None:
    who = client(district, Role.PARTNERSHIP_MANAGER)
    months = as_csv(get(who, "months_csv"))
    assert months[1][:6] == ["January 2026", "51", "8", "3", "11", "40"]
    assert months[2][:6] == ["December 2025", "51", "7", "1", "8", "40"]
    change = as_csv(get(who, "change_csv"))
    assert [row[:4] for row in change[1:]] == [
        ["Real movement", "0", "0", "0"],
        ["Found, or lost sight of", "1", "0", "1"],
        ["Population", "0", "0", "0"],
        ["Change", "1", "0", "1"],
    ]


def test_what_each_figure_counts_is_told_with_five_people(district: District) -> None:
    page = get(client(district, Role.PERSONAL_ADVISER), "counted")
    assert page.count("<caption") == len(MEASURES)
    assert "NEET and not reached for eight weeks" in page
    assert "6 of 14, 42.9%" in page
    assert "From 1 of 4 to 2 of 4: real movement −1, found, or lost sight of +2 and population 0" in page


def test_another_partnership_sees_nothing_of_it(district: District) -> None:
    other = District()
    who = client(other, Role.PARTNERSHIP_MANAGER)
    assert "Nobody to count" in get(who, "figures")
    assert "Jay Holloway" not in get(who, "people")


def test_pages_ask_as_few_queries_of_many_as_of_few(district: District) -> None:
    who = client(district, Role.PARTNERSHIP_MANAGER)

    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            get(who, page)
        own = [
            one["sql"] for one in found if "_setting(" not in one["sql"] and "set_config(" not in one["sql"]
        ]
        return len([sql for sql in own if sql.lstrip("( \n").startswith(("SELECT", "INSERT", "WITH"))])

    few = {page: asked(page) for page in ("figures", "people")}
    for _ in range(30):
        district.young_person(Spell("619", SEPTEMBER))
    assert {page: asked(page) for page in few} == few
    assert few["figures"] <= 13
    assert few["people"] <= 9


def as_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
