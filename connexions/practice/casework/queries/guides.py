"""What to ask for when recording something: the national guides, and a partnership's own in their place."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Guide


@dataclass(frozen=True)
class Guidance:
    """One guide as it is used. *version* 0 is the national one."""

    key: str
    name: str
    when: str
    prompts: tuple[tuple[str, str], ...]
    version: int = 0
    retired: bool = False
    made_at: datetime | None = None
    made_by: str = ""

    @property
    def is_national(self) -> bool:
        return self.version == 0


@cache
def national() -> dict[str, Guidance]:
    """The guides that are shipped, in their order."""
    path = settings.ROOT / "data" / "casework" / "guides.json"
    return {
        one["key"]: Guidance(one["key"], one["name"], one["when"], tuple((h, w) for h, w in one["prompts"]))
        for one in json.loads(path.read_text(encoding="utf-8"))
    }


def every(*, by: Actor) -> list[Guidance]:
    """Every guide of the partnership, the retired among them: its own in place of the national of that key."""
    found = dict(national())
    for row in _newest.ask(by.partnership):
        found[row.key] = _read(row)
    return sorted(found.values(), key=lambda one: (one.retired, one.name.lower()))


def in_use(*, by: Actor) -> dict[str, Guidance]:
    """The guides to choose from, by key."""
    return {one.key: one for one in every(by=by) if not one.retired}


def versions(*, key: str, by: Actor) -> list[Guidance]:
    """Every version of one guide, the latest first, the national one last. Raises ``Missing``."""
    found = [_read(row) for row in _versions(by).filter(key=key).order_by("-version")]
    found += [national()[key]] if key in national() else []
    if not found:
        raise Missing("There is no such guide here.")
    return found


def _versions(by: Actor) -> QuerySet[Guide]:
    return Guide.objects.filter(partnership_id=by.partnership).select_related("made_by")


_newest: Kept[Guide] = Kept(
    lambda one: (
        Guide.objects.filter(partnership_id=one)
        .select_related("made_by")
        .order_by("key", "-version")
        .distinct("key")
    ),
    takes=(int,),
)


def _read(row: Guide) -> Guidance:
    prompts = tuple((heading, words) for heading, words in row.prompts)
    return Guidance(
        row.key, row.name, row.when, prompts, row.version, row.retired, row.made_at, row.made_by.name
    )
