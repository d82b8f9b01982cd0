"""The directory in the words of Open Referral UK 3.0: every object valid against the standard's schema."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from connexions.registers.directory.models import (
    Contact,
    CostOption,
    Location,
    Phone,
    Provider,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    Taxonomy,
    TaxonomyTerm,
)
from connexions.registers.directory.topics import DROP_IN, NO_WHEELCHAIR, WAYS, WHEELCHAIR, taxonomy_id

Object = dict[str, Any]
WAYS_SAID = {
    DROP_IN: ("drop-in", "Drop in", "Nothing need be booked"),
    WHEELCHAIR: ("wheelchair", "Wheelchair access", "Somebody in a wheelchair can get in and about"),
    NO_WHEELCHAIR: ("no-wheelchair", "No wheelchair access", "Somebody in a wheelchair cannot get in"),
}


def _said(**values: Any) -> Object:
    """What there is to say: what is empty is left out."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def moment(value: datetime) -> str:
    """A moment as the standard writes it: to the millisecond, in UTC."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def provider(one: Provider) -> Object:
    """An organisation, with what the standard requires even where there is nothing to say."""
    more = _said(email=one.email, website=one.website)
    return {"id": str(one.pk), "name": one.name, "description": one.description, **more}


def listed(one: Service) -> Object:
    """A service as it stands in a list: what there is but one of."""
    gone = Service.Status.INACTIVE if one.gone_at and one.status == Service.Status.ACTIVE else one.status
    return _said(
        id=str(one.pk),
        organization_id=str(one.provider_id),
        name=one.name,
        description=one.description,
        url=one.url,
        email=one.email,
        status=str(gone),
        accreditations=one.accreditations,
        minimum_age=one.minimum_age,
        maximum_age=one.maximum_age,
        eligibility_description=one.who_for,
        application_process=one.how_to_use,
        assured_date=_day(one.assured_on),
        assurer_email=one.assurer_email,
        alert=one.alert,
        last_modified=moment(one.modified_at),
        organization=provider(one.provider),
    )


def minimal(one: Service) -> Object:
    """The least that the standard lets a service be: for whoever asks what has changed."""
    return {
        "id": str(one.pk),
        "name": one.name,
        "status": listed(one)["status"],
        "last_modified": moment(one.modified_at),
    }


def service(one: Service) -> Object:
    """A service whole."""
    topics = [_attribute(topic) for topic in one.topics.all()]
    if one.drop_in:
        topics.append(_way(one.pk, DROP_IN))
    own = [each for each in one.phones.all() if each.contact_id is None]
    return listed(one) | _said(
        schedules=[_schedule(each) for each in one.schedules.all() if each.at_id is None],
        service_areas=[
            _said(id=str(each.pk), service_id=str(one.pk), name=each.name, extent=each.extent, uri=each.uri)
            for each in one.areas.all()
        ],
        service_at_locations=[_at(each, one.schedules.all()) for each in one.at.all()],
        languages=[
            _said(id=str(each.pk), service_id=str(one.pk), name=each.name, code=each.code)
            for each in one.languages.all()
        ],
        funding=[
            {"id": str(each.pk), "service_id": str(one.pk), "source": each.source}
            for each in one.funding.all()
        ],
        cost_options=[_cost(each) for each in one.costs.all()],
        contacts=[_contact(each) for each in one.contacts.all()],
        phones=[_phone(each) for each in own],
        attributes=topics,
    )


def at_location(one: ServiceAtLocation) -> Object:
    """A service at one of its places, as it stands in a list."""
    return {
        "id": str(one.pk),
        "service_id": str(one.service_id),
        "location_id": str(one.location_id),
        "location": _place(one.location),
        "service": listed(one.service),
    }


def taxonomy(one: Taxonomy) -> Object:
    """A list of topics."""
    more = _said(uri=one.uri, version=one.edition)
    return {"id": str(one.pk), "name": one.name, "description": one.description, **more}


def term(one: TaxonomyTerm) -> Object:
    """A topic."""
    return {
        "id": str(one.pk),
        "name": one.name,
        "description": one.description,
        "term": one.code,
        "taxonomy": one.taxonomy.code,
        "taxonomy_id": str(one.taxonomy_id),
        **_said(parent_id=str(one.parent_id) if one.parent_id else None, term_uri=one.uri),
    }


def _attribute(one: ServiceTopic) -> Object:
    return {
        "id": str(one.pk),
        "link_id": str(one.service_id),
        "link_type": "service",
        "taxonomy_term_id": str(one.term_id),
        "taxonomy_term": term(one.term),
    }


def _way(link: UUID, which: UUID, kind: str = "service") -> Object:
    code, name, description = WAYS_SAID[which]
    said = {"id": str(which), "name": name, "description": description, "term": code}
    return {
        "id": str(uuid5(link, code)),
        "link_id": str(link),
        "link_type": kind,
        "taxonomy_term_id": str(which),
        "taxonomy_term": {**said, "taxonomy": WAYS, "taxonomy_id": str(taxonomy_id(WAYS))},
    }


def _at(one: ServiceAtLocation, schedules: Iterable[Schedule]) -> Object:
    mine = [_schedule(each) for each in schedules if each.at_id == one.pk]
    return {
        "id": str(one.pk),
        "service_id": str(one.service_id),
        "location_id": str(one.location_id),
        "location": _location(one.location),
        **_said(schedules=mine),
    }


def _place(one: Location) -> Object:
    return _said(
        id=str(one.pk),
        location_type=one.kind,
        name=one.name,
        description=one.description,
        latitude=one.latitude,
        longitude=one.longitude,
    )


def _location(one: Location) -> Object:
    ways = {True: WHEELCHAIR, False: NO_WHEELCHAIR}
    accessibility = [
        _said(
            id=str(each.pk),
            location_id=str(one.pk),
            description=each.description,
            details=each.details,
            url=each.url,
        )
        for each in one.accessibility.all()
    ]
    return _place(one) | _said(
        addresses=_addresses(one),
        accessibility=accessibility,
        attributes=[] if one.wheelchair is None else [_way(one.pk, ways[one.wheelchair], "location")],
    )


def _addresses(one: Location) -> list[Object]:
    if not (one.address_1 or one.city or one.postcode):
        return []
    return [
        {
            "id": str(one.address_id or uuid5(one.pk, "address")),
            "location_id": str(one.pk),
            "address_1": one.address_1,
            "city": one.city,
            "state_province": one.county,
            "postal_code": one.postcode,
            "country": one.country,
            "address_type": one.kind,
        }
    ]


def _schedule(one: Schedule) -> Object:
    return _said(
        id=str(one.pk),
        service_id=str(one.service_id),
        service_at_location_id=str(one.at_id) if one.at_id else None,
        valid_from=_day(one.valid_from),
        valid_to=_day(one.valid_to),
        dtstart=_day(one.starts_on),
        freq=one.freq,
        interval=one.interval,
        byday=one.byday,
        bymonthday=one.bymonthday,
        description=one.description,
        opens_at=one.opens.isoformat() if one.opens else None,
        closes_at=one.closes.isoformat() if one.closes else None,
    )


def _cost(one: CostOption) -> Object:
    return _said(
        id=str(one.pk),
        service_id=str(one.service_id),
        option=one.option,
        amount_description=one.description,
        valid_from=_day(one.valid_from),
        valid_to=_day(one.valid_to),
    ) | ({} if one.amount is None else {"amount": float(one.amount)})


def _contact(one: Contact) -> Object:
    return _said(
        id=str(one.pk),
        service_id=str(one.service_id),
        name=one.name,
        title=one.title,
        email=one.email,
        phones=[_phone(each) for each in one.phones.all()],
    )


def _phone(one: Phone) -> Object:
    return _said(
        id=str(one.pk),
        service_id=str(one.service_id),
        number=one.number,
        extension=one.extension,
        description=one.description,
    )
