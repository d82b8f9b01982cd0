"""Where a disagreement about a referral is raised."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from connexions.practice.referrals.models import Referral


def disagree(referral: Referral) -> str:
    """The page that raises it, knowing what it is about; empty where there is none."""
    try:
        page = reverse("partners:raise")
    except NoReverseMatch:
        return ""
    about = {"kind": "referral", "about": str(referral.pk), "organisation": str(referral.organisation_id)}
    return f"{page}?{urlencode(about)}"
