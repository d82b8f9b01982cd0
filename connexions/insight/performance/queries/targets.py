"""What the figures are to be."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.insight.performance.models import Target
from connexions.insight.performance.permissions import Permission, check

Targets = Mapping[date, Mapping[str, Decimal]]  # by month end and indicator


def targets(*, by: Actor) -> list[Target]:
    """Every target, the latest first. Raises ``NotAllowed``."""
    check(Permission.FIGURES_SEE, by=by)
    return list(
        Target.objects.filter(partnership_id=by.partnership).order_by("-from_on", "indicator", "authority")
    )


def one(target: UUID, *, by: Actor) -> Target:
    """One target. Raises ``NotAllowed``, ``Missing``."""
    check(Permission.FIGURES_SEE, by=by)
    found = Target.objects.filter(partnership_id=by.partnership, pk=target).first()
    if found is None:
        raise Missing("This target is no longer here.")
    return found


def at_month_ends(*, months: Collection[date], area: str, by: Actor) -> Targets:
    """The targets of one authority, or of all together, at these month ends. Raises ``NotAllowed``."""
    check(Permission.FIGURES_SEE, by=by)
    found = list(Target.objects.filter(partnership_id=by.partnership, authority=area))
    return {
        month: {
            one.indicator: one.percent
            for one in found
            if one.from_on <= month and (one.until_on is None or month < one.until_on)
        }
        for month in months
    }
