"""What a partnership asks for when something is recorded, and what follows an outcome."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import Guide, OutcomeRule
from connexions.practice.casework.queries import guides as queries
from connexions.practice.casework.queries.outcomes import Follows

MOST_PROMPTS = 12


@transaction.atomic
def issue(
    *,
    key: str,
    name: str,
    when: str,
    prompts: Sequence[tuple[str, str]],
    version: int | None,
    at: datetime,
    by: Actor,
) -> Guide:
    """Save a new version of a guide, or with no *key* a new guide. What was recorded with an earlier version keeps
    its headings.

    *version* is the one it is based on (0 for the national). Raises ``NotPossible`` where there is a newer one.
    """
    _check_manager(by)
    if not prompts:
        raise NotPossible("Give at least one heading.")
    if len({heading.lower() for heading, _ in prompts}) < len(prompts):
        raise NotPossible("Two headings are the same: what is written beneath them could not be told apart.")
    return _next(key or _key(name, by), name.strip(), when.strip(), prompts, version or 0, False, at, by)


@transaction.atomic
def retire(*, key: str, version: int, at: datetime, by: Actor, back: bool = False) -> Guide:
    """Take a guide out of use, or (*back*) into use again. What was recorded with it stays."""
    _check_manager(by)
    latest = queries.versions(key=key, by=by)[0]
    if latest.retired is not back:
        raise NotPossible("This guide is in use already." if back else "This guide was retired already.")
    return _next(key, latest.name, latest.when, latest.prompts, version, not back, at, by)


@transaction.atomic
def say_what_follows(*, follows: Follows, by: Actor) -> OutcomeRule:
    """Say what follows an outcome at this partnership."""
    _check_manager(by)
    if bool(follows.follow_up) != (follows.follow_up_days is not None):
        raise NotPossible("Say both what is to be done and within how many days, or neither.")
    rule, _ = OutcomeRule.objects.update_or_create(
        partnership_id=by.partnership,
        outcome=follows.outcome,
        defaults={
            "try_again_days": follows.try_again_days,
            "follow_up": follows.follow_up,
            "follow_up_days": follows.follow_up_days,
        },
    )
    audit.record(event="casework.outcome.changed", by=by, about=f"outcome:{follows.outcome}")
    return rule


def _check_manager(by: Actor) -> None:
    if by.role not in permissions.MANAGERS:
        raise NotAllowed("Only a manager may change what is asked for here.")


def _next(
    key: str,
    name: str,
    when: str,
    prompts: Sequence[tuple[str, str]],
    version: int,
    retired: bool,
    at: datetime,
    by: Actor,
) -> Guide:
    guide = Guide(
        partnership_id=by.partnership,
        key=key,
        version=version + 1,
        name=name,
        when=when,
        prompts=[[heading, words] for heading, words in prompts],
        retired=retired,
        made_at=at,
        made_by_id=hand(by),
    )
    try:
        with transaction.atomic():
            guide.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(
            "Somebody else has saved a newer version of this guide meanwhile. Look at theirs, then save yours again."
        ) from None
    event = "casework.guide.retired" if retired else "casework.guide.saved"
    audit.record(event=event, by=by, about=f"guide:{key}", details={"version": guide.version})
    return guide


def _key(name: str, by: Actor) -> str:
    """A word for a new guide that no other has."""
    word = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:32] or "guide"
    taken = {one.key for one in queries.every(by=by)}
    number = 1
    key = word
    while key in taken:
        number += 1
        key = f"{word}_{number}"
    return key
