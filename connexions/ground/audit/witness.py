"""A note of the newest seal, kept outside the database, so that a chain whose end was cut off is found out.

Whoever may write in the database as its owner could take away the last seals with what they cover, and the
sealer would go on from there: the chain alone cannot tell. The note beside the secrets can. It is never moved
on to a chain that it does not belong to.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from connexions.ground.audit.models import Seal


@dataclass(frozen=True)
class Note:
    """Which seal was the newest when it was last noted."""

    number: int
    hash: str


def place(partnership: int) -> Path:
    """Where the note of a partnership lies: by server and database, so that another database has its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())"
            " FROM pg_control_system()"
        )
        server, database = cursor.fetchone()
    return Path(settings.VAR) / "seals" / f"{server}-{database}" / f"{partnership}.json"


def noted(partnership: int) -> Note | None:
    """The note, if there is one."""
    path = place(partnership)
    return Note(**json.loads(path.read_text())) if path.exists() else None


def note(seal: Seal) -> None:
    """Note a seal as the newest, unless the one noted before is gone from its chain."""
    before = noted(seal.partnership_id)
    if before and not Seal.objects.filter(partnership_id=seal.partnership_id, hash=before.hash).exists():
        return
    path = place(seal.partnership_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(asdict(Note(seal.number, seal.hash))))
    fresh.replace(path)
