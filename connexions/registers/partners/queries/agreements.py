"""What was agreed with an organisation, and what is about to be."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.registers.partners.models import Agreement, AgreementEdition, Organisation
from connexions.registers.partners.permissions import Permission, check_for
from connexions.registers.partners.rules.states import IN_HAND, WAS_IN_FORCE


def in_force(*, organisation: Organisation | int, on: date, by: Actor) -> AgreementEdition | None:
    """The edition that a partnership and an organisation go by on a day; none where nothing is agreed then."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    check_for(Permission.AGREEMENT_READ, key, by=by)
    return holding(on).filter(partnership_id=by.partnership, organisation_id=key).first()


def holding(on: date) -> QuerySet[AgreementEdition]:
    """Every edition in force on a day."""
    return AgreementEdition.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), state__in=WAS_IN_FORCE, from_on__lte=on
    )


def agreements(organisation: Organisation, *, by: Actor) -> list[Agreement]:
    """All that was ever agreed with one, the latest first, with its editions."""
    check_for(Permission.AGREEMENT_READ, organisation.pk, by=by)
    found = Agreement.objects.filter(partnership_id=by.partnership, organisation=organisation)
    return list(found.prefetch_related("editions__signatures").order_by("-begun_at"))


def edition(edition_id: UUID, *, by: Actor) -> AgreementEdition:
    """One edition with all that belongs to it. Raises ``Missing``; a draft is ours until it is offered."""
    found = (
        AgreementEdition.objects.filter(pk=edition_id, partnership_id=by.partnership)
        .select_related("agreement", "organisation")
        .prefetch_related("duties", "steps", "contacts", "signatures", "reviews")
        .first()
    )
    if found is None:
        raise Missing("There is no such agreement, or it is not yours to see.")
    check_for(Permission.AGREEMENT_READ, found.organisation_id, by=by)
    if by.organisation is not None and found.state in ("draft", "dropped"):
        raise Missing("There is no such agreement, or it is not yours to see.")
    return found


def in_hand(organisation: Organisation, *, by: Actor) -> AgreementEdition | None:
    """The edition that is being drafted or signed."""
    check_for(Permission.AGREEMENT_READ, organisation.pk, by=by)
    found = AgreementEdition.objects.filter(partnership_id=by.partnership, organisation=organisation)
    return found.filter(state__in=IN_HAND).first()
