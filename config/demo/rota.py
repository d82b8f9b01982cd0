"""Which advisers there are for how many young people, and who stands on whose caseload."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil
from random import Random
from typing import Any

from config.demo.identity import surname
from config.demo.words import forename, staff

CASELOAD = 300  # about so many to an adviser
_SHARE = 0.15  # of young people, who have an adviser
_TEAM_SHARE = {
    "gateshead": 0.144, "newcastle": 0.216, "north-tyneside": 0.144, "south-tyneside": 0.096,
    "sunderland": 0.20,
    "ipswich": 0.09, "lowestoft": 0.045, "bury": 0.065,
}  # fmt: skip
LEADS = {"tyne-and-wear": ("priya.nair@tyneandwear.example.org", {1: 12, 2: 55, 3: 40}),
         "suffolk": ("megan.pryke@suffolk.example.org", {1: 6, 2: 28, 3: 20})}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody on the staff, by e-mail."""

    email: str
    name: str
    role: str
    partnership: str | None
    team: str | None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Rota:
    """All staff, and the advisers of each team to whom young people are allocated by chance."""

    workers: tuple[Worker, ...]
    pools: dict[str, tuple[str, ...]]


def partnership_of(key: str) -> dict[str, Any]:
    return next(p for p in staff()["partnerships"] if p["key"] == key)


def team_of(key: str) -> dict[str, Any]:
    return next(t for p in staff()["partnerships"] for t in p["teams"] if t["key"] == key)


@cache
def rota(size: int) -> Rota:
    """The staff for *size* young people: those named in ``staff.json``, and more advisers where needed."""
    named = [
        Worker(s["email"], s["name"], s["role"], s["partnership"], s["team"], s["organisation"])
        for s in staff()["staff"]
    ]
    leads = {email for email, _ in LEADS.values()}
    more: list[Worker] = []
    pools = {}
    for partnership in staff()["partnerships"]:
        for team in partnership["teams"]:
            own = [
                w for w in named
                if w.team == team["key"] and w.role == "personal_adviser" and w.email not in leads
            ]  # fmt: skip
            wanted = max(1, ceil(size * _TEAM_SHARE[team["key"]] * _SHARE / CASELOAD))
            extra = [_another(partnership, team["key"], i) for i in range(len(own), wanted)]
            more += extra
            pools[team["key"]] = tuple(w.email for w in own + extra)
    return Rota(tuple(named + more), pools)


def _another(partnership: dict[str, Any], team: str, index: int) -> Worker:
    rng = Random(f"adviser/{team}/{index}")
    sex = rng.choice("FM")
    name = f"{forename(rng, 1999, sex)} {surname(rng, 'british')}"
    email = f"adviser.{team}.{index + 1}@{partnership['domain']}"
    return Worker(email, name, "personal_adviser", partnership["key"], team)
