"""Targets: set, changed and removed by those who may, one for each month, and beside the rates."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from connexions.engines.stats import Rate
from connexions.ground.audit.models import AuditEntry
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.insight.performance.actions import targets
from connexions.insight.performance.actions.targets import Aim
from connexions.insight.performance.models import Target
from connexions.insight.performance.presenters.targets import beside, months, said
from connexions.insight.performance.queries import targets as queries
from tests.insight.performance.district import District
from tests.insight.performance.test_pages import as_csv, client, get
from tests.insight.performance.test_pages import district as _district
from tests.insight.performance.test_pages import in_february as _in_february

pytestmark = pytest.mark.django_db
district, in_february = _district, _in_february
SEPTEMBER, UNTIL = date(2025, 9, 1), date(2026, 9, 1)


def aim(**changed: Any) -> Aim:
    told: dict[str, Any] = {"indicator": "neet", "authority": "", "from_on": SEPTEMBER, "until_on": UNTIL}
    return Aim(**(told | {"percent": Decimal("14.5")} | changed))


def test_a_target_holds_at_the_end_of_its_months(district: District) -> None:
    by = district.actor(Role.DATA_OFFICER)
    with district.acting(by):
        made = targets.put(aim=aim(), by=by)
        found = queries.at_month_ends(
            months=[date(2025, 8, 31), date(2025, 9, 30), date(2026, 8, 31), date(2026, 9, 30)],
            area="",
            by=by,
        )
        assert [found[month].get("neet") for month in sorted(found)] == [
            None,
            made.percent,
            made.percent,
            None,
        ]
        assert queries.at_month_ends(months=[date(2025, 9, 30)], area="391", by=by) == {date(2025, 9, 30): {}}
        assert AuditEntry.objects.filter(event="performance.target.set").exists()


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"indicator": "luck"}, "one of the figures"),
    ({"authority": "999"}, "none of ours"),
    ({"percent": Decimal(101)}, "from 0 to 100"),
    ({"percent": Decimal(-1)}, "from 0 to 100"),
    ({"until_on": SEPTEMBER}, "before the first"),
    ({"from_on": date(2026, 8, 1), "until_on": None}, "there is a target"),
]


@pytest.mark.parametrize(("changed", "words"), REFUSED)
def test_what_is_no_target_is_refused(district: District, changed: dict[str, Any], words: str) -> None:
    by = district.actor(Role.DATA_OFFICER)
    with district.acting(by):
        targets.put(aim=aim(), by=by)
        with pytest.raises(NotPossible, match=words):
            targets.put(aim=aim(**changed), by=by)
        targets.put(aim=aim(from_on=UNTIL, until_on=None), by=by)
        targets.put(aim=aim(authority="391"), by=by)


def test_a_target_is_changed_unless_somebody_else_did(district: District) -> None:
    by = district.actor(Role.PARTNERSHIP_MANAGER)
    with district.acting(by):
        made = targets.put(aim=aim(), by=by)
        changed = targets.change(target=made, aim=aim(percent=Decimal(12)), version=1, by=by)
        assert (changed.percent, changed.version) == (Decimal(12), 2)
        with pytest.raises(Conflict):
            targets.change(target=made, aim=aim(percent=Decimal(13)), version=1, by=by)
        targets.take_away(target=changed, by=by)
        assert not Target.objects.exists()
        with pytest.raises(Missing):
            queries.one(made.pk, by=by)


ACTS: list[Callable[[Target, Any], object]] = [
    lambda _, by: targets.put(aim=aim(authority="392"), by=by),
    lambda made, by: targets.change(target=made, aim=aim(), version=1, by=by),
    lambda made, by: targets.take_away(target=made, by=by),
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.PERSONAL_ADVISER, Role.INSPECTOR])
def test_others_set_none(district: District, role: Role, act: Callable[[Target, Any], object]) -> None:
    may, other = district.actor(Role.DATA_OFFICER), district.actor(role)
    with district.acting(may):
        made = targets.put(aim=aim(), by=may)
        with pytest.raises(NotAllowed, match="may set targets"):
            act(made, other)


TYPED = {"indicator": "neet", "authority": "", "first": "2025-09", "last": "2026-08", "percent": "14.5"}


def test_a_target_is_set_on_a_page_and_stands_beside_its_figure(district: District) -> None:
    who = client(district, Role.DATA_OFFICER)
    assert "No targets yet" in get(who, "targets")
    answer = who.post(reverse("performance:target_put"), TYPED)
    assert answer.headers["Location"] == reverse("performance:targets")
    page = get(who, "targets")
    assert "September 2025 to August 2026" in page
    assert "14.5%" in page
    figures = get(who, "figures")
    assert "Target 14.5%, 1.2 points short of it" in figures  # 15.7%
    assert "Target, NEET" in figures
    (heads, january, *_) = as_csv(get(who, "months_csv"))
    assert (heads[-1], january[-1]) == ("NEET: target %", "14.5")
    assert "Target 14.5%" not in get(who, "figures", "?area=391")
    assert "Set a target" not in get(client(district, Role.TEAM_MANAGER), "targets")


def test_a_target_is_changed_and_removed_on_its_page(district: District) -> None:
    who = client(district, Role.PARTNERSHIP_MANAGER)
    who.post(reverse("performance:target_put"), TYPED)
    with district.acting():
        made = Target.objects.get()
    page = reverse("performance:target_change", args=[made.pk])
    assert 'value="14.50"' in who.get(page).content.decode()
    assert who.post(page, {**TYPED, "percent": "101", "version": "1"}).status_code == 422
    assert who.post(page, {**TYPED, "percent": "11", "version": "1"}).status_code == 302
    assert who.post(page, {**TYPED, "percent": "12", "version": "1"}).status_code == 409
    with district.acting():
        assert Target.objects.get().percent == Decimal(11)
    who.post(reverse("performance:target_take_away", args=[made.pk]))
    assert "No targets yet" in get(who, "targets")


def test_a_second_one_for_the_same_months_is_said_on_the_page(district: District) -> None:
    who = client(district, Role.DATA_OFFICER)
    who.post(reverse("performance:target_put"), TYPED)
    answer = who.post(reverse("performance:target_put"), {**TYPED, "first": "2026-01", "last": ""})
    assert answer.status_code == 409
    assert "there is a target for this figure" in answer.content.decode()


def test_no_other_partnership_sees_a_target(district: District) -> None:
    client(district, Role.DATA_OFFICER).post(reverse("performance:target_put"), TYPED)
    with district.acting():
        made = Target.objects.get()
    other = client(District(), Role.DATA_OFFICER)
    assert "No targets yet" in get(other, "targets")
    assert other.get(reverse("performance:target_change", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("key", "rate", "words"),
    [
        ("neet", Rate(4, 100), "Target 5%, 1 point better"),
        ("neet", Rate(6, 100), "Target 5%, 1 point short of it"),
        ("participating", Rate(4, 100), "Target 5%, 1 point short of it"),
        ("participating", Rate(5, 100), "Target 5%, met"),
        ("neet", None, "Target 5%"),
        ("neet", Rate(0, 0), "Target 5%"),
    ],
)
def test_how_a_rate_stands_to_its_target(key: str, rate: Rate | None, words: str) -> None:
    assert beside(key, rate, Decimal("5.00")) == words
    assert beside(key, rate, None) == ""


def test_months_and_per_cent_are_said() -> None:
    assert months(SEPTEMBER, None) == "From September 2025"
    assert months(SEPTEMBER, UNTIL) == "September 2025 to August 2026"
    assert months(SEPTEMBER, date(2025, 10, 1)) == "September 2025"
    assert [said(Decimal(one)) for one in ("4.00", "4.50", "10", "0")] == ["4%", "4.5%", "10%", "0%"]
