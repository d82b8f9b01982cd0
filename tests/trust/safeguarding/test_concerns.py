"""A concern: to whom it is open, how it goes up, and that everything is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import Cover
from connexions.trust.safeguarding.actions import concerns
from connexions.trust.safeguarding.models import Alert, Concern, Decision, Event, Reader, ToDo, ToldOf
from connexions.trust.safeguarding.queries import concerns as queries
from connexions.trust.safeguarding.queries.concerns import Access
from tests.factories.safeguarding import DAY, NIGHT, NOON, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def told(house: House, concern: Concern) -> list[str]:
    with house.acting():
        return [
            one.user.name for one in Alert.objects.filter(concern=concern).order_by("level", "user__name")
        ]


def escalated(house: House, at: Any) -> int:
    with house.acting():
        return concerns.escalate_due(at=at, on=at.date(), by=house.clock)


class TestRouting:
    def test_without_a_rule_all_partnership_managers_are_told(self, house: House) -> None:
        assert told(house, house.raised()) == ["Marcus"]

    def test_a_rule_tells_whom_it_names_and_then_the_next(self, house: House) -> None:
        house.lead("leila")
        house.rule(("team_managers", 10), ("leads", 20))
        made = house.raised()
        assert told(house, made) == ["Carol"]
        assert made.take_on_by_at == NOON + timedelta(minutes=10)
        assert escalated(house, NOON + timedelta(minutes=9)) == 0
        assert escalated(house, NOON + timedelta(minutes=10)) == 1
        assert escalated(house, NOON + timedelta(minutes=10)) == 0
        assert told(house, made) == ["Carol", "Leila"]

    def test_past_the_last_step_everybody_is_told_again_until_somebody_takes_it_on(
        self, house: House
    ) -> None:
        house.rule(("team_managers", 10))
        made = house.raised()
        escalated(house, NOON + timedelta(minutes=10))
        assert told(house, made) == ["Carol", "Carol", "Marcus"]
        escalated(house, NOON + timedelta(minutes=20))
        assert told(house, made)[3:] == ["Carol", "Marcus"]
        with house.acting("carol"):
            concerns.take_on(concern=made, at=NOON, on=DAY, by=house.actors["carol"])
        assert escalated(house, NOON + timedelta(hours=5)) == 0

    def test_at_night_whoever_is_on_duty(self, house: House) -> None:
        house.rule(("on_duty", 15), ("leads", 15), when="night")
        house.lead("leila")
        house.on_duty("dev", NIGHT - timedelta(hours=4), 8)
        made = house.raised(at=NIGHT)
        assert made.at_night
        assert told(house, made) == ["Dev"]

    def test_a_gap_in_the_rota_goes_on_to_the_next_step_at_once(self, house: House) -> None:
        house.rule(("on_duty", 15), ("leads", 15), when="night")
        house.lead("leila")
        made = house.raised(at=NIGHT)
        assert told(house, made) == ["Leila"]
        assert made.level == 1

    def test_where_nobody_is_meant_somebody_is_found(self, house: House) -> None:
        house.rule(("on_duty", 15))
        house.users["marcus"].is_active = False
        house.users["marcus"].save()
        assert told(house, house.raised()) == ["Carol", "Leila"]  # any team's manager

    def test_whoever_covers_is_told_with_them(self, house: House) -> None:
        Cover.objects.create(
            partnership=house.partnership, adviser=house.users["marcus"], covered_by=house.users["dev"],
            from_on=DAY, until_on=DAY + timedelta(days=3),
        )  # fmt: skip
        assert told(house, house.raised()) == ["Dev", "Marcus"]

    def test_nobody_is_told_of_a_concern_about_themselves(self, house: House) -> None:
        house.lead("leila")
        house.rule(("leads", 15), ("team_managers", 15))
        made = house.raised(about_colleague=house.users["leila"].pk)
        assert told(house, made) == ["Carol"]
        with house.acting("leila"), pytest.raises(Missing):
            queries.concern(made.pk, by=house.actors["leila"], on=DAY)

    def test_only_the_clock_lets_it_go_up(self, house: House) -> None:
        with house.acting("marcus"), pytest.raises(NotAllowed):
            concerns.escalate_due(at=NOON, on=DAY, by=house.actors["marcus"])

    def test_messages_say_nothing_of_whom_or_what(
        self, house: House, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        settings.DEMO = True
        house.raised()
        with house.acting():
            sent = Message.objects.filter(purpose="safeguarding concern")
            assert sent.count() == 1
            from connexions.ground.messaging.sealing import unseal

            letter = unseal(sent[0].sealed, message=sent[0].pk)
        assert "A safeguarding concern waits for you." in letter.words
        for word in ("Jay", "Holloway", "bruises", "Priya"):
            assert word not in letter.words + letter.subject


class TestOpenness:
    def test_it_is_open_to_those_told_and_the_leads_and_to_nobody_else(self, house: House) -> None:
        house.lead("leila")
        made = house.raised("priya")
        expected = {
            "priya": Access.OWN, "marcus": Access.WHOLE, "leila": Access.WHOLE, "carol": None, "owen": None,
            "dev": None, "ian": None, "pam": None, "ada": None, "hannah": None, "jay": None,
        }  # fmt: skip
        for who, access in expected.items():
            by = house.actors[who]
            with house.acting(who):
                assert Concern.objects.filter(pk=made.pk).exists() is (access is not None), who
                assert Event.objects.filter(concern=made).exists() is (access is Access.WHOLE), who
                if access is None:
                    with pytest.raises(Missing):
                        queries.concern(made.pk, by=by, on=DAY)
                else:
                    assert queries.concern(made.pk, by=by, on=DAY)[1] is access, who

    def test_the_database_closes_every_table_of_it(self, house: House) -> None:
        made = house.taken_on()
        leila = house.actors["leila"]
        with house.acting("leila"):
            concerns.decide(concern=made, what="police", reasons="Now.", at=NOON, on=DAY, by=leila)
            concerns.plan(
                concern=made,
                words="Ring.",
                owner=house.users["leila"].pk,
                due_on=DAY,
                at=NOON,
                on=DAY,
                by=leila,
            )
            concerns.write_told(
                concern=made, who="PC Ames", organisation="Police", how="phone", what="All of it", told_at=NOON,
                at=NOON, on=DAY, by=leila,
            )  # fmt: skip
        for model in (Concern, Reader, Alert, Event, Decision, ToldOf, ToDo):
            with house.acting("leila"):
                assert model.objects.exists(), model
            with house.acting("carol"):
                assert not model.objects.exists(), model
                if not model.append_only:
                    assert model.objects.update(partnership=house.partnership) == 0, model

    def test_whoever_raised_it_sees_their_words_and_what_is_said_to_them(self, house: House) -> None:
        made, leila = house.taken_on("leila"), house.actors["leila"]
        with house.acting("leila"):
            concerns.decide(concern=made, what="police", reasons="Secretreason", at=NOON, on=DAY, by=leila)
            concerns.write_told(
                concern=made, who="", organisation="", how="here", what="Thank you: he is safe tonight.",
                told_at=NOON, at=NOON, on=DAY, by=leila, to_raiser=True,
            )  # fmt: skip
        with house.acting("priya"):
            found, access = queries.concern(made.pk, by=house.actors["priya"], on=DAY)
            assert (found.words, access) == ("He showed me the bruises.", Access.OWN)
            assert not Decision.objects.exists()
            said = queries.said_to_raiser(found, by=house.actors["priya"])
            assert [one.what for one in said] == ["Thank you: he is safe tonight."]
            with pytest.raises(Missing):
                queries.whole(made.pk, by=house.actors["priya"], on=DAY)

    def test_a_lead_is_one_from_a_day_until_a_day(self, house: House) -> None:
        on = clock.today()
        house.lead("leila", from_on=on - timedelta(days=9), until_on=on)
        house.lead("dev", from_on=on, until_on=on + timedelta(days=1))
        made = house.raised(at=clock.now())
        for who, sees in (("leila", False), ("dev", True)):
            with house.acting(who):
                assert Concern.objects.filter(pk=made.pk).exists() is sees
                assert queries.open_to(by=house.actors[who], on=on).exists() is sees

    def test_whoever_covers_for_a_lead_stands_in(self, house: House) -> None:
        from connexions.registers.accounts.actors import actor_for, held_by

        on = clock.today()
        house.lead("leila")
        Cover.objects.create(
            partnership=house.partnership, adviser=house.users["leila"], covered_by=house.users["owen"],
            from_on=on, until_on=on + timedelta(days=1),
        )  # fmt: skip
        made = house.raised(at=clock.now())
        owen = actor_for(held_by(house.users["owen"].pk)[0], house.users["owen"])
        with house.acting("owen"):
            assert queries.concern(made.pk, by=owen, on=on)[1] is Access.WHOLE

    def test_an_inspector_sees_it_only_where_named_and_writes_nothing(self, house: House) -> None:
        made, leila = house.taken_on(), house.actors["leila"]
        with house.acting("leila"):
            concerns.name(
                concern=made,
                user=house.users["ian"].pk,
                why="Inspection of 3 November",
                at=NOON,
                on=DAY,
                by=leila,
            )
        with house.acting("ian"):
            ian = house.actors["ian"]
            assert queries.concern(made.pk, by=ian, on=DAY)[1] is Access.WHOLE
            with pytest.raises(NotAllowed):
                concerns.decide(concern=made, what="police", reasons="x", at=NOON, on=DAY, by=ian)

    def test_the_words_lie_encrypted_and_the_audit_names_nobody(self, house: House) -> None:
        made = house.raised()
        with house.acting(), connection.cursor() as cursor:
            cursor.execute("SELECT words, whom FROM safeguarding_concern WHERE id = %s", [made.pk])
            assert b"bruises" not in b"".join(bytes(one) for one in cursor.fetchone())
            entry = AuditEntry.objects.get(event="safeguarding.concern.raised")
        assert entry.young_person_id is None
        assert "Jay" not in str(entry.details) + entry.about


class TestRaising:
    def test_without_a_record(self, house: House) -> None:
        made = house.raised("pam", whom="A girl called Amy, about 15, at the bus station")
        assert (made.young_person_id, made.raised_as) == (None, "partner_worker")

    def test_a_young_person_in_their_own_words(self, house: House) -> None:
        made = house.raised("jay", kind="not_sure", words="I dont feel safe at home")
        assert made.own_words
        with house.acting("jay"):
            assert [one.words for one in queries.raised_by_me(by=house.actors["jay"])] == [
                "I dont feel safe at home"
            ]

    def test_it_needs_words_and_somebody_whom_it_is_about(self, house: House) -> None:
        with pytest.raises(NotPossible, match="worries"):
            house.raised(words=" ")
        with pytest.raises(NotPossible, match="whom"):
            house.raised(young_person=None)

    def test_a_partner_worker_cannot_name_somebody_whom_they_may_not_see(self, house: House) -> None:
        with pytest.raises(NotAllowed):
            house.raised("pam")


class TestKeeping:
    def test_from_waiting_to_closed_and_opened_again_with_the_whole_chain(self, house: House) -> None:
        made, leila = house.taken_on(), house.actors["leila"]
        given: dict[str, Any] = {"at": NOON, "on": DAY, "by": leila}
        with house.acting("leila"):
            with pytest.raises(NotPossible, match="Nothing has been decided"):
                concerns.close(concern=made, review="Safe.", **given)
            concerns.decide(concern=made, what="social_care", reasons="Section 47.", **given)
            todo = concerns.plan(
                concern=made, words="Ring mum", owner=house.users["priya"].pk, due_on=DAY, **given
            )
            with pytest.raises(NotPossible, match="still to be done"):
                concerns.close(concern=made, review="Safe.", **given)
            concerns.do(to_do=todo, came_of_it="She is coming.", **given)
            with pytest.raises(NotPossible, match="done already"):
                concerns.do(to_do=todo, came_of_it="Again.", **given)
            concerns.close(concern=made, review="Safe with mum.", **given)
            concerns.reopen(concern=made, why="He went back.", **given)
            kept = queries.keeping(house.concern(made), by=leila, on=DAY)
        assert [one.what for one in kept.events] == [
            "raised", "told", "taken_on", "decided", "planned", "done", "closed", "reopened",
        ]  # fmt: skip
        assert kept.concern.state == "taken_on"
        assert kept.concern.held_by == house.users["leila"]

    def test_something_to_do_opens_it_to_whoever_does_it(self, house: House) -> None:
        made, leila = house.taken_on(), house.actors["leila"]
        with house.acting("leila"):
            concerns.plan(
                concern=made,
                words="Visit",
                owner=house.users["owen"].pk,
                due_on=DAY,
                at=NOON,
                on=DAY,
                by=leila,
            )
        with house.acting("owen"):
            assert queries.concern(made.pk, by=house.actors["owen"], on=DAY)[1] is Access.WHOLE

    def test_the_chain_cannot_be_changed_by_the_application(self, house: House) -> None:
        from django.db import ProgrammingError, transaction

        house.raised()
        with house.acting(), pytest.raises(ProgrammingError), transaction.atomic():
            Event.objects.update(what="nothing")

    def test_handing_on(self, house: House) -> None:
        made, leila = house.taken_on(), house.actors["leila"]
        with house.acting("leila"):
            concerns.hand_on(
                concern=made, to=house.users["carol"].pk, why="I am away", at=NOON, on=DAY, by=leila
            )
            with pytest.raises(NotPossible, match="colleague"):
                concerns.hand_on(concern=made, to=house.users["ada"].pk, why="", at=NOON, on=DAY, by=leila)
        assert house.concern(made).held_by == house.users["carol"]

    def test_nobody_is_told_in_the_future(self, house: House) -> None:
        made, leila = house.taken_on(), house.actors["leila"]
        with house.acting("leila"), pytest.raises(NotPossible, match="passed"):
            concerns.write_told(
                concern=made, who="PC Ames", organisation="", how="phone", what="All",
                told_at=NOON + timedelta(days=1), at=NOON, on=date(2026, 11, 3), by=leila,
            )  # fmt: skip
