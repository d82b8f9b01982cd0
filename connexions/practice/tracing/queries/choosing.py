"""What a queue can be narrowed to at a partnership."""

from connexions.ground.base.acting import Actor
from connexions.practice.tracing.queries.queues import NOBODY
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Establishment, LocalAuthority

YEARS = (11, 12, 13, 14)


def areas(*, by: Actor) -> dict[str, str]:
    """The authorities of the partnership: code and name."""
    return dict(LocalAuthority.objects.filter(partnership_id=by.partnership).values_list("code", "name"))


def choices(*, by: Actor, authorities: dict[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """For each filter, its values with what a page calls them; the first is "any". *authorities*: where they are known
    already."""
    authorities = areas(by=by) if authorities is None else authorities
    schools = Establishment.objects.filter(local_authority__in=list(authorities)).order_by("name")
    held = Membership.objects.filter(partnership_id=by.partnership, role__in=ADVISERS, until_on=None)
    advisers = held.select_related("user").order_by("user__name")
    return {
        "authority": [("", "Any area"), *sorted(authorities.items(), key=lambda one: one[1])],
        "school": [("", "Any school"), *((str(pk), name) for pk, name in schools.values_list("pk", "name"))],
        "adviser": [
            ("", "Anybody’s"),
            *([(str(by.id), "Mine")] if by.id else []),
            (NOBODY, "Nobody’s"),
            *((str(one.user_id), one.user.name) for one in advisers if one.user_id != by.id),
        ],
        "year": [("", "Any year"), *((str(year), f"Year {year}") for year in YEARS)],
    }


ADVISERS = ("personal_adviser", "duty_adviser", "team_manager")
