"""Server time and queries of pages, asked for in turn through Django's test client."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler

from bench.asking import Reader, pages, readers


class TimedHandler(ClientHandler):
    """Notes how long the middleware and the view took, without what the client itself does."""

    seconds = 0.0

    def get_response(self, request: Any) -> Any:
        begun = time.perf_counter()
        response = super().get_response(request)
        self.seconds = time.perf_counter() - begun
        return response


@dataclass(slots=True)
class Measured:
    """The samples of one page."""

    milliseconds: list[float] = field(default_factory=list)
    queries: int = 0

    def percentile(self, share: float) -> float:
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[round(share * 100) - 1]


def measure(*, samples: int, warm_up: int, advisers: int) -> dict[str, Any]:
    """Every page *samples* times, in turn with all others: what else the machine does hits all alike."""
    chosen = readers(advisers)
    asked = [(_client(reader), pages(reader)) for reader in chosen]
    found = {name: Measured() for _, every in asked for name in every}
    advising, others = asked[:advisers], asked[advisers:]
    for i in range(-warm_up, samples):
        for client, every in (advising[i % advisers], *others):
            for name, make in every.items():
                _ask(client, name, make, i + warm_up, found[name] if i >= 0 else Measured())
    return {
        "caseloads": [reader.caseload for reader in chosen],
        "pages": {
            name: {"p50": one.percentile(0.5), "p95": one.percentile(0.95), "queries": one.queries}
            for name, one in found.items()
        },
    }


def _client(reader: Reader) -> Client:
    client = Client()
    client.handler = TimedHandler(enforce_csrf_checks=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = reader.key
    return client


def _ask(client: Client, name: str, make: Callable[[int], Any], i: int, into: Measured) -> None:
    number = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        response = make(i)(client)
    if response.status_code != 200:
        raise SystemExit(f"{name} answered {response.status_code}, not 200: nothing can be measured.")
    assert isinstance(client.handler, TimedHandler)
    into.milliseconds.append(client.handler.seconds * 1000)
    into.queries = max(into.queries, number)
