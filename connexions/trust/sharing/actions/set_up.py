"""How a partnership shares: whether a law asks for a second pair of eyes."""

from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible, check_version
from connexions.trust.sharing import permissions
from connexions.trust.sharing.models import Gateway, SharingRules
from connexions.trust.sharing.queries import standing

LABELS = {
    "longest_months": "A consent lasts at most, in months",
    "usual_months": "What the form suggests, in months",
    "ask_again_days": "Asked again so many days before it ends",
}
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


@transaction.atomic
def change_rules(
    *, longest_months: int, usual_months: int, ask_again_days: int, version: int, by: Actor
) -> SharingRules:
    """Say how long a consent may last here and when it is asked again. What is agreed already stays as it is.

    Raises ``NotAllowed``, ``NotPossible``, ``Conflict`` where somebody else changed it meanwhile.
    """
    permissions.check_makes_rules(by)
    if usual_months > longest_months:
        raise NotPossible("The form cannot suggest more months than a consent may last.")
    typed = {
        "longest_months": longest_months,
        "usual_months": usual_months,
        "ask_again_days": ask_again_days,
    }
    SharingRules.objects.bulk_create(
        [SharingRules(partnership_id=by.partnership, version=0)], ignore_conflicts=True
    )
    stored = SharingRules.objects.select_for_update().get(partnership_id=by.partnership)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    audit.record(event="sharing.rules.changed", by=by, about=f"sharing_rules:{stored.pk}")
    return stored
