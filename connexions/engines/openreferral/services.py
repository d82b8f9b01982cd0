"""A service of Open Referral UK 3.0, understood: plain Python in the words of the directory."""

import re
from typing import Any

from connexions.engines.openreferral.reading import WEB, Reading
from connexions.engines.openreferral.schemas import Fault, faults

Told = dict[str, Any]
OLDEST = 130
_DAY = r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
BYDAY = re.compile(rf"^{_DAY}(\s*,\s*{_DAY})*$", re.IGNORECASE)
BYMONTHDAY = re.compile(r"^[+-]?\d{1,2}(\s*,\s*[+-]?\d{1,2})*$")
MOST_OF_A_KIND = 500


def understood(value: Any, *, path: str = "$") -> tuple[Told | None, list[Fault]]:
    """A service as the directory keeps it; or None, and everything that is wrong with it."""
    found = faults(value, "service", path=path)
    if found:
        return None, found
    reading = Reading(value, path)
    told = _service(reading)
    return (None, reading.faults) if reading.faults else (told, [])


def _service(r: Reading) -> Told:
    runs = r.one("organization")
    if runs is None:
        r.fault("organization", "This is missing: nobody would know who runs the service.")
    youngest = r.number("minimum_age", least=0, most=1000)
    oldest = r.number("maximum_age", least=0, most=1000)
    if youngest is not None and oldest is not None and oldest < youngest:
        r.fault("maximum_age", "This is below the minimum age.")
    if not r.text("name"):
        r.fault("name", "This is empty.")
    for name in ("service_at_locations", "schedules", "attributes", "contacts", "cost_options", "languages"):
        if isinstance(r.value.get(name), list) and len(r.value[name]) > MOST_OF_A_KIND:
            r.fault(name, f"There are {len(r.value[name]):,} of these; at most {MOST_OF_A_KIND} are kept.")
    return {
        "id": r.identifier(),
        "name": r.text("name", 200),
        "description": r.text("description"),
        "url": r.web("url"),
        "email": r.text("email", 254),
        "status": r.text("status"),
        "alert": r.text("alert", 500),
        "minimum_age": None if youngest is None else int(youngest),
        "maximum_age": None if oldest is None or oldest > OLDEST else int(oldest),
        "who_for": r.text("eligibility_description"),
        "how_to_use": r.text("application_process"),
        "accreditations": r.text("accreditations"),
        "assured_on": r.day("assured_date"),
        "assurer_email": r.text("assurer_email", 254),
        "provider": _provider(runs) if runs else {},
        "at": [_at(one) for one in r.many("service_at_locations")],
        "schedules": [_schedule(one) for one in r.many("schedules")],
        "topics": [term for one in r.many("attributes") if (term := _topic(one))],
        "costs": [_cost(one) for one in r.many("cost_options")],
        "languages": [_language(one) for one in r.many("languages")],
        "contacts": [_contact(one) for one in r.many("contacts")],
        "phones": [_phone(one) for one in r.many("phones")],
        "areas": [_area(one) for one in r.many("service_areas")],
        "funding": [{"id": one.identifier(), "source": one.text("source", 500)} for one in r.many("funding")],
    }


def _provider(r: Reading) -> Told:
    if not r.text("name"):
        r.fault("name", "This is empty.")
    return {
        "id": r.identifier(),
        "name": r.text("name", 200),
        "description": r.text("description"),
        "email": r.text("email", 254),
        "website": r.web("website") or _if_web(r.text("uri", 300)),
    }


def _at(r: Reading) -> Told:
    place = r.one("location")
    if place is None:
        r.fault("location", "This is missing: nobody could go there.")
    schedules = [_schedule(one) for one in r.many("schedules")]
    return {"id": r.identifier(), "location": _location(place) if place else {}, "schedules": schedules}


def _location(r: Reading) -> Told:
    latitude = r.number("latitude", least=-90, most=90)
    longitude = r.number("longitude", least=-180, most=180)
    address = next(r.many("addresses"), None)
    accessibility = [
        {
            "id": one.identifier(),
            "description": one.text("description", 300),
            "details": one.text("details"),
            "url": one.web("url"),
        }
        for one in r.many("accessibility")
    ]
    return {
        "id": r.identifier(),
        "kind": r.text("location_type"),
        "name": r.text("name", 200),
        "description": r.text("description"),
        "latitude": latitude,
        "longitude": longitude,
        "accessibility": accessibility,
        "topics": [term for one in r.many("attributes") if (term := _topic(one))],
        **(_address(address) if address else {}),
    }


def _address(r: Reading) -> Told:
    return {
        "address_id": r.identifier(),
        "address_1": r.text("address_1", 200),
        "city": r.text("city", 100),
        "county": r.text("state_province", 100),
        "postcode": r.text("postal_code", 10).upper(),
        "country": r.text("country", 2) or "GB",
    }


def _schedule(r: Reading) -> Told:
    interval = r.number("interval", least=1, most=1000)
    byday, bymonthday = r.text("byday", 100), r.text("bymonthday", 100)
    if byday and not BYDAY.match(byday):
        r.fault("byday", "This must be days such as MO,TH or 2MO,-1FR.")
    if bymonthday and not BYMONTHDAY.match(bymonthday):
        r.fault("bymonthday", "This must be days of the month such as 1,15 or -1.")
    return {
        "id": r.identifier(),
        "freq": r.text("freq"),
        "interval": int(interval or 1),
        "byday": re.sub(r"\s", "", byday).upper(),
        "bymonthday": re.sub(r"\s", "", bymonthday),
        "starts_on": r.day("dtstart"),
        "valid_from": r.day("valid_from"),
        "valid_to": r.day("valid_to"),
        "opens": r.clock("opens_at"),
        "closes": r.clock("closes_at"),
        "description": r.text("description"),
    }


def _topic(r: Reading) -> Told | None:
    term = r.one("taxonomy_term")
    if term is None:
        return None
    taxonomy = term.text("taxonomy", 200) or term.text("taxonomy_id", 200) or "unnamed"
    return {
        "id": r.identifier(),
        "term_id": term.identifier(),
        "name": term.text("name", 200),
        "description": term.text("description"),
        "taxonomy": taxonomy,
        "code": term.text("term", 200) or str(term.identifier()),
        "uri": term.text("term_uri", 300),
    }


def _cost(r: Reading) -> Told:
    return {
        "id": r.identifier(),
        "option": r.text("option", 200),
        "amount": r.number("amount", least=0, most=9_999_999),
        "description": r.text("amount_description"),
        "valid_from": r.day("valid_from"),
        "valid_to": r.day("valid_to"),
    }


def _language(r: Reading) -> Told:
    code = r.text("code", 10)
    return {"id": r.identifier(), "code": code, "name": r.text("name", 100) or code or "Not named"}


def _contact(r: Reading) -> Told:
    return {
        "id": r.identifier(),
        "name": r.text("name", 200),
        "title": r.text("title", 200),
        "email": r.text("email", 254),
        "phones": [_phone(one) for one in r.many("phones")],
    }


def _phone(r: Reading) -> Told:
    extension = r.value.get("extension")
    return {
        "id": r.identifier(),
        "number": r.text("number", 40),
        "extension": "" if extension is None else str(extension)[:10],
        "description": r.text("description", 200),
    }


def _area(r: Reading) -> Told:
    return {
        "id": r.identifier(),
        "name": r.text("name", 200),
        "extent": r.text("extent"),
        "uri": r.text("uri", 300),
    }


def _if_web(uri: str) -> str:
    """An organisation's identifier is a place to go to only where it is a page's address."""
    return uri if WEB.match(uri) else ""
