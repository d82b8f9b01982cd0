"""Keeping a paper with a record, and taking one away."""

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from connexions.ground.audit import actions as audit
from connexions.ground.base import antivirus
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design.words import day
from connexions.ground.messaging.actions import post
from connexions.registers.papers import permissions, queries, rules
from connexions.registers.papers.models import Paper, Sheet
from connexions.registers.papers.photographs import bare
from connexions.registers.papers.queries import KEPT_FOR
from connexions.registers.papers.recognising import content_type
from connexions.registers.papers.sealing import Belonging, sealed
from connexions.registers.people.models import YoungPerson

CHECK = "papers.check"  # the worker's task, in tasks.py


@transaction.atomic
def keep(
    *, young_person: YoungPerson, upload: Any, kind: str, at: datetime, by: Actor, title: str = ""
) -> Paper:
    """Keep an uploaded file (anything with ``name``, ``size`` and ``read``) with a record, sealed.

    Raises ``NotPossible`` for one that is too big, of a kind that is not kept, or on the record already.
    """
    permissions.check_may_keep(young_person, by)
    if upload.size > rules.LIMIT:
        raise NotPossible(rules.TOO_BIG)
    stream: BinaryIO = getattr(upload, "file", None) or upload
    found = content_type(stream)
    if found in rules.PICTURES:
        stream.seek(0)
        stream = io.BytesIO(bare(stream.read(), found))
    paper = Paper(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        file_name=_name(upload.name, found),
        content_type=found,
        kept_at=at,
        kept_by_id=_hand(by),
    )
    if antivirus.is_set_up():
        paper.check_state = Paper.Check.WAITING
    paper.title = (title.strip() or PurePath(paper.file_name).stem)[:120]
    _measure(paper, stream)
    _enter(paper)
    _store(paper, stream)
    _note("papers.paper.kept", paper, by, kind=kind, content_type=found, size=paper.size)
    if paper.check_state == Paper.Check.WAITING:
        transaction.on_commit(partial(_send_to_check, paper))
    return paper


@transaction.atomic
def check(*, paper: Paper, at: datetime, by: Actor) -> Paper:
    """Ask whether a paper holds a virus. One that does is taken off the record and never opens; its keeper is told.

    Raises ``CannotScan`` where it cannot be asked now: the paper stays shut, and waits.
    """
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Files are checked by the product itself.")
    stored = _locked(paper)
    if stored.check_state != Paper.Check.WAITING or stored.emptied_at is not None:
        return stored
    verdict = antivirus.scan([queries.whole(stored)])
    stored.checked_at, stored.check_found = at, verdict.found
    stored.check_state = Paper.Check.CLEAN if verdict.is_clean else Paper.Check.INFECTED
    if not verdict.is_clean and stored.taken_away_at is None:
        stored.taken_away_at, stored.taken_away_because = at, f"A virus was found in it ({verdict.found})."
    stored.save()
    _note(f"papers.paper.{'found_clean' if verdict.is_clean else 'found_infected'}", stored, by)
    if not verdict.is_clean:
        _tell(stored, by)
    return stored


@transaction.atomic
def take_away(*, paper: Paper, because: str, at: datetime, by: Actor) -> Paper:
    """Take a paper off the record: it stays named, with who and why, and cannot be opened any more.

    What it says is destroyed later (``empty``); until then it can be put back.
    """
    permissions.check_may_keep(paper.young_person, by)
    if not because.strip():
        raise NotPossible("Say why it is taken away.")
    stored = _locked(paper)
    if stored.taken_away_at is not None:
        raise NotPossible("This file was taken away already.")
    stored.taken_away_at, stored.taken_away_by_id = at, _hand(by)
    stored.taken_away_because = because.strip()
    stored.save(update_fields=["taken_away_at", "taken_away_by", "taken_away_because"])
    _note("papers.paper.taken_away", stored, by)
    return stored


@transaction.atomic
def put_back(*, paper: Paper, at: datetime, by: Actor) -> Paper:
    """Put back what was taken away by mistake. Raises ``NotPossible`` once it was destroyed."""
    permissions.check_may_keep(paper.young_person, by)
    stored = _locked(paper)
    if stored.taken_away_at is None:
        raise NotPossible("This file is on the record.")
    if stored.check_state == Paper.Check.INFECTED:
        raise NotPossible("A virus was found in this file: it is not put back.")
    if stored.emptied_at is not None:
        raise NotPossible("What this file said was destroyed: it cannot be put back. Keep it anew.")
    stored.taken_away_at = stored.taken_away_by = None
    stored.taken_away_because = ""
    try:
        with transaction.atomic():
            stored.save(update_fields=["taken_away_at", "taken_away_by", "taken_away_because"])
    except IntegrityError:
        raise NotPossible("The same file was kept again since.") from None
    _note("papers.paper.put_back", stored, by)
    return stored


@transaction.atomic
def empty(*, paper: Paper, at: datetime, by: Actor) -> None:
    """Destroy what a paper said, a while after it was taken away. Its row stays."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Files are destroyed by the product itself, when their time has come.")
    stored = _locked(paper)
    if stored.taken_away_at is None or stored.taken_away_at + KEPT_FOR > at:
        raise NotPossible("This file is not to be destroyed yet.")
    Sheet.objects.filter(paper=stored).delete()
    stored.emptied_at = at
    stored.save(update_fields=["emptied_at"])
    _note("papers.paper.emptied", stored, by)


def _send_to_check(paper: Paper) -> None:
    app.configure_task(CHECK).defer(paper_id=str(paper.pk), partnership=paper.partnership_id)


def _tell(paper: Paper, by: Actor) -> None:
    """An e-mail to whoever kept it: nothing in it says whose record it is."""
    address = paper.kept_by.email if paper.kept_by.is_active else None
    if not address:
        return
    words = (
        f"A file that you kept with a record on {day(paper.kept_at)} held a virus, so it was taken off the record and"
        " cannot be opened by anybody. Sign in and look at your last files. Tell whoever it came from, and your IT team"
        " if you opened it on your own computer."
    )
    try:
        post.send_email(to=address, subject="A file was not kept", words=words, purpose="virus found", by=by)
    except NotPossible:  # no way to send e-mail is set up: the record says so all the same
        return


def _locked(paper: Paper) -> Paper:
    return (
        Paper.objects.select_for_update(of=("self",))
        .select_related("young_person", "kept_by")
        .get(pk=paper.pk)
    )


def _sheets(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while sheet := stream.read(rules.SHEET):
        yield sheet


def _measure(paper: Paper, stream: BinaryIO) -> None:
    """How long it really is and its fingerprint: what is said of an upload is not relied on."""
    digest, size = hashlib.sha256(), 0
    for sheet in _sheets(stream):
        digest.update(sheet)
        size += len(sheet)
        if size > rules.LIMIT:
            raise NotPossible(rules.TOO_BIG)
    paper.sha256, paper.size = digest.hexdigest(), size


def _enter(paper: Paper) -> None:
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        raise NotPossible("This very file is on the record already.") from None


def _store(paper: Paper, stream: BinaryIO) -> None:
    """A sheet at a time: no more than one of them is in memory twice."""
    to = Belonging(paper.pk, paper.young_person_id, rules.sheets_of(paper.size))
    for number, sheet in enumerate(sealed(_sheets(stream), to)):
        Sheet.objects.create(
            partnership_id=paper.partnership_id,
            young_person_id=paper.young_person_id,
            paper=paper,
            number=number,
            sealed=sheet,
        )


def _name(given: str, found: str) -> str:
    """A file's name without folders and odd signs, ending as its content asks."""
    stem = PurePath(str(given or "").replace("\\", "/").rsplit("/", 1)[-1]).stem
    plain = re.sub(r"[^\w .,()&'’-]+", " ", stem).strip(" .") or "file"
    return f"{plain[:120]}.{rules.ALLOWED[found][1]}"


def _hand(by: Actor) -> Any:
    if by.id is None:
        raise NotAllowed("A person must do this: it is signed with their name.")
    return by.id


def _note(event: str, paper: Paper, by: Actor, **details: Any) -> None:
    audit.record(
        event=event, by=by, young_person_id=paper.young_person_id, about=f"paper:{paper.pk}", details=details
    )
