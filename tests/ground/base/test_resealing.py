"""A new key: everything is sealed anew with it, nothing is lost when killed half way, and the old key goes last."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from connexions.ground.audit.models import Change
from connexions.ground.base import clock, drafts, resealing, sealing, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.models import Draft
from connexions.ground.messaging import sealing as letters
from connexions.ground.messaging.models import Message
from connexions.registers.accounts import secrets
from connexions.registers.accounts.models import User
from connexions.registers.papers import sealing as papers
from connexions.registers.papers.models import Paper, Sheet
from connexions.registers.papers.sealing import Belonging
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, make_young_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.SEALING_KEYS = tmp_path / "sealing"
    return tmp_path / "sealing"


@pytest.fixture
def me() -> Actor:
    return make_actor(partnership=make_partnership())


def said(*words: str) -> str:
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue()


def keep(me: Actor, many: int) -> None:
    with tenancy.acting(me):
        for number in range(many):
            drafts.keep(form=f"contact:{number}", typed={"note": [f"note {number}"]}, at=clock.now(), by=me)


def kept(me: Actor, many: int) -> list[Any]:
    with tenancy.acting(me):
        found = [drafts.find(form=f"contact:{number}", by=me) for number in range(many)]
    return [one[0]["note"][0] for one in found if one is not None]


def test_everything_is_sealed_anew_and_opens(me: Actor, folder: Path) -> None:
    keep(me, 3)
    letter = letters.Letter(to="+447700900123", words="Your code")
    message = Message(channel="text", purpose="tests", to_hash="x")
    message.sealed = letters.seal(letter, message=message.pk)
    message.save()
    user = User.objects.get(pk=me.id)
    made = Authenticator.objects.create(user=user, type="totp", data={"secret": secrets.seal("JBSWY3")})
    assert "Key 1: made." in said("rotate")
    status = resealing.status()
    assert status["base.Draft.sealed"] == {1: 3}
    assert status["messaging.Message.sealed"] == {1: 1}
    assert status["accounts.second_factors"] == {1: 1}
    made.refresh_from_db()
    message.refresh_from_db()
    assert secrets.unseal(made.data["secret"]) == "JBSWY3"
    assert letters.unseal(message.sealed, message=message.pk) == letter
    assert kept(me, 3) == ["note 0", "note 1", "note 2"]
    assert "Nothing is sealed with an older key." in said("status")


def _in_the_old_way(sealed: Callable[[str], bytes], me: Actor) -> UUID:
    """A letter as it lay before keys had numbers."""
    words = json.dumps({"to": "+447700900123", "words": "Your code", "subject": ""})
    return Message.objects.create(channel="text", purpose="tests", to_hash="x", sealed=sealed(words)).pk


def test_what_was_sealed_before_there_were_numbers_goes_with_it(me: Actor, settings: Any) -> None:
    old = sealing._fernet(f"messages:{settings.FIELD_KEY}")
    kept_as = _in_the_old_way(lambda words: old.encrypt(words.encode()), me)
    before = Message.objects.get(pk=kept_as)
    assert letters.unseal(before.sealed, message=kept_as).words == "Your code"
    assert resealing.status()["messaging.Message.sealed"] == {0: 1}
    said("rotate")
    after = Message.objects.get(pk=kept_as)
    assert sealing.number_of(after.sealed) == 1
    assert letters.unseal(after.sealed, message=kept_as).words == "Your code"


def test_a_paper_sealed_before_there_were_numbers_goes_with_it(me: Actor) -> None:
    with tenancy.acting(me):
        jay = make_young_person(partnership=Partnership.objects.get(pk=me.partnership))
        about = {"partnership_id": me.partnership, "young_person": jay}
        user = User.objects.get(pk=me.id)
        paper = Paper.objects.create(
            **about, kind="letter", title="A letter", file_name="a.pdf", content_type="application/pdf",
            size=5, sha256="x", kept_at=clock.now(), kept_by=user,
        )  # fmt: skip
        to = Belonging(paper.pk, jay.pk, 1)
        Sheet.objects.create(**about, paper=paper, number=0, sealed=_old_sheet(b"words", to))
        assert papers.unsealed([Sheet.objects.get().sealed], to) == b"words"
    said("rotate")
    with tenancy.acting(me):
        sheet = Sheet.objects.get()
        assert sealing.number_of(sheet.sealed) == 1
        assert papers.unsealed([sheet.sealed], to) == b"words"


def _old_sheet(words: bytes, to: Belonging) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from django.conf import settings

    told = HKDF(algorithm=SHA256(), length=32, salt=to.paper.bytes, info=b"connexions papers")
    nonce = b"twelve bytes"
    return nonce + AESGCM(told.derive(settings.FIELD_KEY.encode())).encrypt(nonce, words, to.of(0).encode())


class Killed(BaseException):
    """The program was ended in the middle."""


@pytest.mark.parametrize("after", [0, 1, 4, 7])
def test_killed_half_way_nothing_is_lost_and_it_goes_on(me: Actor, folder: Path, after: int) -> None:
    keep(me, 9)
    said("rotate")
    keep(me, 9)
    (number, made), left = resealing.begin(), after

    def kill(_: str, done: int) -> None:
        nonlocal left
        left -= done
        if left < 0:
            raise Killed

    assert (number, made) == (2, True)
    with pytest.raises(Killed):
        resealing.reseal(said=kill, size=1)
    assert resealing.status()["base.Draft.sealed"] == {2: after + 1, 1: 8 - after}
    assert kept(me, 9) == [f"note {number}" for number in range(9)]
    assert (folder / "1").exists()  # what is left still needs it
    assert "Key 2: made before; going on with what was left." in said("rotate")
    assert resealing.status()["base.Draft.sealed"] == {2: 9}
    assert kept(me, 9) == [f"note {number}" for number in range(9)]
    assert not (folder / "1").exists()
    assert (folder / "1.retired").exists()


def test_a_key_is_kept_while_something_needs_it(me: Actor, folder: Path) -> None:
    keep(me, 2)
    said("rotate")
    with tenancy.acting(me):
        Draft.objects.filter(form="contact:0").update(
            sealed=sealing.seal(b"of another", "drafts", to="nobody")
        )
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("keys", "rotate", stdout=out)
    assert "Cannot be opened, and was left as it is: base.Draft.sealed" in out.getvalue()
    assert (folder / "1").exists()
    with tenancy.acting(me):
        found = drafts.find(form="contact:1", by=me)
    assert found is not None
    assert found[0]["note"] == ["note 1"]


def test_what_a_slow_hand_sealed_with_a_retired_key_still_opens(me: Actor, folder: Path) -> None:
    keep(me, 1)
    said("rotate")
    late = sealing.seal(b"late", "tests", to="me")
    said("rotate")
    assert (folder / "1.retired").exists()
    assert sealing.unseal(late, "tests", to="me") == b"late"


def test_the_history_keeps_nothing_of_it(me: Actor) -> None:
    from connexions.practice.outreach import sealing as away
    from connexions.practice.outreach.models import Copy, DaySheet

    user = User.objects.get(pk=me.id)
    with tenancy.acting(me):
        sheet = DaySheet.objects.create(partnership_id=me.partnership, adviser=user, on=clock.today())
        copy = Copy(
            partnership_id=me.partnership, kind="device", number=1, day_sheet=sheet, holder=user, people=0,
            taken_at=clock.now(), until_at=clock.now(),
        )  # fmt: skip
        copy.key = away.new_lock(copy=copy.pk)
        copy.save(force_insert=True)
        lock = away.lock(copy.key, copy=copy.pk)
    said("rotate")
    with tenancy.acting(me):
        copy.refresh_from_db()
        assert away.lock(copy.key, copy=copy.pk) == lock
        assert not Change.objects.filter(row_id=str(copy.pk)).exists()
        copy.people = 2
        copy.save()
        assert Change.objects.get(row_id=str(copy.pk)).now == {"people": 2}
