"""What every page of the queues needs beside the queues: how they work, what they can be narrowed to, the call session
that is open. It is read in one statement."""

from dataclasses import dataclass
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, Together
from connexions.practice.tracing.models import CallSession, QueueRules
from connexions.practice.tracing.queries.asked import NOBODY
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Establishment, LocalAuthority
from connexions.registers.people.sight import NOBODY as NO_ONE

YEARS = (11, 12, 13, 14)
ADVISERS = ("personal_adviser", "duty_adviser", "team_manager")


@dataclass(frozen=True)
class Desk:
    """The rules of the partnership, its areas by their codes, for each filter its values with what a page calls them
    (the first is "any"), and the reader's own open call session."""

    rules: QueueRules
    areas: dict[str, str]
    choices: dict[str, list[tuple[str, str]]]
    session: CallSession | None


def desk(*, by: Actor) -> Desk:
    """What every page of the queues needs of *by* and their partnership."""
    areas, schools, advisers, rules, sessions = _desk.ask(by.partnership, by.id or NO_ONE)
    choices = {
        "authority": [("", "Any area"), *areas],
        "school": [("", "Any school"), *((str(pk), name) for pk, name in schools)],
        "adviser": [
            ("", "Anybody’s"),
            *([(str(by.id), "Mine")] if by.id else []),
            (NOBODY, "Nobody’s"),
            *((str(pk), name) for pk, name in advisers if pk != by.id),
        ],
        "year": [("", "Any year"), *((str(year), f"Year {year}") for year in YEARS)],
    }
    first = rules[0] if rules else QueueRules(partnership_id=by.partnership, version=0)
    return Desk(first, dict(areas), choices, sessions[0] if sessions else None)


def areas(*, by: Actor) -> dict[str, str]:
    """The authorities of the partnership: code and name."""
    return dict(_areas.ask(by.partnership))


_areas = Kept(
    lambda here: (
        LocalAuthority.objects.filter(partnership_id=here).order_by("name").values_list("code", "name")
    ),
    takes=(int,),
)
_schools = Kept(
    lambda here: (
        Establishment.objects.filter(local_authority__partnership_id=here)
        .order_by("name")
        .values_list("pk", "name")
    ),
    takes=(int,),
)
_advisers = Kept(
    lambda here: (
        Membership.objects.filter(partnership_id=here, role__in=ADVISERS, until_on=None)
        .order_by("user__name", "id")
        .values_list("user_id", "user__name")
    ),
    takes=(int,),
)
_rules = Kept(lambda here: QueueRules.objects.filter(partnership_id=here), takes=(int,))
_sessions = Kept(
    lambda here, owner: CallSession.objects.filter(partnership_id=here, owner=owner, ended_at=None),
    takes=(int, UUID),
)
_desk = Together(_areas, _schools, _advisers, _rules, _sessions)
