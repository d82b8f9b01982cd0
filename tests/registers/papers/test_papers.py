"""Keeping files with a record, opening them, taking them away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from connexions.ground.audit.models import AuditEntry, Change
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.accounts.actors import actor_for
from connexions.registers.papers import actions, queries, rules, tasks
from connexions.registers.papers.models import Paper, Sheet
from connexions.registers.partners.models import Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership, make_staff, make_young_person, sign_in, signed_in
from tests.factories.papers import AT, PDF, archive, as_file, make_paper, photo, sent
from tests.factories.questions import few_questions

pytestmark = pytest.mark.django_db


class Desk:
    """An adviser with one young person of their own."""

    def __init__(self) -> None:
        self.partnership = make_partnership()
        user, membership = make_staff(
            partnership=self.partnership,
            team=Team.objects.get(partnership=self.partnership),
            name="Priya Nair",
        )
        self.by = actor_for(membership, user)
        self.client = sign_in(Client(), user)
        self.jay: YoungPerson = make_young_person(
            partnership=self.partnership, given_name="Jay", adviser=user
        )

    def address(self, page: str, *more: Any) -> str:
        return reverse(f"papers:{page}", args=[self.jay.pk, *more])

    def send(self, content: bytes, name: str = "scan.pdf", **said: str) -> Any:
        told = {"kind": "letter", "title": "", "paper": sent(content, name), **said}
        return self.client.post(self.address("of_young_person"), told)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_kept_file_opens_again_and_is_unreadable_in_the_database(desk: Desk) -> None:
    long = b"Dear Jay, your place is confirmed.\n" * 20_000  # three sheets
    paper = make_paper(desk.jay, by=desk.by, content=long, name="offer.txt")
    with tenancy.acting(desk.by):
        stored = [bytes(one) for one in Sheet.objects.order_by("number").values_list("sealed", flat=True)]
        assert len(stored) == rules.sheets_of(len(long)) == 3
        assert not any(b"confirmed" in one for one in stored)
        assert queries.content(paper, by=desk.by) == long
    assert (paper.title, paper.file_name, paper.content_type) == ("offer", "offer.txt", rules.TEXT)


def test_the_page_keeps_shows_and_opens(desk: Desk) -> None:
    answer = desk.send(photo(), name="IMG_1.JPG", title="The poster", kind="photo")
    assert answer.status_code == 302, answer.content.decode()
    page = desk.client.get(desk.address("of_young_person")).content.decode()
    assert "The poster" in page
    with tenancy.acting(desk.by):
        paper = Paper.objects.get()
    opened = desk.client.get(desk.address("open", paper.pk))
    assert b" the picture " in opened.content
    assert b"GPS" not in opened.content
    assert opened["Content-Type"] == "image/jpeg"
    assert opened["Content-Disposition"].startswith("inline")
    assert "sandbox" in opened["Content-Security-Policy"]
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Cache-Control"] == "private, no-store"
    with tenancy.acting(desk.by):
        entry = AuditEntry.objects.get(event="papers.paper.read")
        assert entry.details == {"paper": str(paper.pk)}
        assert AuditEntry.objects.filter(event="papers.paper.kept").count() == 1


def test_words_and_documents_are_handed_over_never_shown(desk: Desk) -> None:
    paper = make_paper(
        desk.jay, by=desk.by, content=b"<script>alert(1)</script>", name="a\r\nb/../e<vil>.html"
    )
    answer = desk.client.get(desk.address("open", paper.pk))
    assert paper.file_name == "e vil.txt"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", rules.EMPTY),
        (b"MZ\x90\0", rules.NOT_KNOWN),
        (archive(x=b"x"), rules.NOT_KNOWN),
        (PDF + bytes(rules.LIMIT), rules.TOO_BIG),
    ],
)
def test_what_cannot_be_kept_is_refused_and_what_was_typed_stays(
    desk: Desk, content: bytes, sentence: str
) -> None:
    answer = desk.send(content, title="Offer letter")
    page = answer.content.decode().replace("&#39;", "'")
    assert answer.status_code == 422
    assert sentence in page
    assert "Offer letter" in page
    with tenancy.acting(desk.by):
        assert not Paper.objects.exists()


def test_the_action_refuses_by_itself(desk: Desk) -> None:
    with tenancy.acting(desk.by):
        told: dict[str, Any] = {"young_person": desk.jay, "kind": "letter", "at": AT, "by": desk.by}
        with pytest.raises(NotPossible, match="20 MB"):
            actions.keep(upload=as_file(PDF + bytes(rules.LIMIT)), **told)
        with pytest.raises(NotPossible, match="kind of file"):
            actions.keep(upload=as_file(b"MZ\x90\0"), **told)


def test_the_same_file_is_kept_once(desk: Desk) -> None:
    paper = make_paper(desk.jay, by=desk.by)
    with pytest.raises(NotPossible, match="already"):
        make_paper(desk.jay, by=desk.by)
    assert desk.send(PDF).status_code == 422
    other = make_young_person(partnership=desk.partnership, adviser_id=desk.by.id)
    assert make_paper(other, by=desk.by).sha256 == paper.sha256, "another record may hold the same"


def test_taking_away_says_who_and_why_and_can_be_undone(desk: Desk) -> None:
    paper = make_paper(desk.jay, by=desk.by, title="Offer letter")
    assert desk.client.post(desk.address("take_away", paper.pk), {"because": " "}).status_code == 422
    answer = desk.client.post(desk.address("take_away", paper.pk), {"because": "It is Sam’s"})
    assert answer.status_code == 302
    page = desk.client.get(desk.address("of_young_person")).content.decode()
    assert "Offer letter" in page
    assert "Priya Nair: It is Sam’s" in page
    assert desk.client.get(desk.address("open", paper.pk)).status_code == 409
    assert desk.client.post(desk.address("take_away", paper.pk), {"because": "Again"}).status_code == 409
    assert desk.client.post(desk.address("put_back", paper.pk)).status_code == 302
    assert desk.client.get(desk.address("open", paper.pk)).content == PDF
    assert desk.client.post(desk.address("put_back", paper.pk)).status_code == 409


def test_what_was_taken_away_is_destroyed_after_a_month_and_its_name_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = make_paper(desk.jay, by=desk.by)
    night = system("papers", partnership=desk.partnership.pk)
    with tenancy.acting(desk.by):
        actions.take_away(paper=paper, because="Wrong record", at=AT, by=desk.by)
        with pytest.raises(NotAllowed):
            actions.empty(paper=paper, at=AT + timedelta(days=31), by=desk.by)
        with pytest.raises(NotPossible, match="not to be destroyed yet"):
            actions.empty(paper=paper, at=AT + timedelta(days=29), by=night)
    monkeypatch.setattr("connexions.ground.base.clock.now", lambda: AT + timedelta(days=31))
    tasks.empty_taken_away(0)
    with tenancy.acting(desk.by):
        assert not Sheet.objects.exists()
        assert Paper.objects.get().emptied_at is not None
        with pytest.raises(NotPossible, match="destroyed"):
            actions.put_back(paper=paper, at=AT, by=desk.by)
        assert not Change.objects.filter(table_name="papers_sheet").exists(), (
            "nothing of it is in the history"
        )


def test_only_those_who_work_with_them_read_and_keep(desk: Desk) -> None:
    paper = make_paper(desk.jay, by=desk.by)
    inspector = signed_in(partnership=desk.partnership, role=Role.INSPECTOR)
    assert inspector.get(desk.address("open", paper.pk)).status_code == 200
    page = inspector.get(desk.address("of_young_person")).content.decode()
    assert "Add a file" not in page
    assert inspector.post(desk.address("of_young_person"), {"paper": sent(PDF)}).status_code == 403
    far = signed_in(partnership=desk.partnership)
    assert far.get(desk.address("open", paper.pk)).status_code == 403
    assert signed_in(partnership=make_partnership()).get(desk.address("open", paper.pk)).status_code == 404
    other = make_actor(partnership=desk.partnership)
    with tenancy.acting(other), pytest.raises(NotAllowed):
        actions.keep(young_person=desk.jay, upload=as_file(PDF), kind="letter", at=AT, by=other)


def test_a_file_of_another_record_is_not_found(desk: Desk) -> None:
    other = make_young_person(partnership=desk.partnership, adviser_id=desk.by.id)
    paper = make_paper(other, by=desk.by)
    assert desk.client.get(desk.address("open", paper.pk)).status_code == 404


def test_the_page_asks_a_constant_number_of_questions(desk: Desk) -> None:
    for number in range(12):
        make_paper(desk.jay, by=desk.by, content=PDF + str(number).encode())
    desk.client.get(desk.address("of_young_person"))
    with few_questions():
        desk.client.get(desk.address("of_young_person"))
