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


def others(edition: AgreementEdition, *, by: Actor) -> list[AgreementEdition]:
    """The other editions of the same agreement that *by* may read, the latest first."""
    check_for(Permission.AGREEMENT_READ, edition.organisation_id, by=by)
    found = AgreementEdition.objects.filter(agreement_id=edition.agreement_id).exclude(pk=edition.pk)
    if by.organisation is not None:
        found = found.exclude(state__in=("draft", "dropped"))
    return list(found.exclude(state="dropped").order_by("-number"))


def before(edition: AgreementEdition, *, by: Actor) -> AgreementEdition | None:
    """The edition before this one, that both signed."""
    found = others(edition, by=by)
    return next((one for one in found if one.number < edition.number and one.state in WAS_IN_FORCE), None)


def to_read(organisation: Organisation, *, on: date, by: Actor) -> AgreementEdition | None:
    """What a worker should read first: what waits for their signature, else what is in force, else what is to come."""
    check_for(Permission.AGREEMENT_READ, organisation.pk, by=by)
    found = AgreementEdition.objects.filter(partnership_id=by.partnership, organisation=organisation)
    offered = found.filter(state__in=("offered", "signed_by_one")).exclude(signatures__side="theirs").first()
    if offered is not None:
        return offered
    held = in_force(organisation=organisation, on=on, by=by)
    return held or found.filter(state__in=("offered", "signed_by_one", "signed")).first()
