"""Every address of the product, room by room."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    ("", "connexions.registers.accounts.urls"),
    ("", "connexions.registers.partners.urls"),
    ("", "connexions.registers.people.urls"),
    ("", "connexions.registers.papers.urls"),
    ("", "connexions.registers.directory.urls"),
    ("safeguarding/", "connexions.trust.safeguarding.urls"),
    ("", "connexions.practice.casework.urls"),
    ("", "connexions.practice.appointments.urls"),
    ("", "connexions.practice.tracking.urls"),
    ("", "connexions.practice.tracing.urls"),
    ("", "connexions.practice.referrals.urls"),
    ("api/v1/", "connexions.practice.referrals.api_urls"),
    ("day/", "connexions.practice.outreach.urls"),
    ("team/", "connexions.practice.oversight.urls"),
    ("", "connexions.front.direct.urls"),
    ("moving-in/", "connexions.practice.feeds.urls"),
    ("", "connexions.trust.sharing.urls"),
    ("portal/", "connexions.front.portal.urls"),
    ("figures/", "connexions.insight.performance.urls"),
    ("", "connexions.practice.returns.urls"),
    ("audit/", "connexions.ground.audit.urls"),
    ("", "connexions.ground.jobs.urls"),
    ("", "connexions.ground.base.urls"),
    ("", "connexions.ground.messaging.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    *(path(prefix, include(room)) for prefix, room in ROOMS if find_spec(room)),
]

handler429 = "connexions.registers.accounts.views.errors.too_many"
