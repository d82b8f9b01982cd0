"""What hangs on a service, written anew from what a feed or a form says."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from connexions.ground.base.ids import new_id
from connexions.registers.directory.actions._places import place
from connexions.registers.directory.models import (
    Accessibility,
    Contact,
    CostOption,
    Feed,
    Funding,
    Language,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTopic,
    Taxonomy,
    TaxonomyTerm,
)
from connexions.registers.directory.topics import DROP_IN, LGSL, NO_WHEELCHAIR, WHEELCHAIR, term_id

Told = dict[str, Any]
PARTS: tuple[type[models.Model], ...] = (
    Schedule, ServiceAtLocation, ServiceTopic, CostOption, Language, Phone, Contact, ServiceArea, Funding,
)  # fmt: skip
LOCATION_FIELDS = (
    "kind", "name", "description", "latitude", "longitude", "address_id", "address_1", "city", "county",
    "postcode", "country",
)  # fmt: skip
LGSL_URI = re.compile(r"/service/(\d{1,6})$")
BY_WHEELS = re.compile(r"wheelchair", re.IGNORECASE)
NOT = re.compile(r"\b(no|not|without|un\w+)\b|inaccessible", re.IGNORECASE)


class Hanging:
    """Writes what hangs on the services of one partnership, from one source; remembers topics and places."""

    def __init__(self, partnership: int, feed: Feed | None) -> None:
        self.own: Told = {"partnership_id": partnership}
        self.feed = feed
        self._terms: dict[tuple[str, str], UUID] = {}

    def replace(self, service: Service, told: Told) -> None:
        """Put all of it in the place of what there was."""
        for part in PARTS:
            part._default_manager.filter(service=service).delete()
        common = {**self.own, "service": service}
        places = [self._at(one, common) for one in told["at"]]
        schedules: list[tuple[Told, ServiceAtLocation | None]] = [(one, None) for one in told["schedules"]]
        schedules += [
            (one, at)
            for at, one_place in zip(places, told["at"], strict=True)
            for one in one_place["schedules"]
        ]
        self._make(Schedule, [{**one, "at": at} for one, at in schedules], common)
        self._topics(told["topics"], common)
        self._make(CostOption, told["costs"], common)
        self._make(Language, told["languages"], common)
        self._make(ServiceArea, told["areas"], common)
        self._make(Funding, told["funding"], common)
        people = self._make(Contact, [_without(one, "phones") for one in told["contacts"]], common)
        phones = [{**one, "contact": None} for one in told["phones"]]
        for person, one in zip(people, told["contacts"], strict=True):
            phones += [{**phone, "contact": person} for phone in one["phones"]]
        self._make(Phone, phones, common)

    def _make(self, model: type[models.Model], rows: list[Told], common: Told) -> list[Any]:
        """Rows with the identifiers they came with, where nobody else has them."""
        given = [one["id"] for one in rows if one.get("id")]
        taken = (
            set(model._default_manager.filter(pk__in=given).values_list("pk", flat=True)) if given else set()
        )
        made = []
        for row in rows:
            pk = row.get("id")
            if pk is None or pk in taken:
                pk = new_id()
            taken.add(pk)
            made.append(model(**{**row, **common, "id": pk}))
        model._default_manager.bulk_create(made)
        return made

    def _at(self, told: Told, common: Told) -> ServiceAtLocation:
        location = self._location(told["location"])
        found = ServiceAtLocation.objects.filter(service=common["service"], location=location).first()
        if found is not None:
            return found
        (made,) = self._make(ServiceAtLocation, [{"id": told.get("id"), "location": location}], common)
        at: ServiceAtLocation = made
        return at

    def _location(self, told: Told) -> Location:
        """The place as the feed calls it: one row for all the services that are there."""
        given: UUID | None = told.get("id")
        mine = Location.objects.filter(**self.own, feed=self.feed)
        found = (
            mine.filter(source_id=str(given)) if self.feed else mine.filter(pk=given or new_id())
        ).first()
        location = found or Location(
            **self.own, feed=self.feed, source_id=str(given or "") if self.feed else ""
        )
        if found is None and given and not Location.objects.filter(pk=given).exists():
            location.id = given
        afresh = Location()
        for name in LOCATION_FIELDS:
            setattr(location, name, told.get(name, getattr(afresh, name)))
        location.easting, location.northing = told.get("easting"), told.get("northing")
        location.wheelchair = told["wheelchair"] if "wheelchair" in told else _by_wheels(told)
        place(location).save()
        Accessibility.objects.filter(location=location).delete()
        self._make(Accessibility, told["accessibility"], {**self.own, "location": location})
        return location

    def _topics(self, told: Iterable[Told], common: Told) -> None:
        rows: dict[UUID, Told] = {}
        for one in told:
            if one["term_id"] != DROP_IN:
                term = self._term(one)
                rows.setdefault(term, {"id": one["id"], "term_id": term})
        self._make(ServiceTopic, list(rows.values()), common)

    def _term(self, told: Told) -> UUID:
        key = (told["taxonomy"], told["code"])
        if key not in self._terms:
            self._terms[key] = self._known(told) or self._new(told)
        return self._terms[key]

    def _known(self, told: Told) -> UUID | None:
        wanted = [told["term_id"]] if told["term_id"] else []
        if match := LGSL_URI.search(told["uri"]):
            wanted.append(term_id(LGSL, match[1]))
        found = TaxonomyTerm.objects.filter(pk__in=wanted).first()
        return found.pk if found else None

    def _new(self, told: Told) -> UUID:
        shipped = Taxonomy.objects.filter(code=told["taxonomy"], shipped=True).exists()
        code = f"{told['taxonomy']} (from a feed)" if shipped else told["taxonomy"]
        taxonomy, _ = Taxonomy.objects.get_or_create(code=code[:200], defaults={"name": code[:200]})
        said = {name: told[name] for name in ("name", "description", "uri")}
        if told["term_id"]:
            said["id"] = told["term_id"]
        term, _ = TaxonomyTerm.objects.get_or_create(taxonomy=taxonomy, code=told["code"], defaults=said)
        return term.pk


def _without(told: Told, *names: str) -> Told:
    return {name: value for name, value in told.items() if name not in names}


def _by_wheels(told: Told) -> bool | None:
    """What is said about wheelchairs, by a topic or in words."""
    terms = {one["term_id"] for one in told.get("topics", ())}
    if WHEELCHAIR in terms or NO_WHEELCHAIR in terms:
        return WHEELCHAIR in terms
    said = [one["description"] for one in told["accessibility"] if BY_WHEELS.search(one["description"])]
    return not any(NOT.search(one) for one in said) if said else None
