"""What was agreed, told and objected to, in the small world in which every address is walked."""

from datetime import date, datetime, timedelta
from typing import Any

from connexions.ground.base import clock
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Group
from connexions.trust.sharing.models import Consent, Disclosure, Gateway, Objection

BEGAN = datetime.fromisoformat("2026-01-05T10:00:00+00:00")

# What is planted of each group: whoever is not shared the group sees none of it anywhere.
BY_GROUP = {
    Group.WHO_NAME: ("Plantedfamily",),
    Group.WHO_BIRTH: ("14 March 2009",),
    Group.REACH_PHONE: ("07700 900777",),
    Group.REACH_EMAIL: ("planted@example.org",),
    Group.REACH_ADDRESS: ("Plantedrow",),
    Group.FAMILY_CARERS: ("Plantedcarer",),
    Group.NUMBERS_IDENTIFIERS: ("D1234567890",),
    Group.SITUATION_NOW: ("Plantedworks",),
    Group.SITUATION_HISTORY: ("Plantedpast",),
    Group.PLAN_GOALS: ("Plantedgoal",),
    Group.PLAN_STEPS: ("Plantedstep",),
    Group.HOME_ALL: ("Carer, not own child",),
}
# Words of no group: no organisation ever reads them.
NOBODYS = (
    "Plantedformer",
    "Plantednote",
    "Plantedevidence",
    "Plantedreview",
    "Plantedlevel",
    "Plantedpaper",
    "Plantedtodo",
    "Plantedwhy",
    "Plantedreferral",
    "Plantedask",
    "Plantedmessage",
    "Plantedwhere",
)


def plant_sharing(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """A consent that still holds, a disclosure that waits, an objection."""
    organisation = Organisation.objects.create(
        partnership_id=about["partnership_id"], name="Plantedorganisation", kind="Plantedkind"
    )
    gateway = Gateway.objects.get(partnership=None, key="ca-2004-11")
    now = clock.now()
    consent = Consent.objects.create(
        **about,
        organisation=organisation,
        groups=["who.name", "reach.phone"],
        purpose="housing",
        from_at=BEGAN,
        until_at=now + timedelta(days=10),
        how="spoken",
        given_by="young_person",
        under_16=True,
        competent=True,
        competence_why="Plantedwhy",
        competence_judged_by=adviser,
        recorded_at=BEGAN,
        recorded_by=adviser,
    )
    disclosure = Disclosure.objects.create(
        **about,
        organisation=organisation,
        groups=["who.name"],
        what="Plantedwhy",
        ground="gateway",
        gateway=gateway,
        reason="Plantedwhy",
        waits=True,
        at=now,
        by=adviser,
        by_name=adviser.name,
    )
    Objection.objects.create(
        **about,
        made_by="young_person",
        under_16=False,
        made_on=date(2026, 1, 5),
        words="Plantedwhy",
        recorded_at=BEGAN,
    )
    return {
        "consent_id": consent.pk,
        "disclosure_id": disclosure.pk,
        "gateway_id": gateway.pk,
        "step": "whom",
        "question": "what",
    }
