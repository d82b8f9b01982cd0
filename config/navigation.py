"""The desk's sections: what stands in the row beneath the bar, and who sees which."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch

from connexions.ground.base.acting import STAFF, Actor, Role
from connexions.ground.design.furniture import url_if_any
from connexions.insight.performance.permissions import READERS as FIGURE_READERS
from connexions.registers.partners.permissions import OVERSEERS
from connexions.trust.safeguarding.permissions import RAISERS as CONCERN_RAISERS

ADVISERS = frozenset({Role.PERSONAL_ADVISER, Role.DUTY_ADVISER, Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})


@dataclass(frozen=True)
class Section:
    """One word in the row of sections: where it leads, and the roles that may open it."""

    text: str
    name: str
    roles: frozenset[Role]
    beneath: tuple[str, ...] = ()  # other rooms whose pages belong to it


SECTIONS = (
    Section("Today", "casework:today", ADVISERS),
    Section("Caseload", "casework:caseload", ADVISERS | {Role.INSPECTOR}),
    Section(
        "Young people",
        "people:search",
        STAFF - {Role.NATIONAL_ANALYST, Role.ADMINISTRATOR, Role.PARTNER_WORKER},
        ("people",),
    ),
    Section("Shared with you", "portal:people", frozenset({Role.PARTNER_WORKER}), ("portal",)),
    Section(
        "Queues",
        "tracing:queues",
        ADVISERS | {Role.TRACKING_OFFICER, Role.DATA_OFFICER, Role.INSPECTOR},
        ("tracing",),
    ),
    Section("Referrals", "referrals:list", ADVISERS | {Role.INSPECTOR}, ("referrals",)),
    Section("Keys", "referrals:tokens", frozenset({Role.ADMINISTRATOR})),
    Section("Referrals", "referrals:received", frozenset({Role.PARTNER_WORKER}), ("referrals",)),
    Section("Reviews", "casework:overdue", frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})),
    Section("Rules", "casework:wording", frozenset({Role.DATA_OFFICER})),
    Section(
        "How we assess",
        "casework:assessment_forms",
        frozenset({Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER}),
    ),
    Section("Day sheet", "outreach:day", ADVISERS, ("outreach",)),
    Section("Day sheets", "outreach:out", frozenset({Role.ADMINISTRATOR}), ("outreach",)),
    Section("Diary", "appointments:diary", ADVISERS, ("appointments",)),
    Section(
        "Services",
        "directory:search",
        ADVISERS | {Role.DATA_OFFICER, Role.TRACKING_OFFICER, Role.PARTNER_WORKER, Role.INSPECTOR},
        ("directory",),
    ),
    Section(
        "Team",
        "oversight:team",
        frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER, Role.INSPECTOR}),
        ("oversight",),
    ),
    Section(
        "Your practice",
        "oversight:mine",
        frozenset({Role.PERSONAL_ADVISER, Role.DUTY_ADVISER}),
        ("oversight",),
    ),
    Section("Restricted", "people:restrictions", frozenset({Role.TEAM_MANAGER, Role.PARTNERSHIP_MANAGER})),
    Section("Coverage", "oversight:coverage", frozenset({Role.DATA_OFFICER}), ("oversight",)),
    Section("Sharing", "sharing:to_do", ADVISERS | {Role.INSPECTOR}),
    Section("Laws of sharing", "sharing:laws", frozenset({Role.DATA_OFFICER})),
    Section("Safeguarding", "safeguarding:concerns", CONCERN_RAISERS, ("safeguarding",)),
    Section("Groups", "casework:sessions", ADVISERS | {Role.INSPECTOR}),
    Section("Figures", "performance:figures", FIGURE_READERS, ("performance",)),
    Section("Activities", "tracking:codes", frozenset({Role.DATA_OFFICER})),
    Section("Figures", "tracking:national", frozenset({Role.NATIONAL_ANALYST})),
    Section(
        "The return",
        "returns:months",
        frozenset({Role.DATA_OFFICER, Role.PARTNERSHIP_MANAGER}),
        ("returns",),
    ),
    Section("Moving in", "feeds:deliveries", frozenset({Role.DATA_OFFICER}), ("feeds",)),
    Section(
        "Organisations",
        "partners:organisations",
        OVERSEERS | {Role.PERSONAL_ADVISER, Role.DUTY_ADVISER},
        ("partners",),
    ),
    Section("What we agreed", "partners:ours", frozenset({Role.PARTNER_WORKER})),
    Section("Disputes", "partners:disputes", frozenset({Role.PARTNER_WORKER})),
    Section(
        "Audit",
        "audit:search",
        frozenset({Role.ADMINISTRATOR, Role.PARTNERSHIP_MANAGER, Role.INSPECTOR}),
        ("audit",),
    ),
    Section(
        "Staff", "accounts:staff", frozenset({Role.ADMINISTRATOR, Role.PARTNERSHIP_MANAGER}), ("accounts",)
    ),
    Section("Home", "direct:home", frozenset({Role.YOUNG_PERSON})),
    Section("Plan", "casework:my_plan", frozenset({Role.YOUNG_PERSON})),
    Section("Other help", "referrals:mine", frozenset({Role.YOUNG_PERSON}), ("referrals",)),
    Section("Appointments", "appointments:mine", frozenset({Role.YOUNG_PERSON})),
    Section("Messages", "people:notices", frozenset({Role.YOUNG_PERSON})),
    Section("Sharing", "sharing:mine", frozenset({Role.YOUNG_PERSON})),
    Section("About you", "people:me", frozenset({Role.YOUNG_PERSON})),
    Section("I don’t feel safe", "safeguarding:not_safe", frozenset({Role.YOUNG_PERSON})),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs: who is acting, the sections open to them, and when the session ends."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "sections": [
            _shown(one, request, actor)
            for one in SECTIONS
            if actor is not None and actor.role in one.roles and url_if_any(one.name)
        ],
        "contact_href": url_if_any("casework:quick_contact")
        if actor is not None and actor.role in ADVISERS
        else None,
        "find_href": url_if_any("people:search")
        if actor is not None and actor.role in SECTIONS[2].roles
        else None,
        "raise_href": _raise_href(request, actor),
        "session_expires_in": settings.SESSION_COOKIE_AGE if actor is not None else None,
    }


def _beneath(at: ResolverMatch, section: Section, role: Role) -> bool:
    """Whether a page belongs to a section, and is no other's own to whoever is acting."""
    own = {one.name for one in SECTIONS if role in one.roles}
    return at.namespace in section.beneath and at.view_name not in own


def _raise_href(request: HttpRequest, by: Actor | None) -> str | None:
    """Where *by* raises a concern: about the record that is open, if one is."""
    if by is None or by.role not in CONCERN_RAISERS:
        return None
    about = request.resolver_match.kwargs.get("young_person_id") if request.resolver_match else None
    return url_if_any("safeguarding:raise_about", about) if about else url_if_any("safeguarding:raise")


def _shown(section: Section, request: HttpRequest, by: Actor) -> dict[str, Any]:
    at = request.resolver_match
    here = at is not None and (at.view_name == section.name or _beneath(at, section, by.role))
    return {"text": section.text, "href": url_if_any(section.name), "current": here, "count": None}
