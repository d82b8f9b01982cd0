"""Every address × every role, for a record that is restricted: nobody who is not named is shown a word of it."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from connexions.ground.base.acting import STAFF, Role
from tests.architecture.shut import shut
from tests.architecture.test_permission_matrix import ADDRESSES, OUT_OF_ORDER, ask
from tests.architecture.world import PLANTED, World
from tests.factories import sign_in

pytestmark = pytest.mark.django_db
# What others wrote of each other, and of nobody in particular: it is in no record.
NOT_OF_A_RECORD = {"Plantedpraise", "Plantedtodo", "Plantedpurpose", "Plantedanswer"}
EVERY = [word for words in PLANTED.values() for word in words if word not in NOT_OF_A_RECORD]


def text_of(answer: Any) -> str:
    """All that is sent, files too; but for the streams that tell how far a job is, which never end."""
    if getattr(answer, "is_async", False):
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


@pytest.mark.parametrize("where", ["near", "far"])
@pytest.mark.parametrize("role", sorted(STAFF))
def test_nobody_is_shown_a_word_of_a_restricted_record(role: Role, where: str, world: World) -> None:
    shut(world.young_person, here=world.here)
    client, wrong = world.client(role, where), []
    for address in ADDRESSES:
        for method in ("get", "post"):
            with transaction.atomic():
                answer = ask(client, address, method, world)
                told = f"{method} {address.name} by a {role} {where}: {answer.status_code}"
                body = text_of(answer)
                if answer.status_code >= 500 and address.name not in OUT_OF_ORDER:
                    wrong.append(told)
                wrong += [f"{told} tells {word}" for word in EVERY if word in body]
                transaction.set_rollback(True)
    assert wrong == []


def test_whoever_is_named_is_shown_it(world: World) -> None:
    """So that the walk above proves something: the same pages tell those who are named."""
    user, _ = shut(world.young_person, here=world.here)
    client = sign_in(Client(raise_request_exception=False), user)
    page = client.get(f"/young-people/{world.young_person.pk}/details/").content.decode()
    for word in ("Plantedfamily", "Plantedrow", "07700 900777", "planted@example.org"):
        assert word in page, word
    assert "This record is restricted" in page


def test_search_and_the_list_while_typing_find_nothing(world: World) -> None:
    shut(world.young_person, here=world.here)
    client = world.client(Role.PERSONAL_ADVISER, "near")
    for words in ("Plantedfamily", "Pat Plantedfamily 3/11/2009", "Plantedformer", "07700900777", "NE1 4XD"):
        ahead = client.post("/search/", {"q": words, "ahead": "1"}).content.decode()
        client.post("/search/", {"q": words})
        page = client.get("/search/").content.decode().replace(words, "")
        for body in (ahead, page):
            assert "Nobody found whom you may see" in body
            assert not [word for word in EVERY if word in body and word not in words]


def test_an_exact_name_and_day_tell_that_there_is_a_record_and_nothing_else(world: World) -> None:
    shut(world.young_person, here=world.here)
    client = world.client(Role.PERSONAL_ADVISER, "far")
    born = world.young_person.date_of_birth
    words = f"Pat Plantedfamily {born:%d/%m/%Y}"
    client.post("/search/", {"q": words})
    page = client.get("/search/").content.decode()
    assert "A record that may be this person is restricted" in page
    assert f"/young-people/{world.young_person.pk}/open/" in page
    client.post("/search/", {"q": "Pat Plantedfamily 01/01/2009"})
    assert "may be this person" not in client.get("/search/").content.decode()
    typed = {
        "given_name": "Pat", "family_name": "Plantedfamily", "date_of_birth-day": born.day,
        "date_of_birth-month": born.month, "date_of_birth-year": born.year, "gender": "U",
    }  # fmt: skip
    answer = client.post("/young-people/new/", typed).content.decode()
    assert "A record that may be this person is restricted" in answer
