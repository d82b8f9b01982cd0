"""Addresses that are kept are those that the router gives."""

from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, path, reverse
from django.urls.base import set_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.addresses import address


def nothing(request: object) -> None:
    """A page that is never asked for."""


urlpatterns = [
    path("here/", nothing, name="here"),
    path("of/<uuid:one>/", nothing, name="of"),
    path("of/<uuid:one>/<uuid:two>/", nothing, name="of"),
    path("of/<uuid:one>/number/<int:number>/", nothing, name="numbered"),
    path("word/<str:word>/<uuid:one>/", nothing, name="word"),
    path("word/<str:word>/<int:number>/", nothing, name="counted"),
]
pytestmark = pytest.mark.urls(__name__)


@given(one=st.uuids(), two=st.uuids(), number=st.integers(min_value=0))
def test_they_are_those_of_the_router(one: UUID, two: UUID, number: int) -> None:
    assert address("here") == reverse("here")
    assert address("of", one) == reverse("of", args=[one])
    assert address("of", one, two) == reverse("of", args=[one, two])
    assert address("of", two=two, one=one) == reverse("of", kwargs={"one": one, "two": two})
    assert address("numbered", one, number) == reverse("numbered", args=[one, number])


@given(one=st.uuids(), word=st.text(min_size=1).filter(lambda text: "/" not in text and text.isprintable()))
def test_words_stand_as_the_router_puts_them(one: UUID, word: str) -> None:
    for _ in range(2):
        assert address("word", word, one) == reverse("word", args=[word, one])


def test_a_word_is_not_taken_for_the_number_beside_it() -> None:
    assert address("counted", "900000000", 7) == "/word/900000000/7/"


def test_a_page_that_is_not_there_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address("nowhere", uuid4())


def test_they_follow_where_the_pages_are_served() -> None:
    assert address("here") == "/here/"
    set_script_prefix("/beneath/")
    try:
        assert address("here") == "/beneath/here/"
    finally:
        set_script_prefix("/")
