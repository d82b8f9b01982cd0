"""One service with all that hangs on it, and those that somebody should check."""

from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.registers.directory import permissions
from connexions.registers.directory.models import (
    CheckingRules,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    TaxonomyTerm,
)
from connexions.registers.directory.rules.checking import months_before
from connexions.registers.directory.topics import YOUTH, taxonomy_id


def whole(services: QuerySet[Service]) -> QuerySet[Service]:
    """With all that hangs on them: as many queries for a thousand as for one."""
    places = ServiceAtLocation.objects.select_related("location").prefetch_related("location__accessibility")
    return services.select_related("provider__organisation", "centre", "feed").prefetch_related(
        Prefetch("at", places.order_by("id")),
        Prefetch("schedules", Schedule.objects.order_by("id")),
        Prefetch(
            "topics", ServiceTopic.objects.select_related("term__taxonomy").order_by("term__order", "id")
        ),
        "costs",
        "languages",
        "contacts__phones",
        "phones",
        "areas",
        "funding",
        "closures",
    )


def find(service_id: UUID, *, by: Actor) -> Service:
    """One service of any partnership, open or closed. Raises ``Missing``."""
    permissions.check_may_read(by)
    found = whole(Service.objects.filter(pk=service_id)).first()
    if found is None:
        raise Missing("There is no such service in the directory.")
    return found


def checking_rules(*, by: Actor) -> CheckingRules:
    """When a partnership wants its services checked: as it has said, or as everybody until they say otherwise."""
    found = CheckingRules.objects.filter(partnership_id=by.partnership).first()
    return found or CheckingRules(partnership_id=by.partnership, version=0)


def to_check(*, by: Actor, on: date) -> QuerySet[Service]:
    """The partnership's open services that are due for a check, or gone from their feed; never checked first."""
    rules = checking_rules(by=by)
    late = Q(assured_on=None) | Q(assured_on__lt=months_before(on, rules.due_after_months))
    own = Service.objects.filter(partnership_id=by.partnership).exclude(status=Service.Status.CLOSED)
    found = own.filter(late | Q(gone_at__isnull=False)).select_related("provider", "feed")
    return found.order_by(F("assured_on").asc(nulls_first=True), "name", "id")


def youth_topics() -> list[TaxonomyTerm]:
    """Our own topics, in their order."""
    return list(TaxonomyTerm.objects.filter(taxonomy=taxonomy_id(YOUTH)).order_by("order"))
