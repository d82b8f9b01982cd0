"""Second factors lie sealed within what the library for signing in keeps of them: sealed anew when the key changes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from connexions.ground.base import sealing
from connexions.ground.base.resealing import Batch
from connexions.ground.base.sealing import FIRST, Damaged
from connexions.registers.accounts import secrets

SEALED = ("secret", "seed")  # of an app that shows codes; of recovery codes
MANY = "migrated_codes"


class SecondFactors:
    """What is sealed of second factors."""

    name = "accounts.second_factors"

    def count(self) -> Counter[int]:
        rows = Authenticator.objects.values_list("data", flat=True).iterator()
        return Counter(secrets.number_of(one) or FIRST for data in rows for one in _sealed(data))

    @transaction.atomic
    def reseal(self, *, after: Any, size: int) -> Batch:
        rows = Authenticator.objects.select_for_update().order_by("pk")
        found = list(rows.filter(pk__gt=after or 0)[:size])
        damaged, done = [], 0
        for row in found:
            if all(secrets.number_of(one) == sealing.newest() for one in _sealed(row.data)):
                continue
            try:
                row.data = row.data | _anew(row.data)
            except Damaged:
                damaged.append(str(row.pk))
                continue
            row.save(update_fields=["data"])
            done += 1
        return Batch(found[-1].pk if found else None, done, tuple(damaged))


def _sealed(data: dict[str, Any]) -> Iterator[str]:
    yield from (data[name] for name in SEALED if name in data)
    yield from data.get(MANY, ())


def _anew(data: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: _again(data[name]) for name in SEALED if name in data}
    if MANY in data:
        told[MANY] = [_again(one) for one in data[MANY]]
    return told


def _again(sealed: str) -> str:
    return secrets.seal(secrets.unseal(sealed))
