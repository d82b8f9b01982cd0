"""A referral opened on one of its pages: found, allowed, and written down as read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from connexions.ground.base.doors import actor
from connexions.practice.referrals.models import Referral
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.queries.referrals import Whole
from connexions.registers.people.opening import Opened, opened

TAB = "referrals"


@dataclass(frozen=True)
class Page:
    """A referral on the record of the young person whom it is about."""

    record: Opened
    whole: Whole

    @property
    def referral(self) -> Referral:
        return self.whole.referral

    def show(self, template: str, status: int = 200, **told: Any) -> HttpResponse:
        """A page of it."""
        return self.record.page(template, TAB, status=status, referral=self.referral, **told)


def open_referral(request: HttpRequest, referral_id: UUID, *, writes: bool = False) -> Page:
    """Open a referral as those who made it see it. Raises ``Missing``, ``NotAllowed``."""
    whole = queries.whole(referral_id=referral_id, by=actor(request))
    person = whole.referral.young_person
    return Page(opened(request, person.pk, page="referrals.referral", writes=writes), whole)
