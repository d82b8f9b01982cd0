"""How a partnership shares: whether a law asks for a second pair of eyes."""

from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.trust.sharing import permissions
from connexions.trust.sharing.models import Gateway
from connexions.trust.sharing.queries import standing

COPIED = (
    "key",
    "label",
    "law",
    "says",
    "to_whom",
    "plain",
    "from_on",
    "until_on",
    "objection_stops",
    "seen_for_days",
    "order",
)


@transaction.atomic
def second_pair_of_eyes(*, gateway_id: UUID, wanted: bool, by: Actor) -> Gateway:
    """Say whether a manager must agree before something is told under a law here. What ships stays as it is; the
    partnership gets a row of its own. Raises ``NotAllowed``, ``Missing``."""
    permissions.check_makes_rules(by)
    found = next((one for one in standing.gateways(by=by) if one.pk == gateway_id), None)
    if found is None:
        raise Missing("There is no such law here.")
    if found.partnership_id is None:
        own = Gateway(partnership_id=by.partnership, **{name: getattr(found, name) for name in COPIED})
    else:
        own = Gateway.objects.select_for_update().get(pk=found.pk)
        own.version += 1
    own.second_pair_of_eyes = wanted
    own.save()
    audit.record(
        event="sharing.gateway.changed",
        by=by,
        about=f"gateway:{own.key}",
        details={"second_pair_of_eyes": wanted},
    )
    return own
