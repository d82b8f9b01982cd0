"""The addresses of Open Referral UK 3.0."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from connexions.ground.base.doors import open_to_anyone, quiet
from connexions.ground.base.refusals import Missing
from connexions.registers.directory.api.asked import (
    MOST_A_PAGE,
    OF_PLACES,
    OF_SERVICES,
    OF_TERMS,
    PAGING,
    USUAL_PAGE,
    Parameters,
    wanted,
)
from connexions.registers.directory.models import Service
from connexions.registers.directory.presenters import oruk
from connexions.registers.directory.queries import public
from connexions.registers.directory.queries.services import whole

KEPT_FOR = 300  # seconds for which an answer may be used again


@quiet
@open_to_anyone
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this interface is."""
    asked = Parameters(request.GET, frozenset({"format"}))
    told = {
        "version": "3.0",
        "profile": "https://docs.openreferraluk.org/en/3.0/",
        "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json",
        "description": "Services that can help young people, where and for whom, as Connexions partnerships know them.",
    }
    return _wrong(asked) or _answer(request, told)


@quiet
@open_to_anyone
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Services, page by page."""
    asked = Parameters(request.GET, OF_SERVICES)
    found, full, least = public.services(wanted(asked)), asked.yes("full"), asked.yes("minimal")
    if full and least:
        asked.refuse("minimal", "Ask for the whole or for the least, not for both.")
    if full:
        return _page(request, asked, found, oruk.service, dress=_whole)
    return _page(request, asked, found, oruk.minimal if least else oruk.listed)


def _whole(services: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Service] = services
    return whole(found)


@quiet
@open_to_anyone
@require_safe
def service(request: HttpRequest, service_id: str) -> HttpResponse:
    """One service whole."""
    return _one(request, service_id, public.service, oruk.service)


@quiet
@open_to_anyone
@require_safe
def at_locations(request: HttpRequest) -> HttpResponse:
    """Where services are, page by page."""
    asked = Parameters(request.GET, OF_PLACES)
    return _page(request, asked, public.at_locations(wanted(asked)), oruk.at_location)


@quiet
@open_to_anyone
@require_safe
def at_location(request: HttpRequest, at_id: str) -> HttpResponse:
    """One service at one place."""
    return _one(request, at_id, public.at_location, oruk.at_location)


@quiet
@open_to_anyone
@require_safe
def taxonomies(request: HttpRequest) -> HttpResponse:
    """The lists of topics."""
    asked = Parameters(request.GET, PAGING)
    return _page(request, asked, public.taxonomies(asked.given.get("search", "")), oruk.taxonomy)


@quiet
@open_to_anyone
@require_safe
def taxonomy(request: HttpRequest, taxonomy_id: str) -> HttpResponse:
    """One list of topics."""
    return _one(request, taxonomy_id, public.taxonomy, oruk.taxonomy)


@quiet
@open_to_anyone
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Topics, page by page."""
    asked = Parameters(request.GET, OF_TERMS)
    found = public.terms(
        asked.given.get("search", ""),
        asked.identifier("taxonomy_id"),
        asked.identifier("parent_id"),
        top_only=asked.yes("top_only"),
    )
    return _page(request, asked, found, oruk.term)


@quiet
@open_to_anyone
@require_safe
def term(request: HttpRequest, term_id: str) -> HttpResponse:
    """One topic."""
    return _one(request, term_id, public.term, oruk.term)


def _page(
    request: HttpRequest,
    asked: Parameters,
    found: QuerySet[Any],
    tell: Callable[[Any], Any],
    *,
    dress: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
) -> HttpResponse:
    """A page of a list, with the head that the standard gives it: one query to count, and those of one page."""
    number, size = asked.number("page", 1, 1_000_000, 1), asked.number("per_page", 1, MOST_A_PAGE, USUAL_PAGE)
    if refused := _wrong(asked):
        return refused
    count = found.order_by().count()
    pages = -(-count // size)
    begin = (number - 1) * size
    here = list((dress(found) if dress else found)[begin : begin + size]) if begin < count else []
    told = {
        "total_items": count,
        "total_pages": pages,
        "page_number": number,
        "size": len(here),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not here,
        "contents": [tell(one) for one in here],
    }
    return _answer(request, told)


def _one(
    request: HttpRequest, given: str, find: Callable[[UUID], Any], tell: Callable[[Any], Any]
) -> HttpResponse:
    asked = Parameters(request.GET, frozenset({"format"}))
    if refused := _wrong(asked):
        return refused
    try:
        return _answer(request, tell(find(UUID(given))))
    except ValueError:
        return _open(_json({"message": "An identifier is a UUID."}, 400))
    except Missing as missing:
        return _open(_json({"message": missing.sentence}, 404))


def _wrong(asked: Parameters) -> HttpResponse | None:
    if not asked.wrong:
        return None
    first = asked.wrong[0]
    said = {"message": f"{first['parameter']}: {first['message']}", "errors": asked.wrong}
    return _open(_json(said, 400))


def _answer(request: HttpRequest, told: Any) -> HttpResponse:
    """The same for everybody: anybody between us and the reader may keep it for a while."""
    response = _open(_json(told, 200))
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    if request.headers.get("If-None-Match") == tag:
        return _open(HttpResponse(status=304, headers={"ETag": tag}))
    return response


def _json(told: Any, status: int) -> HttpResponse:
    text = json.dumps(told, ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(text, content_type="application/json; charset=utf-8", status=status)


def _open(response: HttpResponse) -> HttpResponse:
    """Pages of other services may read it in a browser: it is public, and no cookie changes it."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
