"""What anybody may read, signed in or not: nothing here knows who asks, because nothing depends on it."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from connexions.ground.base.refusals import Missing
from connexions.registers.directory.models import (
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    Taxonomy,
    TaxonomyTerm,
)
from connexions.registers.directory.queries.search import within
from connexions.registers.directory.queries.services import whole
from connexions.registers.directory.topics import DROP_IN
from connexions.registers.partners.places import Place


@dataclass(frozen=True)
class Wanted:
    """What a reader of the interface asks of a list; the names are the standard's."""

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    place: Place | None = None
    proximity: int = 0
    day: str = ""
    start_time: time | None = None
    end_time: time | None = None


def services(wanted: Wanted) -> QuerySet[Service]:
    """The services of every partnership that fit, longest unchanged first: what changes while somebody turns
    the pages comes at the end, and nothing is passed over."""
    return _fitting(Service.objects.select_related("provider"), wanted).order_by("modified_at", "id")


def service(service_id: UUID) -> Service:
    """One service whole. Raises ``Missing``."""
    found = whole(Service.objects.filter(pk=service_id)).first()
    if found is None:
        raise Missing("There is no service with this identifier.")
    return found


def at_locations(wanted: Wanted) -> QuerySet[ServiceAtLocation]:
    """The places of the services that fit."""
    found = ServiceAtLocation.objects.select_related("location", "service__provider")
    if wanted.place is not None:
        found = found.filter(
            location__in=within(Location.objects.all(), wanted.place, wanted.proximity).values("pk")
        )
    if wanted != Wanted():
        found = found.filter(service__in=_fitting(Service.objects.all(), wanted).values("pk"))
    return found.order_by("service__modified_at", "id")


def at_location(at_id: UUID) -> ServiceAtLocation:
    """One of them. Raises ``Missing``."""
    found = ServiceAtLocation.objects.select_related("location", "service__provider").filter(pk=at_id).first()
    if found is None:
        raise Missing("There is no service at a location with this identifier.")
    return found


def taxonomies(search: str = "") -> QuerySet[Taxonomy]:
    """The lists of topics."""
    return Taxonomy.objects.filter(_named(search)).order_by("name", "id")


def taxonomy(taxonomy_id: UUID) -> Taxonomy:
    """One of them. Raises ``Missing``."""
    found = Taxonomy.objects.filter(pk=taxonomy_id).first()
    if found is None:
        raise Missing("There is no taxonomy with this identifier.")
    return found


def terms(
    search: str = "", taxonomy: UUID | None = None, parent: UUID | None = None, *, top_only: bool = False
) -> QuerySet[TaxonomyTerm]:
    """The topics of a list, or of all."""
    asked: dict[str, Any] = {"taxonomy": taxonomy, "parent": parent}
    found = TaxonomyTerm.objects.filter(_named(search), **{k: v for k, v in asked.items() if v is not None})
    if top_only:
        found = found.filter(parent=None)
    return found.select_related("taxonomy").order_by("taxonomy__code", "order", "id")


def term(term_id: UUID) -> TaxonomyTerm:
    """One topic. Raises ``Missing``."""
    found = TaxonomyTerm.objects.select_related("taxonomy").filter(pk=term_id).first()
    if found is None:
        raise Missing("There is no taxonomy term with this identifier.")
    return found


def _named(search: str) -> Q:
    return Q(name__icontains=search) | Q(description__icontains=search) if search else Q()


def _fitting(services: QuerySet[Service], wanted: Wanted) -> QuerySet[Service]:
    if wanted.search:
        services = services.filter(
            words=SearchQuery(wanted.search, config="english", search_type="websearch")
        )
    if wanted.organization_id:
        services = services.filter(provider=wanted.organization_id)
    if wanted.modified_after:
        services = services.filter(modified_at__gt=wanted.modified_after)
    services = _of_topic(services, wanted)
    if wanted.maximum_age is not None:
        services = services.filter(Q(minimum_age=None) | Q(minimum_age__lte=wanted.maximum_age))
    if wanted.minimum_age is not None:
        services = services.filter(Q(maximum_age=None) | Q(maximum_age__gte=wanted.minimum_age))
    if wanted.place is not None:
        near = within(Location.objects.all(), wanted.place, wanted.proximity).values("pk")
        there = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__in=near)
        services = services.filter(Exists(there))
    return _when(services, wanted)


def _of_topic(services: QuerySet[Service], wanted: Wanted) -> QuerySet[Service]:
    mine = ServiceTopic.objects.filter(service=OuterRef("pk"))
    if wanted.taxonomy_id:
        services = services.filter(Exists(mine.filter(term__taxonomy=wanted.taxonomy_id)))
    if wanted.taxonomy_term_id == DROP_IN:
        return services.filter(drop_in=True)
    if wanted.taxonomy_term_id:
        services = services.filter(Exists(mine.filter(term=wanted.taxonomy_term_id)))
    return services


def _when(services: QuerySet[Service], wanted: Wanted) -> QuerySet[Service]:
    """Open on a day of the week, and through the hours asked for."""
    if not (wanted.day or wanted.start_time or wanted.end_time):
        return services
    hours = Schedule.objects.filter(service=OuterRef("pk"))
    if wanted.day:
        hours = hours.filter(byday__contains=wanted.day)
    if wanted.start_time:
        hours = hours.filter(Q(opens=None) | Q(opens__lte=wanted.start_time))
        hours = hours.filter(Q(closes=None) | Q(closes__gt=wanted.start_time))
    if wanted.end_time:
        hours = hours.filter(Q(closes=None) | Q(closes__gte=wanted.end_time))
    return services.filter(Exists(hours))
