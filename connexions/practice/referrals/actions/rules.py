"""What a partnership keeps to where no agreement says it."""

from typing import Any

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import check_version
from connexions.practice.referrals import permissions
from connexions.practice.referrals.models import ReferralRules
from connexions.practice.referrals.queries.times import rules_of

LABELS = {
    "answer_within": "A service answers within",
    "start_within": "It starts within",
    "we_answer_within": "We answer within",
    "soon_days": "We remind so many days before",
    "late_days": "A manager is told when it is late by",
    "link_days": "A link to answer works for",
}


@transaction.atomic
def change(*, version: int, by: Actor, **said: int) -> ReferralRules:
    """Keep to other times from now on. Raises ``NotAllowed``, ``Conflict``."""
    permissions.check_makes_rules(by)
    typed: dict[str, Any] = {name: said[name] for name in LABELS}
    ReferralRules.objects.select_for_update().filter(partnership_id=by.partnership).first()
    stored = rules_of(by=by)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    audit.record(event="referrals.rules.changed", by=by, about=f"rules:{stored.pk}", details=typed)
    return stored
