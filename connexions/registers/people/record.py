"""The record's pages, and what other rooms put on them.

People knows who somebody is; what they are doing, their plan and their next review belong to the rooms above.
Each of those registers, once, as it starts (``AppConfig.ready``):

* ``register_tab``: a page in the row beneath the summary strip;
* ``register_fact``: a fact in the strip itself, on every page of the record ("Doing now");
* ``register_alert``: a box in the strip itself, on every page of the record (risk notes);
* ``register_panel``: a box beside the overview ("Plan");
* ``register_next``: what stands under "What is next" on the overview;
* ``register_button``: something to do, at the right of the name ("Record a contact");
* ``register_own_page``: a page of the young person's own, linked from their others when it has something to read;
* ``register_doing``: what many young people are doing, in a few words, for lists and search results.

Each says to which part of a record it belongs: only readers whose sight holds that part are shown it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.urls import NoReverseMatch

from connexions.ground.base.acting import Actor
from connexions.ground.base.addresses import address
from connexions.ground.base.kept import Kept, Together
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, Sight

Row = TypeVar("Row")


@cache
def _together(several: tuple[Kept[Any], ...]) -> Together:
    return Together(*several)


@dataclass(frozen=True)
class Asked:
    """Whose record is being read, by whom, on which day: what every registered source is given."""

    young_person: YoungPerson
    sight: Sight
    by: Actor
    on: date

    def about(self, kept: Kept[Row]) -> list[Row]:
        """What PostgreSQL answers about them, asked once for a page."""
        self.at_once(kept)
        return self._answers[kept]

    def at_once(self, *several: Kept[Any] | None) -> None:
        """Ask what several sources will want to know, as far as it is not known yet, in one statement."""
        new = tuple(kept for kept in dict.fromkeys(several) if kept is not None and kept not in self._answers)
        if new:
            answers = _together(new).ask(self.young_person.pk)
            self._answers.update(zip(new, answers, strict=True))

    @property
    def _answers(self) -> dict[Kept[Any], list[Any]]:
        """They belong to the young person as read for this page, whoever of us asks."""
        known: dict[Kept[Any], list[Any]] = self.young_person.__dict__.setdefault("_answers", {})
        return known


def answers(young_person: YoungPerson, *several: Kept[Any]) -> list[list[Any]]:
    """What PostgreSQL answers about somebody: what was read as their record was opened (``opened(reads=…)``), each
    answer once; else it is asked now, in one statement."""
    known: dict[Kept[Any], list[Any]] = young_person.__dict__.get("_answers", {})
    if all(kept in known for kept in several):
        return [known.pop(kept) for kept in several]
    return _together(several).ask(young_person.pk)


@dataclass(frozen=True)
class Tab:
    """A page of the record. *page* is a URL name that takes ``young_person_id``; *order* sets its place."""

    key: str
    text: str
    page: str
    part: Part
    order: int
    writes: bool = False  # shown only to those who may change this part


@dataclass(frozen=True)
class Button:
    """A thing to do from any page of the record, for those who may change its part."""

    text: str
    page: str
    part: Part
    order: int
    main: bool = False


@dataclass(frozen=True)
class Shown:
    """A fact of the strip as it is shown. *used* (0 to 1) draws a bar of how much of a status is used up."""

    value: str
    small: str = ""
    used: float | None = None
    lapsed: bool = False


@dataclass(frozen=True)
class Fact:
    """A fact of the strip; its source gives nothing where there is nothing to say.

    With *beneath* it is no fact of its own but small print under another's name: "Review due 30 November"
    beneath "Support". *of* is what its source asks with ``asked.about``, if all who see it are asked that.
    """

    name: str
    part: Part
    order: int
    shown: Callable[[Asked], Shown | None]
    beneath: str = ""
    of: Kept[Any] | None = None


@dataclass(frozen=True)
class Panel:
    """A box beside the overview, or in the strip: a template, and what it finds in ``told``. Without that, no box is
    shown. *of* is what its source asks with ``asked.about``, if it stands in the strip."""

    key: str
    part: Part
    order: int
    template: str
    context: Callable[[Asked], dict[str, Any] | None]
    of: tuple[Kept[Any], ...] = ()


@dataclass(frozen=True)
class Next:
    """Something that is to come: a visit, a review, a day on which a status lapses."""

    on: date
    title: str
    words: str = ""
    href: str = ""
    link: str = ""
    due: bool = False


@dataclass(frozen=True)
class OwnPage:
    """A young person's own page that is offered only when it has something for them to read: *has* says so of what
    *of* answers about them, on a day."""

    text: str
    page: str
    of: Kept[Any]
    has: Callable[[list[Any], date], bool]


Page = TypeVar("Page", Tab, Button)


@dataclass
class _Registered:
    tabs: dict[str, Tab] = field(default_factory=dict)
    buttons: dict[str, Button] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    panels: dict[str, Panel] = field(default_factory=dict)
    alerts: dict[str, Panel] = field(default_factory=dict)
    nexts: dict[str, tuple[Part, Callable[[Asked], Iterable[Next]], Kept[Any] | None]] = field(
        default_factory=dict
    )
    own_pages: dict[str, OwnPage] = field(default_factory=dict)
    doing: Callable[[Collection[UUID]], dict[UUID, str]] | None = None


_registered = _Registered()


def register_tab(tab: Tab) -> None:
    """Add a page to the row beneath the strip."""
    _registered.tabs[tab.key] = tab


def register_button(button: Button) -> None:
    """Add something to do beside the name."""
    _registered.buttons[button.text] = button


def register_fact(fact: Fact) -> None:
    """Add a fact to the strip."""
    _registered.facts[fact.name] = fact


def register_panel(panel: Panel) -> None:
    """Add a box beside the overview."""
    _registered.panels[panel.key] = panel


def register_alert(panel: Panel) -> None:
    """Add a box to the strip."""
    _registered.alerts[panel.key] = panel


def register_next(
    key: str, part: Part, source: Callable[[Asked], Iterable[Next]], of: Kept[Any] | None = None
) -> None:
    """Add a source of what is to come; *of* is what it asks with ``asked.about``."""
    _registered.nexts[key] = (part, source, of)


def register_own_page(own: OwnPage) -> None:
    """Add a page of the young person's own."""
    _registered.own_pages[own.page] = own


def own_pages(asked: Asked, *more: Kept[Any]) -> list[OwnPage]:
    """Those of a young person's own pages that have something for them to read. *more* is asked with them."""
    every = _registered.own_pages.values()
    asked.at_once(*more, *(one.of for one in every))
    return [one for one in every if one.has(asked.about(one.of), asked.on)]


def register_doing(source: Callable[[Collection[UUID]], dict[UUID, str]]) -> None:
    """Say where a list learns what each young person is doing now, in one query."""
    _registered.doing = source


def tabs(asked: Asked) -> list[tuple[Tab, str]]:
    """The pages this reader may open, in order, each with its address."""
    shown = [tab for tab in _registered.tabs.values() if _open(asked.sight, tab.part, tab.writes)]
    return _with_addresses(sorted(shown, key=lambda tab: tab.order), asked)


def buttons(asked: Asked) -> list[tuple[Button, str]]:
    """What this reader may do, in order, each with its address."""
    shown = [one for one in _registered.buttons.values() if _open(asked.sight, one.part, True)]
    return _with_addresses(sorted(shown, key=lambda one: one.order), asked)


def facts(asked: Asked, *more: Kept[Any]) -> list[tuple[Fact, Shown]]:
    """The facts of the strip that this reader may see and that have something to say. *more* is asked with them."""
    read_ahead(asked, *more)
    seen = [fact for fact in _registered.facts.values() if asked.sight.sees(fact.part)]
    told = [(fact, fact.shown(asked)) for fact in sorted(seen, key=lambda fact: fact.order)]
    return [(fact, shown) for fact, shown in told if shown is not None]


def read_ahead(asked: Asked, *more: Kept[Any]) -> None:
    """Ask at once what all facts of the strip are made of, and *more*."""
    facts, alerts = _registered.facts.values(), _registered.alerts.values()
    asked.at_once(
        *more,
        *(fact.of for fact in facts if asked.sight.sees(fact.part)),
        *(kept for alert in alerts if asked.sight.sees(alert.part) for kept in alert.of),
    )


def alerts(asked: Asked) -> list[tuple[str, dict[str, Any]]]:
    """The boxes in the strip, each as its template and what that needs."""
    return _boxes(_registered.alerts.values(), asked)


def panels(asked: Asked) -> list[tuple[str, dict[str, Any]]]:
    """The boxes beside the overview, each as its template and what that needs."""
    return _boxes(_registered.panels.values(), asked)


def _boxes(registered: Iterable[Panel], asked: Asked) -> list[tuple[str, dict[str, Any]]]:
    seen = [panel for panel in registered if asked.sight.sees(panel.part)]
    told = [(panel.template, panel.context(asked)) for panel in sorted(seen, key=lambda panel: panel.order)]
    return [(template, context) for template, context in told if context is not None]


def next_up(asked: Asked, *, size: int = 6) -> list[Next]:
    """What is to come, soonest first, as far as this reader may see it."""
    sources = [(source, of) for part, source, of in _registered.nexts.values() if asked.sight.sees(part)]
    asked.at_once(*(of for _, of in sources))
    coming = [one for source, _ in sources for one in source(asked)]
    return sorted(coming, key=lambda one: (one.on, one.title))[:size]


def doing_now(young_people: Collection[UUID]) -> dict[UUID, str]:
    """What each of these young people is doing, in a few words; nothing where no room tells."""
    if _registered.doing is None or not young_people:
        return {}
    return _registered.doing(young_people)


def _open(sight: Sight, part: Part, writes: bool) -> bool:
    return sight.may_write(part) if writes else sight.sees(part)


def _with_addresses(shown: list[Page], asked: Asked) -> list[tuple[Page, str]]:
    found = []
    for one in shown:
        try:
            found.append((one, address(one.page, young_person_id=asked.young_person.pk)))
        except NoReverseMatch:
            continue
    return found
