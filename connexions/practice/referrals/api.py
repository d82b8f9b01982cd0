"""Referrals for the systems of partner organisations: list, read, answer, say how they ended.

A token stands for a worker of one organisation: the same decision, the same policies, the same actions as their page.
Described at ``/api/v1/openapi.json``; nothing is fetched from anywhere else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError as Unreadable
from ninja.security import HttpBearer

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.doors import open_to_anyone, writes_on_get
from connexions.ground.base.ids import new_id
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible, Refused
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import answers, bulk, tokens, words
from connexions.practice.referrals.models import Referral, Token
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.queries import tokens as keys
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.shapes import Answer, Message, Outcomes, Page, Problem, Taken, Whole
from connexions.registers.accounts import throttle
from connexions.registers.accounts.throttle import TooMany

READ, ANSWER = Token.Scope.READ, Token.Scope.ANSWER
ASKED = throttle.Limit("api token", 600, 60)  # requests of one token
WRONG = throttle.Limit("api token wrong from", 30, 600)  # unknown tokens from one network address
DOING = "referrals by the API"
NONE = "none"  # where no token was sent
UNSENT = "Send the token that you were given: Authorization: Bearer cx-…"
DEAD = {
    "revoked": "This token was revoked. Ask whoever gave it to you for another.",
    "ended": "This token has ended. Ask whoever gave it to you for another.",
}
STATUS: dict[type[Refused], int] = {Missing: 404, NotAllowed: 403, NotPossible: 409, TooMany: 429}


class NotKnown(Exception):
    """No token, or one that opens nothing: why, as a sentence."""


@dataclass(frozen=True)
class Caller:
    """Whose token came with a request."""

    token: Token
    by: Actor
    house: Actor


class TokenAuth(HttpBearer):
    """The token of a request; what it opens is decided by ``opened``, which every operation passes through."""

    openapi_description = "A token made by the partnership for one system of one organisation, with scopes."

    def authenticate(self, request: HttpRequest, token: str) -> str:
        return token

    def __call__(self, request: HttpRequest) -> str:
        """What was sent, if anything: whether it opens something is answered with a sentence, further on."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else NONE


PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422, 429), Problem)

api = NinjaAPI(
    title="Connexions: referrals",
    version="1.0",
    description="For systems of partner organisations. Every refusal is a sentence in `problem`.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api_v1",
    auth=TokenAuth(),
)


def opened(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a token with this scope through, as a worker of its organisation; and write down what was looked at."""

    def wrap(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            caller = _let_in(request, scope)
            with _noting(caller), tenancy.acting(caller.by):
                return operation(request, caller, *args, **kwargs)

        told = signature(operation)
        kept = [one for name, one in told.parameters.items() if name != "caller"]
        asked.__signature__ = told.replace(parameters=kept)  # type: ignore[attr-defined] # what the description shows
        return asked

    return wrap


def _let_in(request: HttpRequest, scope: str) -> Caller:
    """Whose token it is. In a transaction of its own: that it was used counts, whatever comes of the request."""
    where, now = throttle.where(request), clock.now()
    throttle.check(WRONG, where, at=now)
    sent = str(getattr(request, "auth", NONE))
    prefix, _, rest = sent.partition("-")
    number, _, secret = rest.partition("-")
    if prefix != tokens.PREFIX or not number.isdecimal() or len(number) > 6 or not secret:
        raise NotKnown(UNSENT)
    house = system(DOING, partnership=int(number))
    with tenancy.acting(house):
        token = keys.by_secret(secret, by=house)
        if token is None:
            raise NotKnown("This token is not known here.")
        _check(token, scope, now)
        tokens.note_use(token=token, at=now, by=house)
    return Caller(token, keys.actor_of(token, from_where=where), house)


@contextmanager
def _noting(caller: Caller) -> Iterator[None]:
    """What is read is written down before it is sent, in the caller's name and by the hand of the house."""
    asked = new_id()
    with audit.waiting_for_page(asked) as entries, tenancy.acting(caller.house, request=asked):
        yield
        audit.write_down(entries, by=caller.house, request=asked)


def _check(token: Token, scope: str, now: datetime) -> None:
    """Refuse a dead token, one that asks too often, and one without the scope."""
    dead = DEAD.get(keys.state(token, now))
    if dead:
        raise NotKnown(dead)
    throttle.check(ASKED, token.pk, at=now)
    throttle.count(ASKED, token.pk, at=now)
    if scope not in token.scopes:
        raise NotAllowed(f"This token may not do that: it lacks the scope {scope}.")


@api.get("/referrals", response={200: Page, **PROBLEMS}, summary="Referrals made to you, what is due first")
@opened(READ)
def listed(
    request: HttpRequest, caller: Caller, which: str = "open", page: Annotated[int, Query(ge=1)] = 1
) -> Any:
    """`which`: new, open, late or over. No names: read one to know whom it is about."""
    if which not in ("new", "open", "late", "over"):
        raise NotPossible("`which` must be new, open, late or over.")
    found = queries.to_service(by=caller.by, which=which, on=clock.today(), page=page)
    names = queries.names(found.rows, by=caller.by)
    items = [_listed(one, one.young_person_id in names) for one in found.rows]
    return {"items": items, "page": found.page, "more": found.more}


@api.get(
    "/referrals/{reference}", response={200: Whole, **PROBLEMS}, summary="One referral, with what was told"
)
@opened(READ)
def one(request: HttpRequest, caller: Caller, reference: str) -> Any:
    """Only what was shared with you, and only as long as there is leave."""
    return _whole(queries.by_ref(reference, by=caller.by), caller)


@api.post("/referrals/{reference}/answer", response={200: Whole, **PROBLEMS}, summary="Answer a referral")
@opened(ANSWER)
def answer(request: HttpRequest, caller: Caller, reference: str, body: Answer) -> Any:
    """Receive, ask, accept, decline, put on the waiting list, start or end."""
    referral = queries.by_ref(reference, by=caller.by)
    _answer(referral, body, caller.by)
    return _whole(queries.by_ref(reference, by=caller.by), caller)


@api.post(
    "/referrals/{reference}/messages", response={200: Whole, **PROBLEMS}, summary="Write about a referral"
)
@opened(ANSWER)
def message(request: HttpRequest, caller: Caller, reference: str, body: Message) -> Any:
    """Read by those who made the referral."""
    referral = queries.by_ref(reference, by=caller.by)
    words.say(referral=referral, words=body.words, at=clock.now(), by=caller.by)
    return _whole(referral, caller)


@api.post("/outcomes", response={200: Taken, **PROBLEMS}, summary="Say how many referrals ended")
@opened(ANSWER)
def outcomes(request: HttpRequest, caller: Caller, body: Outcomes) -> Any:
    """Each for itself: what is right is taken, each wrong one says why; sent twice it changes nothing."""
    rows = [
        bulk.Row(number, one.reference, one.outcome, one.words) for number, one in enumerate(body.outcomes, 1)
    ]
    told = bulk.take(rows=rows, at=clock.now(), by=caller.by, way="api")
    return {"outcomes": [{"reference": one.row.ref, "became": one.became, "says": one.says} for one in told]}


def _answer(referral: Referral, body: Answer, by: Actor) -> None:
    always: dict[str, Any] = {"referral": referral, "at": clock.now(), "by": by, "way": "api"}
    on = clock.today()
    acts: dict[str, Callable[[], object]] = {
        "receive": lambda: answers.receive(**always),
        "ask": lambda: answers.ask(**always, on=on, words=body.words),
        "accept": lambda: answers.accept(**always, on=on, words=body.words),
        "decline": lambda: answers.decline(**always, reason=body.reason, words=body.words),
        "wait": lambda: answers.wait(
            **always, on=on, position=body.position, expected_on=body.expected_on, words=body.words
        ),
        "start": lambda: answers.start(**always, on=on, words=body.words),
        "end": lambda: answers.end(**always, outcome=body.outcome, words=body.words),
    }
    if body.move not in acts:
        raise NotPossible(f"`move` must be one of {', '.join(acts)}.")
    acts[body.move]()


def _listed(referral: Referral, is_open: bool) -> dict[str, Any]:
    return {
        "reference": referral.ref,
        "state": referral.state,
        "service": referral.service_name,
        "sent_at": referral.sent_at,
        "due_on": referral.due_on,
        "open_to_you": is_open,
    }


def _whole(referral: Referral, caller: Caller) -> dict[str, Any]:
    by = caller.by
    whole = queries.received(referral_id=UUID(str(referral.pk)), by=by)
    audit.note_read(by=by, young_person_id=referral.young_person_id, page="referrals.api")
    told = [
        {
            "group": str(group),
            "label": group.label,
            "lines": [{"name": name, "says": said} for name, said in lines],
        }
        for group, lines in whole.told.groups
    ]
    is_open = permissions.has_leave(whole.referral, by=by)
    possible = moves.possible(whole.referral.state, whole.side) if is_open else []
    return {
        **_listed(whole.referral, is_open),
        "why": whole.told.why,
        "told": told,
        "moves": [
            {"move": one.move, "at": one.at, "by": one.by_name, "reason": one.reason, "words": one.words}
            for one in whole.moves
            if one.move != "change"
        ],
        "messages": [
            {"side": one.side, "at": one.at, "by": one.by_name, "words": one.words} for one in whole.words
        ],
        "may": [one for one in possible if one in moves.PARTNER_MOVES],
    }


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """A refusal as the sentence it is."""
    status = next((code for kind, code in STATUS.items() if isinstance(problem, kind)), 409)
    answered = api.create_response(request, {"problem": problem.sentence}, status=status)
    if isinstance(problem, TooMany):
        answered["Retry-After"] = str(problem.seconds)
    return answered


@api.exception_handler(NotKnown)
def not_known(request: HttpRequest, problem: NotKnown) -> HttpResponse:
    """No token that opens anything. Unknown ones are counted: nobody guesses for long."""
    now, where = clock.now(), throttle.where(request)
    throttle.count(WRONG, where, at=now)
    answered = api.create_response(request, {"problem": str(problem)}, status=401)
    answered["WWW-Authenticate"] = "Bearer"
    return answered


@api.exception_handler(Unreadable)
def unreadable(request: HttpRequest, problem: Unreadable) -> HttpResponse:
    """What was sent does not fit: which part of it, and why."""
    told = [
        f"{'.'.join(str(part) for part in one['loc'][1:]) or 'The body'}: {one['msg'].lower()}"
        for one in problem.errors
    ]
    return api.create_response(request, {"problem": f"{'; '.join(told)}."}, status=422)


def addresses() -> list[URLPattern]:
    """The addresses of the API. Each is open to anyone: what comes with a request decides, not who has signed in."""
    found: list[Any] = api.urls[0]
    return [_opened(one) for one in found]


def _opened(pattern: URLPattern) -> URLPattern:
    answer_it = pattern.callback

    @open_to_anyone
    @writes_on_get  # that somebody looked is written down
    @csrf_exempt
    @never_cache
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return answer_it(request, *args, **kwargs)

    pattern.callback = view
    return pattern
