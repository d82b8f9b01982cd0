"""An upload stays shut until it was found clean; one that holds a virus never opens, and whoever kept it is told."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.messaging import sealing
from connexions.ground.messaging.models import Message
from connexions.registers.papers import actions, queries, rules, tasks
from connexions.registers.papers.models import Paper, Sheet
from connexions.registers.papers.recognising import content_type
from tests.factories.papers import AT, make_paper
from tests.ground.base.clamd_standin import EICAR, Clamd, standing
from tests.registers.papers.test_papers import Desk

pytestmark = pytest.mark.django_db
VIRUS = b"A letter.\n" + EICAR


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    with standing() as found:
        settings.CLAMD = found.where
        yield found


@pytest.fixture
def desk() -> Desk:
    return Desk()


def stored(desk: Desk) -> Paper:
    with tenancy.acting(desk.by):
        return Paper.objects.get()


def checked(desk: Desk) -> Paper:
    tasks.check_waiting(timestamp=0)
    return stored(desk)


def test_it_opens_only_when_it_was_found_clean(desk: Desk, clamd: Clamd) -> None:
    paper = make_paper(desk.jay, by=desk.by, content=b"A letter.\n", name="letter.txt")
    assert paper.check_state == "waiting"
    page = desk.client.get(desk.address("of_young_person"))
    assert "Being checked" in page.content.decode()
    assert f'href="{desk.address("open", paper.pk)}"' not in page.content.decode()
    assert desk.client.get(desk.address("open", paper.pk)).status_code == 409
    assert checked(desk).check_state == "clean"
    assert desk.client.get(desk.address("open", paper.pk)).content == b"A letter.\n"


def test_one_that_holds_a_virus_never_opens_and_whoever_kept_it_is_told(desk: Desk, clamd: Clamd) -> None:
    paper = make_paper(desk.jay, by=desk.by, content=VIRUS, name="letter.txt", title="Offer")
    with tenancy.acting(system("virus check", partnership=paper.partnership_id)):
        actions.check(paper=paper, at=AT, by=system("virus check", partnership=paper.partnership_id))
    held = stored(desk)
    assert (held.check_state, held.check_found) == ("infected", "Eicar-Signature")
    assert desk.client.get(desk.address("open", paper.pk)).status_code == 409
    assert "Held a virus" in desk.client.get(desk.address("of_young_person")).content.decode()
    message = Message.objects.get(purpose="virus found")
    letter = sealing.unseal(message.sealed or b"", message=message.pk)
    assert "held a virus" in letter.words
    assert desk.jay.given_name not in letter.words + letter.subject
    with tenancy.acting(desk.by):
        assert AuditEntry.objects.filter(event="papers.paper.found_infected").exists()
        with pytest.raises(NotPossible, match="not put back"):
            actions.put_back(paper=held, at=AT, by=desk.by)
        assert Sheet.objects.exists(), "sealed until its time has come"
    night = system("papers", partnership=paper.partnership_id)
    with tenancy.acting(night):
        actions.empty(paper=held, at=AT + timedelta(days=31), by=night)
        assert not Sheet.objects.exists()


def test_while_clamd_is_away_it_waits_and_is_asked_again(desk: Desk, settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"
    make_paper(desk.jay, by=desk.by)
    assert checked(desk).check_state == "waiting"
    with standing() as back:
        settings.CLAMD = back.where
        assert checked(desk).check_state == "clean"
        assert (checked(desk).check_state, back.scanned) == ("clean", 1)


def test_it_is_checked_as_soon_as_it_is_kept(
    desk: Desk, clamd: Clamd, django_capture_on_commit_callbacks: Any
) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True):
        paper = make_paper(desk.jay, by=desk.by)
    job = ProcrastinateJob.objects.get(task_name=actions.CHECK)
    tasks.check(**job.args)
    assert (stored(desk).check_state, job.args["paper_id"]) == ("clean", str(paper.pk))


def test_where_none_is_set_up_files_open_at_once(desk: Desk) -> None:
    paper = make_paper(desk.jay, by=desk.by)
    assert paper.check_state == "not_checked"
    with tenancy.acting(desk.by):
        assert queries.content(paper, by=desk.by)


def test_nobody_but_the_product_itself_says_that_a_file_is_clean(desk: Desk, clamd: Clamd) -> None:
    paper = make_paper(desk.jay, by=desk.by)
    with tenancy.acting(desk.by), pytest.raises(NotAllowed):
        actions.check(paper=paper, at=AT, by=desk.by)


@pytest.mark.parametrize("flag", [0x1, 0x41])
def test_an_archive_that_is_encrypted_is_told_to_be_locked(flag: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("word/document.xml", "<x/>")
    whole = bytearray(made.getvalue())
    for start in (b"PK\x01\x02",):
        at = whole.find(start)
        while at >= 0:
            whole[at + 8 : at + 10] = flag.to_bytes(2, "little")
            at = whole.find(start, at + 4)
    with pytest.raises(NotPossible) as refused:
        content_type(io.BytesIO(bytes(whole)))
    assert refused.value.sentence == rules.LOCKED
