"""Every component in every state, on pages that a browser can open: looked at, and walked by axe.

`python -m tests.ground.design.gallery` serves them at http://127.0.0.1:8099 for looking at.
"""

from __future__ import annotations

import datetime as dt
import json
import mimetypes
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, Difference
from connexions.ground.design.fields import DateField, Form, PhoneInput
from connexions.ground.design.wheel import Spoke, wheel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
STATIC = (ROOT / "assets", ROOT / "var" / "assets")
FRAME = {
    "ROOT_URLCONF": "tests.ground.design.addresses",
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
PRIYA = Actor(
    role=Role.PERSONAL_ADVISER,
    partnership=1,
    name="Priya Nair",
    id=UUID(int=1),
    partnership_name="Tyne and Wear",
)
JAY = Actor(
    role=Role.YOUNG_PERSON, partnership=1, name="Jay", id=UUID(int=2), partnership_name="Tyne and Wear"
)
SECTIONS = [
    {"text": "Today", "href": "/desk/", "current": True, "count": 11},
    {"text": "Young people", "href": "/search/", "current": False, "count": None},
    {"text": "Moving in", "href": "/form/", "current": False, "count": 0},
]
SCALE = ("Critical", "Significant", "Some need", "No concern", "Strength")


class Questions(Form):
    """One question of each kind."""

    name = forms.CharField(label="First name", max_length=40, help_text="As they like to be called")
    email = forms.EmailField(label="E-mail address", required=False)
    phone = forms.CharField(label="Telephone number", widget=PhoneInput)
    age = forms.IntegerField(label="Age", min_value=11, max_value=25)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=200)
    free = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    born_on = DateField(
        label="Date of birth", help_text="For example, 27 3 2009", latest=dt.date(2026, 11, 3)
    )
    doing = forms.ChoiceField(
        label="Doing now",
        choices=[
            ("", "Choose"),
            ("Learning", [("a", "School"), ("b", "College")]),
            ("Work", [("c", "A job")]),
        ],
    )
    how = forms.ChoiceField(
        label="How", widget=forms.RadioSelect, choices=[("phone", "Phone"), ("text", "Text"), ("met", "Met")]
    )
    outcome = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        choices=[("spoke", "We spoke"), ("none", "No answer")],
    )
    needs = forms.MultipleChoiceField(
        label="What helps",
        widget=forms.CheckboxSelectMultiple,
        choices=[("bsl", "Signing"), ("big", "Large print")],
    )
    agreed = forms.BooleanField(label="They know that this is written down")
    paper = forms.FileField(label="The file", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False, initial="kept")


ANSWERS = {
    "name": "Jay & <b>Lee</b>",
    "email": "jay@example.org",
    "phone": "07700 900123",
    "age": "17",
    "note": "Rang out.",
    "born_on-day": "14",
    "born_on-month": "5",
    "born_on-year": "2009",
    "doing": "b",
    "how": "phone",
    "outcome": "none",
    "needs": "big",
    "agreed": "on",
}
WRONG = {
    "email": "jay@",
    "age": "9",
    "born_on-day": "31",
    "born_on-month": "2",
    "born_on-year": "2009",
    "how": "owl",
}


def sent(answers: dict[str, str]) -> QueryDict:
    """Answers as a browser sends them."""
    return QueryDict(urlencode(answers))


def spokes() -> list[Spoke]:
    """Eighteen factors as in the drawings."""
    names = (
        ("Education and employment", "Participation;Basic skills;Key skills;Life skills;Achievements"),
        (
            "Social and behavioural development",
            "Identity and self-image;Aspirations;Attitudes and motivation;"
            "Relationships within family and society;Risk of (re-)offending",
        ),
        ("Personal health", "Physical health;Emotional well-being;Substance use issues"),
        (
            "Family and environmental",
            "Capacity of parents/carers;Family history and functioning;Housing;Income;"
            "Social and community factors",
        ),
    )
    adviser = [3, 2, 3, 4, 3, 3, 5, 4, 4, 4, 4, 2, 4, 2, None, 2, 2, 3]
    young = [4, 3, 3, 4, 2, 2, 5, 4, 4, 4, 4, 3, 5, 2, None, 3, 1, 4]
    before = [2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 2, 4, 3, None, 1, 2, 2]
    labels = [(group, label) for group, listed in names for label in listed.split(";")]
    notes = {14: ("not explored", ""), 15: ("being rated", "on"), 16: ("no goal yet ▲", "need")}
    return [
        Spoke(label, group, adviser[i], young[i], before[i], *notes.get(i, ("", "")))
        for i, (group, label) in enumerate(labels)
    ]


def context(actor: Actor | None, **more: Any) -> dict[str, Any]:
    """What the context processors would give."""
    return {
        "actor": actor,
        "sections": SECTIONS if actor and actor.is_staff else [],
        "find_href": "/search/" if actor and actor.is_staff else None,
        "session_expires_in": 1800 if actor else None,
        "messages": [],
        "on": dt.date(2026, 11, 30),
        "at": dt.datetime(2026, 11, 3, 10, 2, tzinfo=dt.UTC),
        **more,
    }


def _conflict() -> dict[str, Any]:
    differences = [
        Difference("name", "First name", "Jayden", "Jay & <b>Lee</b>"),
        Difference("born_on", "Date of birth", dt.date(2009, 5, 15), dt.date(2009, 5, 14)),
        Difference("doing", "Doing now", "c", "b"),
    ]
    refusal = Conflict("Tom Ridley saved changes.", version=8, differences=differences, who="Tom Ridley")
    return {
        "form": Questions(data=sent(ANSWERS)),
        "conflict": refusal,
        "action": "/form/",
        "back_href": "/desk/",
    }


def _messages() -> list[Message]:
    levels = (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
    return [Message(level, f"Said at level {level} <b>.") for level in levels]


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "/desk/": ("desk.html", lambda: context(PRIYA, messages=_messages())),
    "/record/": ("record.html", lambda: context(PRIYA)),
    "/plan/": ("plan.html", lambda: context(PRIYA)),
    "/wheel/": (
        "wheel.html",
        lambda: context(
            PRIYA, spokes=spokes(), wheel=wheel(spokes(), scale=SCALE, title="Jay’s wheel", who="Jay")
        ),
    ),
    "/form/": ("form.html", lambda: context(PRIYA, form=Questions(data=sent(ANSWERS)), kept=True)),
    "/form/empty/": ("form.html", lambda: context(PRIYA, form=Questions(), kept=False)),
    "/form/wrong/": ("form.html", lambda: context(PRIYA, form=Questions(data=sent(WRONG)), kept=False)),
    "/door/form/": ("door_form.html", lambda: context(None, form=Questions())),
    "/door/": ("door.html", lambda: context(JAY)),
    "/conflict/": ("design/conflict.html", lambda: context(PRIYA, **_conflict())),
    "/progress/": (
        "design/progress.html",
        lambda: context(
            PRIYA, title="Reading the file", progress_url="/progress/stream/", done=40, total=300
        ),
    ),
    "/400/": ("400.html", dict),
    "/403/": ("403.html", lambda: context(PRIYA, sentence="Only a team manager may do this.")),
    "/404/": ("404.html", lambda: context(None)),
    "/409/": ("409.html", lambda: context(PRIYA, sentence="This plan is closed, so no step can be added.")),
    "/429/": ("429.html", lambda: context(None)),
    "/500/": ("500.html", dict),
}


def environment() -> Environment:
    """The product's environment, with the gallery's own pages beside the product's."""
    made: Environment = engines["jinja2"].env.overlay()
    made.loader = ChoiceLoader([made.loader, FileSystemLoader(HERE / "pages")])  # type: ignore[list-item]
    return made


def draw(path: str) -> str:
    """One page of the gallery as HTML."""
    template, given = PAGES[path]
    told = given()
    if told:
        request = RequestFactory().get(path)
        token = forms.HiddenInput().render("csrfmiddlewaretoken", "x")
        told = {"request": request, "csrf_input": token, **told}
    return environment().get_template(template).render(told)


class Handler(BaseHTTPRequestHandler):
    """Pages, static files and the two addresses that scripts save to; what was sent is kept in `sent`."""

    sent: ClassVar[list[tuple[str, dict[str, Any], dict[str, str]]]] = []
    refusing: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/progress/stream/":
            return self._stream()
        if path == "/favicon.ico":  # browsers look for it beside an answer that is no page
            return self._answer(b"", "image/x-icon")
        if path in PAGES:
            return self._answer(draw(path).encode(), "text/html; charset=utf-8")
        found = next(
            (file for base in STATIC if (file := base / path.removeprefix("/static/")).is_file()), None
        )
        if found is None:
            return self.send_error(404)
        return self._answer(
            found.read_bytes(), mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        typed = json.loads(body) if "json" in (self.headers.get("Content-Type") or "") and body else {}
        Handler.sent.append((self.path, typed, dict(self.headers)))
        if self.path in Handler.refusing:
            return self.send_error(401)
        told = {"kept_at": "2026-11-03T10:02:00Z", "expires_in": 1800, "csrf": "fresh"}
        return self._answer(json.dumps(told).encode(), "application/json")

    def _stream(self) -> None:
        told = 'data: {"done": 150, "total": 300, "text": "150 of 300 read"}\n\n'
        told += 'event: end\ndata: {"done": 300, "total": 300, "text": "All read", "href": "/desk/?read"}\n\n'
        self._answer(told.encode(), "text/event-stream")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name http.server calls it by
        """Say nothing."""


def serve(port: int = 0) -> ThreadingHTTPServer:
    """The gallery's server, not yet running."""
    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def _main() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["CONNEXIONS_TESTING"] = "1"
    django.setup()
    from django.test import override_settings

    with override_settings(**FRAME):
        serve(8099).serve_forever()


if __name__ == "__main__":
    _main()
