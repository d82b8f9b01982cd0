"""Asking to agree: who may answer, how often, until when; and what is kept of what was agreed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.ground.messaging import sealing
from connexions.ground.messaging.models import Message
from connexions.practice.casework.actions import agreements, plans, steps
from connexions.practice.casework.models import Asking, Edition, Plan, Step
from connexions.registers.partners.models import Partnership
from connexions.registers.people.actions import glass, restrictions
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.models import ContactPoint, Notice, YoungPerson
from tests.factories import make_actor, make_contact_point
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
LINK = "https://example.org/agree/{}/".format


class Case:
    """An adviser, a young person, and a plan that is written and not agreed."""

    def __init__(self) -> None:
        self.by = make_adviser()
        self.jay: YoungPerson = make_mine(self.by, given_name="Jay", family_name="Holloway")
        self.plan, self.goal, self.step = make_plan(self.jay, by=self.by, agreed=False)
        self.link_by = system("plan by link", partnership=self.by.partnership)

    def ask(self, to: ContactPoint | None = None, **more: Any) -> tuple[Asking, str]:
        told: dict[str, Any] = {"days": 7, "version": self.now.version, "at": NOON, **more}
        return agreements.ask(plan=self.plan, to=to, link=LINK, by=self.by, **told)

    @property
    def now(self) -> Plan:
        return Plan.objects.get(pk=self.plan.pk)

    @property
    def own(self) -> Actor:
        """Jay, signed in."""
        return Actor(Role.YOUNG_PERSON, self.by.partnership, "Jay", young_person=self.jay.pk)

    def agree(self, asking: Asking, **more: Any) -> Plan:
        told: dict[str, Any] = {
            "how": Plan.Agreement.BY_LINK,
            "version": self.now.version,
            "words": "",
            "at": NOON,
            "on": TODAY,
            "by": self.link_by,
            **more,
        }
        return agreements.agree(asking=asking, **told)


@pytest.fixture
def case() -> Iterator[Case]:
    made = Case()
    with tenancy.acting(made.by):
        yield made


def test_a_link_says_nothing_and_its_secret_is_not_kept(case: Case) -> None:
    mobile = make_contact_point(case.jay, value="+447700900123")
    asking, address = case.ask(mobile)
    secret = address.rsplit("/", 2)[1].partition("-")[2]
    assert len(secret) >= 20
    assert secret not in str(Asking.objects.values().get())
    message = Message.objects.get()
    assert message.sealed is not None
    words = sealing.unseal(message.sealed, message=message.pk).words
    assert address in words
    assert not any(word in words for word in ("Jay", "Holloway", "college", "course"))
    assert asking.way == Asking.Way.TEXT


@pytest.mark.parametrize("field", ["opted_out_on", "failed_on"])
def test_a_number_that_they_do_not_want_used_is_not_used(case: Case, field: str) -> None:
    point = make_contact_point(case.jay, value="+447700900123", **{field: TODAY})
    with pytest.raises(NotPossible, match="not theirs to be used"):
        case.ask(point)
    assert not Message.objects.exists()


def test_a_plan_that_cannot_be_agreed_is_not_asked_about(case: Case) -> None:
    Step.objects.all().delete()
    with pytest.raises(NotPossible, match="add a step"):
        case.ask()


def test_the_date_of_birth_opens_it_and_five_wrong_ones_close_it(case: Case) -> None:
    asking, _ = case.ask()
    wrong = case.jay.date_of_birth - timedelta(days=1)
    for _ in range(4):
        assert not agreements.unlock(asking=asking, born_on=wrong, at=NOON, by=case.link_by)
    assert agreements.unlock(asking=asking, born_on=case.jay.date_of_birth, at=NOON, by=case.link_by)
    assert not agreements.unlock(asking=asking, born_on=wrong, at=NOON, by=case.link_by)
    with pytest.raises(NotPossible, match="five wrong dates"):
        agreements.unlock(asking=asking, born_on=case.jay.date_of_birth, at=NOON, by=case.link_by)
    with pytest.raises(NotPossible, match="five wrong dates"):
        case.agree(asking)


def test_a_link_ends(case: Case) -> None:
    asking, _ = case.ask(days=3)
    late = NOON + timedelta(days=3)
    with pytest.raises(NotPossible, match="ended on 6 November 2026"):
        agreements.unlock(asking=asking, born_on=case.jay.date_of_birth, at=late, by=case.link_by)
    with pytest.raises(NotPossible, match="ended on"):
        case.agree(asking, at=late)


def test_agreeing_by_link_keeps_an_edition_and_takes_one_answer(case: Case) -> None:
    asking, _ = case.ask()
    plan = case.agree(asking, words="Good 👍")
    assert (plan.status, plan.agreed_how, plan.agreed_by_id) == ("agreed", "by_link", case.by.id)
    edition = Edition.objects.get()
    assert (edition.number, edition.how, edition.words) == (1, "by_link", "Good 👍")
    assert edition.told["goals"][0]["steps"][0]["words"] == "Ring the college"
    with pytest.raises(NotPossible, match="answered already"):
        case.agree(asking)


def test_what_was_agreed_stays_as_it_was(case: Case) -> None:
    case.agree(case.ask()[0])
    steps.change(
        step=Step.objects.get(),
        words="Write to the college",
        owner="adviser",
        due_on=TODAY + timedelta(days=9),
        version=1,
        on=TODAY,
        by=case.by,
    )
    assert Edition.objects.get().told["goals"][0]["steps"][0]["words"] == "Ring the college"
    plans.agree(plan=case.plan, on=TODAY, how=Plan.Agreement.ON_PAGE, version=case.now.version, by=case.by)
    assert [one.told["goals"][0]["steps"][0]["words"] for one in Edition.objects.all()] == [
        "Ring the college",
        "Write to the college",
    ]


def test_agreeing_tells_them_in_plain_words(case: Case) -> None:
    case.agree(case.ask()[0])
    told = Notice.objects.get(kind="plan")
    assert told.words == "Goal 1: “Get on to a course”\n• You: Ring the college, by 10 November 2026."
    assert told.page == "casework:my_plan"


def test_a_plan_that_changed_while_it_was_read_is_read_again(case: Case) -> None:
    asking, _ = case.ask()
    version = case.now.version
    steps.add(goal=case.goal, words="Another", owner="adviser", due_on=TODAY, by=case.by)
    with pytest.raises(Conflict):
        case.agree(asking, version=version)
    assert Asking.objects.get().state == "open"
    assert case.agree(asking).status == "agreed"


def test_wanting_a_change_agrees_nothing(case: Case) -> None:
    asking, _ = case.ask()
    with pytest.raises(NotPossible, match="Write what you want to change"):
        agreements.want_change(asking=asking, words=" ", at=NOON, by=case.link_by)
    agreements.want_change(asking=asking, words="Not the bus", at=NOON, by=case.own)
    assert (case.now.status, Asking.objects.get().words) == ("draft", "Not the bus")
    agreements.heed(asking=asking, by=case.by)
    assert Asking.objects.get().state == "heeded"


def test_asking_again_takes_the_earlier_question_back(case: Case) -> None:
    first, _ = case.ask()
    second, _ = case.ask()
    with pytest.raises(NotPossible, match="taken back"):
        case.agree(first)
    assert case.agree(second).status == "agreed"


def test_agreeing_together_takes_the_link_back(case: Case) -> None:
    asking, _ = case.ask()
    plans.agree(plan=case.plan, on=TODAY, how=Plan.Agreement.ON_PAGE, version=case.now.version, by=case.by)
    with pytest.raises(NotPossible, match="taken back"):
        case.agree(asking)


def test_nobody_answers_for_them(case: Case) -> None:
    asking, _ = case.ask()
    other = Actor(Role.YOUNG_PERSON, case.by.partnership, "Kim", young_person=case.goal.pk)
    elsewhere = system("plan by link", partnership=case.by.partnership + 1)
    for by in (case.by, other, elsewhere):
        with pytest.raises(NotAllowed, match="Only the young person"):
            case.agree(asking, by=by)
    assert case.agree(asking, by=case.own, how=Plan.Agreement.SIGNED_IN).agreed_how == "signed_in"


def test_who_may_not_write_asks_nothing(case: Case) -> None:
    inspector = Actor(Role.INSPECTOR, case.by.partnership, "Ian", id=case.by.id)
    with pytest.raises(NotAllowed):
        agreements.ask(plan=case.plan, to=None, days=7, link=LINK, version=1, at=NOON, by=inspector)
    with pytest.raises(NotAllowed):
        agreements.withdraw(asking=case.ask()[0], by=case.own)


def test_a_plan_is_not_agreed_before_it_was_begun(case: Case) -> None:
    with pytest.raises(NotPossible, match="begun on 3 November 2026"):
        plans.agree(
            plan=case.plan,
            on=TODAY - timedelta(days=1),
            how=Plan.Agreement.ON_PAPER,
            version=case.now.version,
            by=case.by,
        )


SAFE = "He rang and asked for a text here"


def close(case: Case, *, named: bool) -> None:
    """Restrict Jay's record: his adviser is named for it, or only broke the glass."""
    manager = make_actor(
        partnership=Partnership.objects.get(pk=case.by.partnership), role=Role.PARTNERSHIP_MANAGER
    )
    assert case.by.id is not None
    whom = [Named(case.by.id, "Helps him")] if named else []
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=case.jay, kind="fleeing", reason="They were found at their last address", named=whom,
            review_on=clock.today() + timedelta(days=90), at=clock.now(), on=clock.today(), by=manager,
        )  # fmt: skip


def test_to_somebody_restricted_it_goes_by_hand_once_it_is_said_to_be_safe(case: Case) -> None:
    mobile = make_contact_point(case.jay, value="+447700900123")
    close(case, named=True)
    with tenancy.acting(case.by):
        mobile = ContactPoint.objects.get(pk=mobile.pk)
        with pytest.raises(NotPossible, match="how you know that it is safe"):
            case.ask(mobile)
        assert not Message.objects.exists()
        asking, _ = case.ask(mobile, safe=SAFE)
        message = Message.objects.get()
        assert message.sealed is not None
        assert sealing.unseal(message.sealed, message=message.pk).to == "+447700900123"
        entry = AuditEntry.objects.get(event="people.restriction.written_to")
        assert (entry.why, entry.details) == (SAFE, {"channel": "text"})
        assert asking.way == Asking.Way.TEXT


def test_whoever_only_broke_the_glass_passes_the_link_on(case: Case) -> None:
    mobile = make_contact_point(case.jay, value="+447700900123")
    close(case, named=False)
    with tenancy.acting(case.by):
        glass.break_it(
            young_person_id=case.jay.pk, reason="He is in danger just now tonight", at=clock.now(), by=case.by
        )
    with tenancy.acting(case.by):
        Message.objects.all().delete()  # the managers are told of it
        mobile = ContactPoint.objects.get(pk=mobile.pk)
        with pytest.raises(NotPossible, match="only somebody who is named"):
            case.ask(mobile, safe=SAFE)
        assert case.ask()[0].way == Asking.Way.COPIED
        assert not Message.objects.exists()
