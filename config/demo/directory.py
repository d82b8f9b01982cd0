"""The directory of the demo partnerships: invented services for every topic, near real postcodes; the centres
with their opening times. The same every time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from config.demo.people import Population
from config.demo.words import places, spots, staff
from connexions.registers.directory.actions._places import place
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.actions.centres import keep
from connexions.registers.directory.models import (
    CostOption,
    Language,
    Location,
    Phone,
    Provider,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    TaxonomyTerm,
)
from connexions.registers.directory.topics import YOUTH, taxonomy_id
from connexions.registers.partners.models import Centre, Organisation, Partnership

PARTS = (Schedule, ServiceTopic, ServiceAtLocation, CostOption, Language, Phone)
FORMS = ("{topic} at {street}", "{street}: {topic}")
DAYS = ("MO,TU,WE,TH,FR", "MO,WE", "TU,TH,SA", "SA", "MO,TU,WE,TH,FR,SA")
HOURS = ((time(9), time(17)), (time(10), time(16)), (time(16), time(20)))
LANGUAGES = ("Polish", "Urdu", "Arabic", "Bengali", "British Sign Language")


def write_directory(population: Population) -> int:
    """Some forty services for each demo partnership, and its centres. Call it as the owner."""
    made = 0
    terms = list(TaxonomyTerm.objects.filter(taxonomy=taxonomy_id(YOUTH)).order_by("order"))
    for each in staff()["partnerships"]:
        partnership = Partnership.objects.filter(slug=each["key"]).first()
        if partnership is None:
            continue
        _forget(partnership)
        rng = Random(f"{population.seed}/directory/{each['key']}")
        for number, term in enumerate(terms):
            _service(partnership, each, number, term, rng, population.today)
            made += 1
        made += _centres(partnership, population.today)
        index(Service.objects.filter(partnership=partnership).values_list("pk", flat=True))
    return made


def _forget(partnership: Partnership) -> None:
    mine: dict[str, Any] = {"partnership": partnership}
    for part in PARTS:
        part._default_manager.filter(**mine).delete()
    for model in (Service, Location, Provider):
        model._default_manager.filter(**mine).delete()


def _id(*words: object) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(map(str, ("connexions-demo", *words))))


def _service(
    partnership: Partnership, each: dict[str, Any], number: int, term: TaxonomyTerm, rng: Random, today: date
) -> None:
    own: dict[str, Any] = {"partnership": partnership}
    spot = rng.choice(spots()[rng.choice(each["local_authorities"])])
    street = rng.choice(places()["street_first"])
    name = rng.choice(FORMS).format(topic=term.name, street=street)
    checked = None if number % 17 == 5 else today - timedelta(days=rng.choice((10, 40, 90, 150, 260, 700)))
    minimum = rng.choice((None, 11, 13, 16))
    service = Service.objects.create(
        id=_id(partnership.slug, number),
        provider=_provider(partnership, term, street),
        name=name,
        description=f"{term.description}. For young people in and around {spot.town}.",
        minimum_age=minimum,
        maximum_age=rng.choice((None, 19, 25)),
        status=Service.Status.CLOSED if number % 13 == 7 else Service.Status.ACTIVE,
        drop_in=rng.random() < 0.4,
        how_to_use="Ring first, or ask your adviser to.",
        email="hello@services.example.org",
        assured_on=checked,
        modified_at=datetime.combine(checked or today, time(12), UTC),
        **own,
    )
    where = Location(
        id=_id(partnership.slug, number, "place"),
        address_1=f"{rng.randint(1, 90)} {street} Street",
        city=spot.town,
        postcode=spot.postcode,
        easting=spot.easting,
        northing=spot.northing,
        wheelchair=rng.choice((True, True, False, None)),
        **own,
    )
    place(where).save()
    common = {**own, "service": service}
    ServiceAtLocation.objects.create(id=_id(service.pk, "at"), location=where, **common)
    ServiceTopic.objects.create(id=_id(service.pk, "topic"), term=term, **common)
    opens, closes = rng.choice(HOURS)
    days = "TU,SA" if term.code.startswith("home") else rng.choice(DAYS)
    Schedule.objects.create(
        id=_id(service.pk, "hours"), freq="WEEKLY", byday=days, opens=opens, closes=closes, **common
    )
    if rng.random() < 0.8:
        CostOption.objects.create(id=_id(service.pk, "cost"), option="Everybody", amount=0, **common)
    for language in ("English", *rng.sample(LANGUAGES, rng.randint(0, 2))):
        Language.objects.create(id=_id(service.pk, language), name=language, **common)
    Phone.objects.create(id=_id(service.pk, "phone"), number=f"01632 960{rng.randint(0, 999):03}", **common)


def _provider(partnership: Partnership, term: TaxonomyTerm, street: str) -> Provider:
    """The partner organisation of that trade where there is one; else a charity."""
    words = {"home": "hous", "health": "health", "law": "justice", "learning": "college"}
    trade = words.get(term.code.partition("-")[0], "")
    mine = Organisation.objects.filter(partnership=partnership)
    known = mine.filter(name__icontains=trade).order_by("id").first() if trade else None
    name = known.name if known else f"{street} Trust"
    return Provider.objects.get_or_create(
        partnership=partnership,
        name=name,
        defaults={
            "id": _id(partnership.slug, name),
            "organisation": known,
            "description": "An invented organisation.",
        },
    )[0]


def _centres(partnership: Partnership, today: date) -> int:
    from connexions.ground.base.acting import system
    from connexions.practice.appointments.models import OpeningTime

    centres = list(Centre.objects.filter(partnership=partnership).order_by("id"))
    for centre in centres:
        times = {
            one.weekday: (one.opens, one.closes)
            for one in OpeningTime.objects.filter(partnership=partnership, centre=centre)
        }
        at = datetime.combine(today, time(9), UTC)
        keep(centre=centre, times=times, by=system("Demo", partnership=partnership.pk), at=at)
    return len(centres)
