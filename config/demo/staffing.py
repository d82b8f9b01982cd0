"""The demo's partnerships, teams and staff, made or found. Passwords are not given here."""

from __future__ import annotations

from datetime import date
from typing import Any

from config.demo.rota import Worker, rota
from config.demo.rows import Keys
from config.demo.words import staff
from connexions.ground.base.acting import NATIONAL_UNIT, Role
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import (
    Centre,
    Establishment,
    LocalAuthority,
    Organisation,
    Partnership,
    Team,
)

SINCE = date(2020, 9, 1)


def make_staff(size: int, *, form: int) -> Keys:
    """Everything that rows about young people refer to."""
    partnerships = _partnerships()
    teams, organisations = _teams(partnerships), _organisations(partnerships)
    workers = _users(rota(size).workers)
    _memberships(rota(size).workers, partnerships, teams, organisations, workers)
    schools = {str(n): str(i) for n, i in Establishment.objects.values_list("number", "id")}
    return Keys(partnerships, teams, {email: str(key) for email, key in workers.items()}, schools, form)


def _partnerships() -> dict[str, int]:
    Partnership.objects.get_or_create(
        id=NATIONAL_UNIT, defaults={"slug": "national-unit", "name": "National unit"}
    )
    found = {}
    for each in staff()["partnerships"]:
        known = Partnership.objects.filter(slug=each["key"]).first()
        if known is None:
            last = Partnership.objects.order_by("-id").first()
            number = max(last.id if last else 0, 0) + 1
            known = Partnership.objects.create(
                id=number, slug=each["key"], name=each["name"], region=each["region"]
            )
        LocalAuthority.objects.filter(code__in=each["local_authorities"]).update(partnership=known)
        found[str(each["key"])] = known.id
    return found


def _teams(partnerships: dict[str, int]) -> dict[str, int]:
    found = {}
    for each in staff()["partnerships"]:
        for team in each["teams"]:
            centre, _ = Centre.objects.get_or_create(
                partnership_id=partnerships[each["key"]], name=team["centre"]
            )
            known, _ = Team.objects.get_or_create(
                partnership_id=partnerships[each["key"]], name=team["name"], defaults={"centre": centre}
            )
            found[str(team["key"])] = known.pk
    return found


def _organisations(partnerships: dict[str, int]) -> dict[str, Organisation]:
    return {
        org["key"]: Organisation.objects.get_or_create(
            partnership_id=partnerships[each["key"]],
            name=org["name"],
            defaults={"kind": org.get("kind", "Housing")},
        )[0]
        for each in staff()["partnerships"]
        for org in each["organisations"]
    }


def _users(workers: tuple[Worker, ...]) -> dict[str, Any]:
    known = dict(User.objects.filter(email__in=[w.email for w in workers]).values_list("email", "id"))
    for worker in workers:
        if worker.email not in known:
            user = User(email=worker.email, name=worker.name)
            user.set_unusable_password()
            user.save()
            known[worker.email] = user.id
    return {str(email): key for email, key in known.items()}


def _memberships(
    workers: tuple[Worker, ...],
    partnerships: dict[str, int],
    teams: dict[str, int],
    organisations: dict[str, Organisation],
    users: dict[str, Any],
) -> None:
    for worker in workers:
        Membership.objects.get_or_create(
            user_id=users[worker.email],
            partnership_id=partnerships[worker.partnership] if worker.partnership else NATIONAL_UNIT,
            role=worker.role,
            until_on=None,
            defaults={
                "team_id": teams[worker.team] if worker.team else None,
                "organisation": organisations[worker.organisation] if worker.organisation else None,
                "from_on": SINCE,
            },
        )


def admit_young_people(stories: dict[str, str], partnerships: dict[str, int], *, on: date) -> None:
    """The few young people who can sign in to their own record."""
    for entry in staff()["young_people"]:
        key = stories.get(entry["demo_key"])
        if key is None:
            continue
        phone = "+44" + entry["phone"][1:]
        user = User.objects.filter(email=entry["email"]).first()
        if user is None:
            user = User(email=entry["email"], phone=phone, name=entry["name"])
            user.set_unusable_password()
            user.save()
        Membership.objects.filter(user=user, role=Role.YOUNG_PERSON).delete()
        Membership.objects.create(
            user=user,
            partnership_id=partnerships[entry["partnership"]],
            role=Role.YOUNG_PERSON,
            young_person_id=key,
            from_on=min(on, SINCE),
        )
