"""Links that open one thing without signing in: how each is made, followed, asked about, counted and closed.

A link's token is ``<number of the partnership>-<secret>``; of the secret a hash alone is kept. A room describes its
kind of link by a ``LinkDoor`` and gives its own page to ``follow``. Where the door asks for the date of birth, the
link alone shows nothing, takes five wrong ones in all, and stays open in the browser that gave the right one for half
an hour. A door that asks nothing shows its page to whoever has the link (one-time answers of an organisation).
Nothing of either is kept by the browser, and no address names anybody.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.registers.accounts import rules, throttle
from connexions.registers.accounts.forms.by_link import BornForm
from connexions.registers.accounts.models import OpensByLink

# Letters and digits that are not taken for one another when typed from a letter: no i, l, o, 0 or 1.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LONG = 17  # of 31 letters: 84 bits, for a link that asks for the date of birth, five tries in all, and lives for days
LONGER = 26  # of 31 letters: 128 bits, for a link that asks nothing
OPEN_FOR = 30 * 60  # seconds in which to read and answer

Row = TypeVar("Row", bound=OpensByLink)


def hash_of(secret: str) -> str:
    """What is kept of a secret, too random to need salt. However it was typed: capitals and spaces do not count."""
    return hashlib.sha256(re.sub(r"[\s-]", "", secret).lower().encode()).hexdigest()


def new_secret() -> str:
    """A secret that nobody can guess, for a link that is shown once."""
    return "".join(secrets.choice(LETTERS) for _ in range(LONGER))


def signed_secret(kind: str, of: UUID) -> str:
    """A secret that the service can work out again, so that a letter can bear it twice; it is nowhere kept."""
    digest = hmac.new(settings.FIELD_KEY.encode(), f"{kind}:{of}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(LONG):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def token_of(partnership: int, secret: str) -> str:
    """What stands in the address of a link."""
    return f"{partnership}-{secret}"


def count_wrong(row: OpensByLink) -> bool:
    """Count a wrong date at a row that is locked; whether it was the last that is taken."""
    row.tries += 1
    type(row)._default_manager.filter(pk=row.pk).update(tries=F("tries") + 1)
    return row.tries >= rules.LINK_TRIES


@dataclass(frozen=True)
class Asks:
    """What a door asks before it shows a word, in its room's words."""

    heading: str
    lead: str
    button: str
    wrong: str
    label: str = "Your date of birth"


@dataclass(frozen=True)
class Way(Generic[Row]):
    """A link that was followed: whose it is, and as what it is read."""

    door: "LinkDoor[Row]"
    request: HttpRequest
    token: str
    row: Row
    by: Actor

    @property
    def is_opened(self) -> bool:
        """Whether what the door asks was given, in this browser, of late."""
        if self.door.asks is None:
            return True
        kept = self.request.session.get(self.door.key) or {}
        return kept.get("of") == str(self.row.pk) and kept.get("until", 0) > clock.now().timestamp()

    def open(self) -> None:
        """Keep it open in this browser for a while."""
        until = clock.now().timestamp() + OPEN_FOR
        self.request.session[self.door.key] = {"of": str(self.row.pk), "until": until}

    def close(self) -> None:
        """It was answered: this browser needs it no more."""
        self.request.session.pop(self.door.key, None)

    def page(self, template: str, status: int = 200, **told: object) -> HttpResponse:
        """A page of the link. Its address, a secret, is told to no other site (the referrer policy of every page)."""
        return render(self.request, template, told, status=status)


@dataclass(frozen=True)
class LinkDoor(Generic[Row]):
    """One kind of link: how its row is found, what is asked, and what it says when it opens nothing."""

    name: str  # "status link": what its tries and its session are counted under
    doing: str  # as what it is read, in the audit: "status by link"
    view: str  # the name of its address: "tracing:by_link"
    gone: str
    find: Callable[..., Row | None]  # by secret_hash= in the partnership in which by= acts
    why_closed: Callable[[Row, datetime], str]
    asks: Callable[[Row], Asks] | None = None
    # Compares born_on= with the row, at= a moment, by=; counts a wrong one by ``count_wrong``.
    unlock: Callable[..., bool] | None = None

    @property
    def key(self) -> str:
        """In the session: which link was opened, and until when."""
        return self.name.replace(" ", "_")

    @property
    def tried_from(self) -> throttle.Limit:
        """How many wrong dates one network address may give at links of this kind."""
        return throttle.Limit(f"{self.name} from", 30, 600)

    def follow(
        self, request: HttpRequest, token: str, show: Callable[[Way[Row]], HttpResponse]
    ) -> HttpResponse:
        """Ask what is asked; then show the room's own page. A door that opens nothing says so (410)."""
        throttle.check(self.tried_from, throttle.where(request), at=clock.now())
        with self._followed(request, token) as way:
            closed = self.gone if way is None else self.why_closed(way.row, clock.now())
            if way is None or closed:  # a guess at 84 bits needs no counting
                return render(request, "accounts/link_gone.html", {"sentence": closed}, status=410)
            return show(way) if way.is_opened else self._ask(way)

    @contextmanager
    def _followed(self, request: HttpRequest, token: str) -> Iterator[Way[Row] | None]:
        """The link, in a transaction of the partnership that its first part names; nothing where it is none of ours."""
        number, _, secret = token.partition("-")
        if not number.isdecimal() or len(number) > 6 or not secret:
            yield None
            return
        nobody = system(self.doing, partnership=int(number))
        by = Actor(
            role=nobody.role,
            partnership=nobody.partnership,
            name=self.doing,
            from_where=throttle.where(request),
        )
        with tenancy.acting(by, read_only=request.method in ("GET", "HEAD")):
            row = self.find(secret_hash=hash_of(secret), by=by)
            yield Way(self, request, token, row, by) if row else None

    def _ask(self, way: Way[Row]) -> HttpResponse:
        if self.asks is None or self.unlock is None:
            raise ValueError("A door that asks must be able to compare the answer.")
        request, asks = way.request, self.asks(way.row)
        form = BornForm(request.POST or None, label=asks.label)
        if request.method == "POST" and form.is_valid():
            born_on = form.cleaned_data["born_on"]
            if self.unlock(way.row, born_on=born_on, at=clock.now(), by=way.by):
                way.open()
                return redirect(self.view, way.token)
            throttle.count(self.tried_from, throttle.where(request), at=clock.now())
            form.add_error("born_on", asks.wrong)
        return way.page("accounts/link_asks.html", 422 if form.errors else 200, form=form, asks=asks)
