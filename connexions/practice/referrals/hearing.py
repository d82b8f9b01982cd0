"""What other rooms tell the referrals."""

from datetime import datetime
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.practice.referrals.actions import sending
from connexions.practice.referrals.models import Referral
from connexions.trust.sharing import signals

TAKEN_BACK = "The consent to share this was taken back."


def _taken_back(*, consent: Any, at: datetime, by: Actor, **_: Any) -> None:
    """A consent was taken back: whatever is with a service, and has no other leave, stops at once."""
    here = Referral.objects.with_service().filter(young_person_id=consent.young_person_id)
    for referral in here.select_related("young_person", "organisation"):
        if sending.leave_for(referral, at=at, by=by).missing:
            sending.halt(referral=referral, why=TAKEN_BACK, at=at, by=by)


def start() -> None:
    """Listen; called as the room starts."""
    signals.withdrawn.connect(_taken_back, dispatch_uid="referrals.taken_back")
