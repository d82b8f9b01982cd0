"""A plan that was agreed and is asked about, in the small world in which every address is walked."""

from datetime import date, timedelta
from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.acting import system
from connexions.practice.casework.models import Asking, Assessment, Edition, Plan
from connexions.practice.casework.queries.standing import standing
from connexions.registers.accounts.by_link import hash_of
from connexions.registers.accounts.models import User

SECRET = "plantedsecret"


def plant_agreement(
    about: dict[str, Any], plan: Plan, assessment: Assessment, adviser: User
) -> dict[str, Any]:
    """An edition, a question that waits, and the link to it."""
    by = system("tests", partnership=plan.partnership_id)
    told = standing(plan=plan, of=plan.young_person, by=by, assessment=assessment)
    edition = Edition.objects.create(
        **about,
        plan=plan,
        number=1,
        told=told,
        agreed_on=date(2026, 11, 3),
        how="on_paper",
        agreed_by=adviser,
    )
    now = clock.now()
    asking = Asking.objects.create(
        **about,
        plan=plan,
        edition=2,
        way=Asking.Way.COPIED,
        secret_hash=hash_of(SECRET),
        asked_by=adviser,
        asked_at=now,
        good_until=now + timedelta(days=7),
    )
    return {
        "edition_id": edition.pk,
        "asking_id": asking.pk,
        "token": f"{plan.partnership_id}-{SECRET}",
        "prompt_kind": "vague",
    }
