"""The authorities whose young people a partnership has."""

from connexions.ground.base.acting import Actor
from connexions.registers.partners.models import LocalAuthority


def authorities(*, by: Actor) -> dict[str, str]:
    """Their names by code."""
    found = LocalAuthority.objects.filter(partnership_id=by.partnership)
    return dict(found.values_list("code", "name"))
