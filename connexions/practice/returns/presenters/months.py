"""Months, figures and fields as the pages say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from connexions.engines.ccis import as_date, specification
from connexions.engines.ccis.specification import all_rules
from connexions.engines.currency import academic_year
from connexions.ground.design.words import day, listed, month
from connexions.practice.returns.models import Departure, Return, Told
from connexions.practice.returns.queries.comparing import CHANGED, JOINED, LEFT, Difference
from connexions.practice.returns.queries.faults import words_of
from connexions.practice.returns.queries.published import Published, by_authority, scorecard
from connexions.practice.returns.rules.standing import WORDS, Standing
from connexions.registers.partners.models import LocalAuthority

STATUS_WORDS = {
    "P": "Of the cohort",
    "G": "Left, kept for the September Guarantee",
    **{str(value): str(label) for value, label in Departure.Reason.choices},
}
KIND_WORDS = {
    JOINED: "Only in the later return",
    LEFT: "Only in the earlier return",
    CHANGED: "Told otherwise",
}
PRIORITY_WORDS = {1: "Must be mended", 2: "Should be mended", 3: "To know"}
PRIORITY_MARKS = {1: "risk", 2: "due", 3: "off"}


@dataclass(frozen=True)
class Figure:
    """One headline figure of a return beside the last one and what was published."""

    name: str
    people: int
    rate: str
    href: str
    was: str
    moved: str
    region: str
    england: str


def title(this: Return) -> str:
    """The month."""
    return month(this.period_end)


def state_of(this: Return) -> tuple[str, str]:
    """The mark and the words of how it stands."""
    if not this.is_frozen:
        return "due", "Built, not sent"
    return "done", "Sent" if this.version == 1 else f"Sent, version {this.version}"


def who_and_when(this: Return) -> str:
    """By whom and when it was built and frozen."""
    built = f"Built on {day(this.built_at)} by {this.built_by_name}"
    return (
        f"{built}; frozen on {day(this.frozen_at)} by {this.frozen_by_name}."
        if this.is_frozen
        else f"{built}."
    )


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """What authorities are called."""
    return dict(LocalAuthority.objects.filter(code__in=list(codes)).values_list("code", "name"))


def authorities(this: Return, names: dict[str, str]) -> str:
    """For which authorities it is."""
    return listed(names.get(code, code) for code in this.authorities)


def told(this: Return) -> list[tuple[str, int, str]]:
    """Records, those who stay, those who left, for the strip of figures."""
    statuses = this.counts.get("statuses", {})
    left = sum(number for code, number in statuses.items() if code not in "PG")
    return [
        ("Records", this.records, "in the file"),
        ("Of the cohort", statuses.get("P", 0), "told every month"),
        ("Left", left, "told once"),
        ("Kept for the Guarantee", statuses.get("G", 0), "until it is done"),
        ("To be mended", this.counts.get("to_mend", 0), "must be, before it is sent"),
    ]


def leavers(this: Return) -> list[tuple[str, int, str]]:
    """Each cohort status but that of the cohort itself: its words, how many, the list behind it."""
    statuses = this.counts.get("statuses", {})
    return [
        (STATUS_WORDS.get(code, code), number, _list(this, status=code))
        for code, number in sorted(statuses.items())
        if code != "P"
    ]


def faults(this: Return) -> list[dict[str, Any]]:
    """Each rule that is broken: its words and remedy, how many, the list behind it; the most pressing first."""
    priorities = {rule.number: rule.priority for rule in all_rules()}
    found = []
    for number, people in this.counts.get("rules", {}).items():
        words, fix = words_of(int(number))
        found.append(
            {"rule": int(number), "priority": priorities.get(int(number), 3), "people": people, "words": words,
             "fix": fix, "href": _list(this, rule=int(number))}
        )  # fmt: skip
    return sorted(found, key=lambda one: (one["priority"], -one["people"], one["rule"]))


def figures(this: Return, before: Return | None, *, area: str = "", region: str = "") -> list[Figure]:
    """The headline figures of a return, of all its authorities or of one."""
    now, then = _counted(this, area), _counted(before, area) if before else {}
    near, england = scorecard().get(region), scorecard().get("England")
    rows = [
        ("NEET", [Standing.NEET], "neet"),
        ("Not known", [Standing.NOT_KNOWN], "not_known"),
        ("NEET or not known", [Standing.NEET, Standing.NOT_KNOWN], ""),
        ("In education or training", [Standing.PARTICIPATING], "participating"),
    ]
    found = []
    for name, standings, field in rows:
        rate, earlier = _rate(now, standings), _rate(then, standings)
        href = _list(this, standing=standings[0], authority=area) if len(standings) == 1 else ""
        found.append(
            Figure(
                name=name,
                people=sum(now.get(one, 0) for one in standings),
                rate=_percent(rate),
                href=href,
                was=_percent(earlier),
                moved=_moved(rate, earlier),
                region=_published(near, field),
                england=_published(england, field),
            )
        )
    return found


def cohort(this: Return, area: str = "") -> int:
    """How many 16 and 17 year olds the rates are of: everybody but those in custody."""
    return _denominator(_counted(this, area))


def by_area(this: Return, names: dict[str, str]) -> list[dict[str, Any]]:
    """Each authority's rates beside the last that were published for it."""
    published = by_authority()
    found = []
    for code in this.authorities:
        now, last = _counted(this, code), published.get(code)
        found.append(
            {
                "name": names.get(code, code),
                "cohort": _denominator(now),
                "neet": _percent(_rate(now, [Standing.NEET])),
                "neet_href": _list(this, standing=Standing.NEET, authority=code),
                "not_known": _percent(_rate(now, [Standing.NOT_KNOWN])),
                "not_known_href": _list(this, standing=Standing.NOT_KNOWN, authority=code),
                "published": _percent(last.neet) if last else "",
                "published_not_known": _percent(last.not_known) if last else "",
                "year": last.year if last else "",
            }
        )
    return found


def region_of(codes: Iterable[str]) -> str:
    """The region of these authorities, where they are all of one."""
    found = set(LocalAuthority.objects.filter(code__in=list(codes)).values_list("region", flat=True))
    return found.pop() if len(found) == 1 else ""


def which(chosen: dict[str, Any], names: dict[str, str]) -> str:
    """Who is on a list, in words."""
    said = []
    if chosen["standing"]:
        said.append(f"{WORDS[Standing(chosen['standing'])]}, 16 and 17 year olds")
    if chosen["status"]:
        said.append(STATUS_WORDS.get(chosen["status"], chosen["status"]))
    if chosen["rule"]:
        said.append(words_of(chosen["rule"])[0])
    if chosen["authority"]:
        said.append(names.get(chosen["authority"], chosen["authority"]))
    return "; ".join(said) or "Everybody who is told of"


def people(page: Iterable[Told], this: Return) -> list[dict[str, Any]]:
    """Each of those told of: what the return says they do, in words, and its dates."""
    activities = specification(academic_year(this.period_end)).activities
    found = []
    for one in page:
        say = one.fields.get
        kind = activities.get(say("ActivityCode", ""))
        found.append(
            {
                "one": one,
                "status": STATUS_WORDS.get(one.status, one.status),
                "doing": kind.label if kind else say("ActivityCode", ""),
                "where": say("EstablishmentName", ""),
                "lapsed": say("CurrencyLapsed") == "Y",
                "days": [day(as_date(say(name))) for name in ("StartDate", "DateVerified", "DueToLapseDate")],
            }
        )
    return found


def label_of(this: Return) -> str:
    """A return in a list to choose from."""
    version = f"version {this.version}" if this.is_frozen else "built, not sent"
    return f"{month(this.period_end)}, {' '.join(this.authorities)}, {version}"


def rows_of(differences: Iterable[Difference]) -> Iterator[tuple[str, ...]]:
    """A line for each field that differs, for a spreadsheet."""
    for one in differences:
        if one.kind != CHANGED:
            yield (one.number, one.name, KIND_WORDS[one.kind], "", "", "")
        for field, was, now in one.fields:
            yield (one.number, one.name, KIND_WORDS[one.kind], field, was, now)


def _list(this: Return, **asked: Any) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('returns:people', args=[this.pk])}?{urlencode(kept)}"


def _counted(this: Return | None, area: str) -> dict[str, int]:
    found: dict[str, int] = this.counts.get("standings", {}).get(area, {}) if this else {}
    return found


def _denominator(counted: dict[str, int]) -> int:
    return sum(number for standing, number in counted.items() if standing != Standing.EXCLUDED)


def _rate(counted: dict[str, int], standings: list[Standing]) -> float | None:
    whole = _denominator(counted)
    return 100 * sum(counted.get(one, 0) for one in standings) / whole if whole else None


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.1f} %"


def _moved(now: float | None, was: float | None) -> str:
    if now is None or was is None:
        return ""
    by = round(now - was, 1)
    return "no change" if not by else f"{'up' if by > 0 else 'down'} {abs(by):.1f}"


def _published(area: Published | None, field: str) -> str:
    if area is None:
        return ""
    if field:
        return _percent(getattr(area, field))
    both = (area.neet, area.not_known)
    return "" if None in both else _percent(sum(one for one in both if one is not None))
