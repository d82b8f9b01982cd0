"""Makers of referrals: with an adviser, a service whose organisation works with us, and leave to tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.practice.casework.models import Step
from connexions.practice.referrals.actions import answers, drafts, sending
from connexions.practice.referrals.actions.drafts import About, Chosen
from connexions.practice.referrals.models import Referral
from connexions.registers.partners.models import Organisation, Partnership
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson
from tests.factories.casework import make_adviser, make_mine, make_plan
from tests.factories.sharing import make_leave, make_organisation, make_partner

TOLD = (Group.WHO_NAME, Group.WHO_BIRTH, Group.REACH_PHONE)
LONDON = ZoneInfo("Europe/London")


@dataclass
class Setting:
    """An adviser, a young person of theirs with a plan, an organisation with a worker, and leave to tell it."""

    adviser: Actor
    young_person: YoungPerson
    step: Step
    organisation: Organisation
    worker: Actor
    leave: Leave | None

    @property
    def at(self) -> datetime:
        return clock.now()

    @property
    def on(self) -> date:
        return clock.today()


def make_setting(*, groups: Iterable[Group] | None = TOLD, **fields: Any) -> Setting:
    """All that a referral needs; without *groups* nobody has agreed to anything."""
    adviser = make_adviser()
    young_person = make_mine(adviser, given_name="Jay", family_name="Holloway", **fields)
    _, _, step = make_plan(young_person, by=adviser)
    here = Partnership.objects.get(pk=adviser.partnership)
    organisation = make_organisation(partnership=here, name="Haven Housing", kind="housing")
    leave = make_leave(young_person, groups, organisation=organisation) if groups is not None else None
    worker = make_partner(organisation, name="Robin Ash")
    return Setting(adviser, young_person, step, organisation, worker, leave)


def make_draft(setting: Setting, *, groups: Iterable[Group] = TOLD, **fields: Any) -> Referral:
    """A referral that is being written."""
    chosen = Chosen(new_id(), "Haven rooms", setting.organisation, fields.pop("answer_to", ""))
    said: dict[str, Any] = {
        "young_person": setting.young_person,
        "services": [chosen],
        "reason": "Jay needs a room from January.",
        "groups": groups,
        "purpose": "support",
        "about": About(step=setting.step),
        "at": setting.at,
        "by": setting.adviser,
        **fields,
    }
    with tenancy.acting(said["by"]):
        return drafts.draft(**said)[0]


def make_sent(setting: Setting, **fields: Any) -> Referral:
    """A referral that the service has."""
    draft = make_draft(setting, **fields)
    with tenancy.acting(setting.adviser):
        return sending.send(
            referral=draft,
            version=draft.version,
            at=setting.at,
            on=setting.on,
            by=setting.adviser,
            code="123456",
        )


def make_accepted(setting: Setting, **fields: Any) -> Referral:
    """A referral that the service has accepted."""
    sent = make_sent(setting, **fields)
    with tenancy.acting(setting.worker):
        return answers.accept(referral=sent, at=setting.at, on=setting.on, by=setting.worker)
