"""Drafts: what was typed is kept on the server until it is saved or thrown away."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.base.models import Draft
from connexions.ground.base.refusals import NotAllowed

OWNER_FIELD = "draft_owner"
OWNER_SALT = "base.drafts.owner"
NEVER_KEPT = {"csrfmiddlewaretoken", "password", OWNER_FIELD}


def _owner(by: Actor) -> UUID:
    """A draft is somebody's: a job of the system types nothing."""
    if by.id is None:
        raise NotAllowed("Only a person who is signed in can keep a draft.")
    return by.id


def keep(*, form: str, typed: dict[str, list[str]], at: datetime, by: Actor) -> Draft:
    """Keep what *by* has typed into *form* (field name → values), in place of what was kept before."""
    kept = {name: values for name, values in typed.items() if name not in NEVER_KEPT}
    named: dict[str, Any] = {"partnership_id": by.partnership, "owner": _owner(by), "form": form}
    draft, _ = Draft.objects.update_or_create(
        **named, defaults={"sealed": Draft(**named).seal(json.dumps(kept)), "saved_at": at}
    )
    return draft


def find(*, form: str, by: Actor) -> tuple[dict[str, list[str]], datetime] | None:
    """What *by* typed into *form* and never saved, and when it was last kept."""
    draft = next(iter(_kept.ask(by.id, form)), None) if by.id else None
    if draft is None:
        return None
    typed: dict[str, list[str]] = json.loads(draft.unseal())
    return typed, draft.saved_at


_kept: Kept[Draft] = Kept(
    lambda owner, form: Draft.objects.filter(owner=owner, form=form).order_by("pk")[:1], takes=(UUID, str)
)


def discard(*, form: str, by: Actor) -> bool:
    """Throw the draft away: it was saved, or is not wanted. Whether there was one: of two presses one finds it."""
    if by.id is None:
        return False
    gone, _ = Draft.objects.filter(owner=by.id, form=form).delete()
    return gone > 0


def owner_token(*, form: str, by: Actor) -> str:
    """A signed note of whose form this is, so that a save that comes after the session ended can still be
    kept.
    """
    return signing.dumps({"owner": str(by.id), "membership": by.membership, "form": form}, salt=OWNER_SALT)


def read_owner_token(token: str, *, max_age: int) -> dict[str, Any] | None:
    """What ``owner_token`` signed, or nothing when it is not ours or too old (seconds)."""
    try:
        told: dict[str, Any] = signing.loads(token, salt=OWNER_SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    return told
