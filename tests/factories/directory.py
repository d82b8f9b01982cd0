"""Services as tests need them: each says only what matters to it."""

from datetime import UTC, date, datetime, time
from typing import Any

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.directory.actions._places import place as placed
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.models import (
    CostOption,
    Language,
    Location,
    Provider,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    Taxonomy,
    TaxonomyTerm,
)
from connexions.registers.partners.models import Partnership

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def make_term(name: str = "Somewhere to live", *, parent: TaxonomyTerm | None = None) -> TaxonomyTerm:
    """A topic of the tests' own list."""
    taxonomy, _ = Taxonomy.objects.get_or_create(code="tests", defaults={"name": "Topics of the tests"})
    term, _ = TaxonomyTerm.objects.get_or_create(
        taxonomy=taxonomy, code=name, defaults={"name": name, "parent": parent}
    )
    return term


def make_service(
    *,
    partnership: Partnership,
    name: str = "Nightstop",
    provider: Provider | None = None,
    at: tuple[int, int] | None = (425200, 556100),
    wheelchair: bool | None = None,
    topics: tuple[TaxonomyTerm, ...] = (),
    costs: tuple[float | None, ...] = (),
    languages: tuple[str, ...] = (),
    open_on: str = "",
    opens: time | None = time(9),
    closes: time | None = time(17),
    assured_on: date | None = date(2026, 10, 1),
    **more: Any,
) -> Service:
    """A service that is open, was checked a month ago, and stands at one place."""
    with tenancy.acting(system("tests", partnership=partnership.pk)):
        own: dict[str, Any] = {"partnership": partnership}
        provider = provider or Provider.objects.create(
            name=f"Who runs {name}", description="A charity.", **own
        )
        more = {"modified_at": MORNING, "description": f"What {name} does."} | more
        service = Service.objects.create(name=name, provider=provider, assured_on=assured_on, **own, **more)
        if at:
            place = placed(Location(easting=at[0], northing=at[1], wheelchair=wheelchair, **own))
            place.save()
            ServiceAtLocation.objects.create(service=service, location=place, **own)
        for term in topics:
            ServiceTopic.objects.create(service=service, term=term, **own)
        for amount in costs:
            CostOption.objects.create(service=service, amount=amount, **own)
        for language in languages:
            Language.objects.create(service=service, name=language, **own)
        if open_on:
            Schedule.objects.create(
                service=service, freq="WEEKLY", byday=open_on, opens=opens, closes=closes, **own
            )
        index([service.pk])
        return service
