"""A service in words that somebody can read out on the telephone."""

from datetime import date
from typing import Any

from connexions.registers.directory.models import CheckingRules, Schedule, Service
from connexions.registers.directory.queries.search import freshness_of
from connexions.registers.directory.rules.checking import Freshness
from connexions.registers.directory.rules.opening import byday_of

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NTH = {0: "", 1: "first ", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth ", -1: "last "}


def said(service: Service, on: date, rules: CheckingRules) -> dict[str, Any]:
    """What its page says beside its own fields."""
    return {
        "stale": freshness_of(service, on, rules) != Freshness.FRESH,
        "hours": [hours(one) for one in service.schedules.all()],
        "costs": [cost(one.option, one.amount, one.description) for one in service.costs.all()],
        "ages": ages(service),
        "places": [one.location for one in service.at.all()],
        "languages": [one.name for one in service.languages.all()],
        "topics": [one.term.name for one in service.topics.all()],
    }


def hours(one: Schedule) -> str:
    """When it is open: Monday and Thursday, 09:00 to 17:00."""
    days = [f"{NTH.get(which, f'{which}. ')}{DAYS[day]}" for which, day in byday_of(one.byday) or []]
    listed = ", ".join(days) or ("days " + one.bymonthday if one.bymonthday else "")
    if one.freq == "MONTHLY":
        listed += " of the month"
    elif one.interval > 1:
        listed += f", every {one.interval} weeks"
    times = f"{one.opens:%H:%M} to {one.closes:%H:%M}" if one.opens and one.closes else ""
    return ": ".join(filter(None, (", ".join(filter(None, (listed, times))), one.description)))


def cost(option: str, amount: Any, description: str) -> str:
    """What it costs: Students: £4.50."""
    price = "" if amount is None else ("free" if not amount else f"£{amount:.2f}")
    told = ", ".join(filter(None, (price, description)))
    return ": ".join(filter(None, (option, told)))


def ages(service: Service) -> str:
    """Whom it is for, by age."""
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest is None and oldest is None:
        return "Any age"
    if oldest is None:
        return f"{youngest} and over"
    return f"Up to {oldest}" if youngest is None else f"{youngest} to {oldest}"


def initial_of(service: Service | None) -> dict[str, Any]:
    """A service as the form shows it."""
    if service is None:
        return {}
    names = (
        "version", "name", "description", "minimum_age", "maximum_age", "who_for", "how_to_use", "drop_in",
        "email", "url", "alert",
    )  # fmt: skip
    place = next((one.location for one in service.at.all()), None)
    hours = next(iter(service.schedules.all()), None)
    told = {name: getattr(service, name) for name in names} | {
        "provider": service.provider.name,
        "topics": [str(one.term_id) for one in service.topics.all()],
        "free": any(one.amount == 0 for one in service.costs.all()),
        "phone": next((one.number for one in service.phones.all()), ""),
    }
    if place is not None:
        told |= {name: getattr(place, name) for name in ("address_1", "city", "postcode")}
        told["wheelchair"] = {True: "yes", False: "no", None: ""}[place.wheelchair]
    if hours is not None:
        days = [str(day) for _, day in byday_of(hours.byday) or []]
        told |= {"days": days, "opens": hours.opens, "closes": hours.closes}
    return told
