"""Nothing goes without leave for all of it; what went is kept as it went; leave that ends takes it from sight."""

from datetime import timedelta

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.practice.referrals.actions import answers, drafts, nudging, sending
from connexions.practice.referrals.models import Parcel, Referral, ReferralMove, Word
from connexions.practice.referrals.queries import referrals as queries
from connexions.registers.people.categories import Group
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.models import Disclosure
from tests.factories.referrals import TOLD, make_accepted, make_draft, make_sent, make_setting
from tests.factories.sharing import make_leave, make_organisation, make_partner

pytestmark = pytest.mark.django_db


def test_what_there_is_leave_for_is_sent_and_written_down() -> None:
    setting = make_setting()
    sent = make_sent(setting)
    assert sent.state == "sent"
    assert sent.due_on is not None
    assert sent.due_on > setting.on
    with tenancy.acting(setting.adviser):
        disclosed = Disclosure.objects.get()
        assert disclosed.organisation == setting.organisation
        assert set(disclosed.groups) == {str(one) for one in TOLD}
        assert {one.group for one in Parcel.objects.all()} == {"why", *(str(one) for one in TOLD)}


def test_without_leave_it_is_refused_and_what_is_missing_is_named() -> None:
    setting = make_setting(groups=[Group.WHO_NAME, Group.WHO_BIRTH])
    draft = make_draft(setting)
    with tenancy.acting(setting.adviser):
        with pytest.raises(NotPossible, match="no leave to tell Haven Housing about phone numbers"):
            sending.send(
                referral=draft, version=draft.version, at=setting.at, on=setting.on, by=setting.adviser
            )
        assert not Parcel.objects.exists()
        assert not Disclosure.objects.exists()


@pytest.mark.parametrize("way", ["ended", "another", "purpose"])
def test_leave_that_does_not_hold_is_none(way: str) -> None:
    setting = make_setting(groups=None)
    fields = {
        "ended": {"organisation": setting.organisation, "until_at": setting.at - timedelta(minutes=1)},
        "another": {"organisation": make_organisation(partnership=setting.organisation.partnership)},
        "purpose": {"organisation": setting.organisation, "purpose": "health"},
    }[way]
    make_leave(setting.young_person, TOLD, **fields)
    draft = make_draft(setting)
    with tenancy.acting(setting.adviser), pytest.raises(NotPossible, match="no leave"):
        sending.send(referral=draft, version=draft.version, at=setting.at, on=setting.on, by=setting.adviser)


def test_what_was_changed_meanwhile_is_not_sent() -> None:
    setting = make_setting()
    draft = make_draft(setting)
    with tenancy.acting(setting.adviser):
        drafts.change(
            referral=draft,
            reason="Otherwise.",
            groups=TOLD[:1],
            purpose="support",
            version=draft.version,
            at=setting.at,
            by=setting.adviser,
        )
        with pytest.raises(Conflict):
            sending.send(
                referral=draft, version=draft.version, at=setting.at, on=setting.on, by=setting.adviser
            )


def test_what_came_from_the_dwp_is_never_begun() -> None:
    setting = make_setting()
    with pytest.raises(NotPossible, match="Work and Pensions"):
        make_draft(setting, groups=[Group.DWP_ALL])


def test_nobody_sends_without_saying_why() -> None:
    setting = make_setting()
    draft = make_draft(setting, reason=" ")
    with tenancy.acting(setting.adviser), pytest.raises(NotPossible, match="Say why"):
        sending.send(referral=draft, version=draft.version, at=setting.at, on=setting.on, by=setting.adviser)


def test_the_service_reads_what_was_told_and_nothing_else() -> None:
    setting = make_setting(groups=[*TOLD, Group.REACH_ADDRESS])
    sent = make_sent(setting)
    with tenancy.acting(setting.worker):
        seen = queries.received(referral_id=sent.pk, by=setting.worker)
        assert [group for group, _ in seen.told.groups] == list(TOLD)
        assert seen.told.why == "Jay needs a room from January."
        assert ("Name", "Jay Holloway") in seen.told.groups[0][1]


def test_another_organisation_finds_nothing() -> None:
    setting = make_setting()
    sent = make_sent(setting)
    other = make_partner(make_organisation(partnership=setting.organisation.partnership))
    with tenancy.acting(other):
        assert not Referral.objects.exists()
        assert not Parcel.objects.exists()
        assert not ReferralMove.objects.exists()
        with pytest.raises(Missing):
            queries.received(referral_id=sent.pk, by=other)


def test_a_draft_is_nothing_to_the_service() -> None:
    setting = make_setting()
    make_draft(setting)
    with tenancy.acting(setting.worker):
        assert not Referral.objects.exists()


def test_what_was_told_stays_as_it_was_told() -> None:
    setting = make_setting()
    sent = make_sent(setting)
    with tenancy.acting(setting.adviser):
        setting.young_person.given_name = "Sam"
        setting.young_person.save(update_fields=["given_name"])
        assert ("Name", "Jay Holloway") in queries.told(sent).groups[0][1]


def test_consent_taken_back_takes_it_from_sight_at_once() -> None:
    setting = make_setting(groups=None)
    with tenancy.acting(setting.adviser):
        consent = consents.give(
            young_person=setting.young_person,
            groups=TOLD,
            organisation=setting.organisation,
            purpose="support",
            from_at=setting.at,
            until_at=setting.at + timedelta(days=90),
            how="spoken",
            given_by="young_person",
            by=setting.adviser,
            at=setting.at,
        )
    sent = make_accepted(setting)
    with tenancy.acting(setting.adviser):
        consents.withdraw(consent=consent, by=setting.adviser, at=setting.at)
        sent.refresh_from_db()
        assert sent.state == "halted"
        assert sent.news_at is not None
    with tenancy.acting(setting.worker):
        assert not Parcel.objects.exists()
        assert not ReferralMove.objects.exists()
        assert not Word.objects.exists()
        seen = queries.received(referral_id=sent.pk, by=setting.worker)
        assert seen.told.groups == []
        assert queries.names([sent], by=setting.worker) == {}
        with pytest.raises(NotAllowed, match="no leave any more"):
            answers.start(referral=sent, at=setting.at, on=setting.on, by=setting.worker)


def test_leave_that_runs_out_stops_it_in_the_morning() -> None:
    setting = make_setting()
    sent = make_sent(setting)
    with tenancy.acting(setting.adviser):
        assert nudging.halt_without_leave(at=setting.at, by=setting.adviser) == 0
        assert nudging.halt_without_leave(at=setting.at + timedelta(days=400), by=setting.adviser) == 1
        sent.refresh_from_db()
        assert sent.state == "halted"


def test_sent_again_under_new_leave_it_goes_on() -> None:
    setting = make_setting()
    sent = make_sent(setting)
    with tenancy.acting(setting.adviser):
        halted = sending.halt(referral=sent, why="Taken back.", at=setting.at, by=setting.adviser)
        again = sending.send(
            referral=halted, version=halted.version, at=setting.at, on=setting.on, by=setting.adviser
        )
        assert again.state == "sent"
        assert {one.sending for one in Parcel.objects.all()} == {1, 2}
