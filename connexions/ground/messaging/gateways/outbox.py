"""A demonstration's outbox: files that anybody at this machine may read. Nothing leaves the house."""

import base64
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings

from connexions.ground.base import clock
from connexions.ground.messaging.gateways.kinds import Gateway, Sent
from connexions.ground.messaging.models import Channel
from connexions.ground.messaging.sealing import Letter


def folder() -> Path:
    """Where the letters lie."""
    return Path(settings.VAR) / "outbox"


class Outbox(Gateway):
    """Writes each letter to a file."""

    name: ClassVar[str] = "outbox"
    at_hand: ClassVar[bool] = True

    def send(self, channel: Channel, letter: Letter, *, reference: str) -> Sent:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        told = {"channel": channel.value, "at": clock.now().isoformat(), "name": reference, **asdict(letter)}
        (folder() / f"{reference}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
        return Sent(reference=reference)


def letters(*, most: int = 50) -> list[dict[str, Any]]:
    """The latest letters, newest first. Their names are sorted by time."""
    found = sorted(folder().glob("*.json"), reverse=True)[:most] if folder().exists() else []
    return [json.loads(path.read_text()) for path in found]


def sheet(letter_id: UUID) -> bytes | None:
    """A letter as it would be printed; nothing where there is none of that name."""
    path = folder() / f"{letter_id}.json"
    return base64.b64decode(json.loads(path.read_text()).get("pdf", "")) or None if path.exists() else None
