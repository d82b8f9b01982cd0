"""What was typed is kept, for its owner alone, unreadable in the database."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import signing

from connexions.ground.base import drafts, tenancy
from connexions.ground.base.models import Draft
from tests.factories import make_actor, make_partnership

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def test_a_draft_comes_back_as_it_was_typed() -> None:
    me = make_actor(partnership=make_partnership())
    with tenancy.acting(me):
        drafts.keep(
            form="contact:1", typed={"note": ["Zoë rang <b>"], "how": ["phone", "text"]}, at=NINE, by=me
        )
        assert drafts.find(form="contact:1", by=me) == (
            {"note": ["Zoë rang <b>"], "how": ["phone", "text"]},
            NINE,
        )


def test_the_later_text_takes_the_place_of_the_earlier() -> None:
    me = make_actor(partnership=make_partnership())
    with tenancy.acting(me):
        drafts.keep(form="contact:1", typed={"note": ["one"]}, at=NINE, by=me)
        drafts.keep(form="contact:1", typed={"note": ["two"]}, at=NINE + timedelta(minutes=1), by=me)
        found = drafts.find(form="contact:1", by=me)
    assert found is not None
    assert found[0] == {"note": ["two"]}


def test_nobody_else_finds_it() -> None:
    here = make_partnership()
    me, colleague = make_actor(partnership=here), make_actor(partnership=here)
    with tenancy.acting(me):
        drafts.keep(form="contact:1", typed={"note": ["mine"]}, at=NINE, by=me)
    with tenancy.acting(colleague):
        assert drafts.find(form="contact:1", by=colleague) is None


def test_the_database_cannot_read_it_and_passwords_are_never_kept() -> None:
    me = make_actor(partnership=make_partnership())
    with tenancy.acting(me):
        drafts.keep(form="f", typed={"note": ["secret words"], "password": ["hunter2"]}, at=NINE, by=me)
        assert b"secret" not in bytes(Draft.objects.get().sealed)
        found = drafts.find(form="f", by=me)
    assert found is not None
    assert set(found[0]) == {"note"}


def test_a_discarded_draft_is_gone() -> None:
    me = make_actor(partnership=make_partnership())
    with tenancy.acting(me):
        drafts.keep(form="f", typed={"note": ["x"]}, at=NINE, by=me)
        drafts.discard(form="f", by=me)
        assert drafts.find(form="f", by=me) is None


def test_an_owner_token_is_believed_only_when_signed_and_fresh() -> None:
    me = make_actor(partnership=make_partnership())
    token = drafts.owner_token(form="f", by=me)
    assert drafts.read_owner_token(token, max_age=60) == {
        "owner": str(me.id),
        "membership": me.membership,
        "form": "f",
    }
    assert drafts.read_owner_token(token + "x", max_age=60) is None
    assert drafts.read_owner_token(signing.dumps({"owner": "x"}), max_age=60) is None
    with patch("django.core.signing.time.time", return_value=NINE.timestamp() * 10):
        assert drafts.read_owner_token(token, max_age=60) is None
