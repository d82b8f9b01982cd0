"""Objects from elsewhere: whatever they hold, they are understood or refused with a place and a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.openreferral import Unreadable, faults, items_of, load, understood

ID = "00000000-0000-0000-0000-000000000001"
GOOD: dict[str, Any] = {
    "id": ID,
    "name": "Nightstop",
    "status": "active",
    "organization": {"id": ID, "name": "A charity", "description": ""},
}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(anything)
def test_whatever_it_is_it_is_answered(value: Any) -> None:
    told, found = understood(value)
    assert (told is None) == bool(found)
    assert all(one.path.startswith("$") and one.sentence.endswith(".") for one in found)


@given(
    st.sampled_from(
        ["minimum_age", "assured_date", "schedules", "service_at_locations", "attributes", "url"]
    ),
    anything,
)
def test_a_good_one_with_something_odd_in_it(name: str, value: Any) -> None:
    told, found = understood(GOOD | {name: value})
    assert (told is None) == bool(found)


def test_a_good_one_is_understood() -> None:
    told, found = understood(GOOD | {"minimum_age": 16.0, "maximum_age": 999})
    assert found == []
    assert told is not None
    assert (told["name"], told["minimum_age"], told["maximum_age"]) == ("Nightstop", 16, None)


@pytest.mark.parametrize(
    ("wrong", "path", "sentence"),
    [
        ({"id": "one"}, "$.id", "an identifier"),
        ({"name": 5}, "$.name", "must be a text, and is a number"),
        ({"status": "open"}, "$.status", "must be one of active"),
        ({"email": "nobody"}, "$.email", "an e-mail address"),
        ({"url": "nowhere"}, "$.url", "a web address"),
        ({"last_modified": "2026-11-03"}, "$.last_modified", "a date and time"),
        ({"assured_date": "last week"}, "$.assured_date", "a date such as"),
        ({"name": "x" * 201}, "$.name", "has 201 characters"),
        ({"schedules": [{"id": ID, "opens_at": "noon"}]}, "$.schedules[0].opens_at", "a time such as"),
        ({"schedules": [{}]}, "$.schedules[0].id", "This is missing."),
        ({"cost_options": [{"id": ID, "amount": -1}]}, "$.cost_options[0].amount", "must lie between"),
    ],
)
def test_what_is_wrong_is_said_where(wrong: dict[str, Any], path: str, sentence: str) -> None:
    _, found = understood(GOOD | wrong)
    assert [one.path for one in found] == [path]
    assert sentence in found[0].sentence


def test_every_shape_of_document() -> None:
    runs = {
        "id": ID,
        "name": "A charity",
        "description": "",
        "services": [{"id": ID, "name": "x", "status": "active"}],
    }
    shapes = ([GOOD], {"contents": [GOOD]}, {"content": [GOOD]}, GOOD, runs)
    assert [len(list(items_of(shape))) for shape in shapes] == [1] * 5
    (item,) = items_of(runs)
    assert item.path == "$.services[0]"
    assert understood(item.value)[1] == []


@given(anything)
def test_reading_gives_what_was_written(value: Any) -> None:
    try:
        text = json.dumps(value, allow_nan=False)
    except ValueError:
        return
    assert load([text.encode()]) == json.loads(text)


def test_depth_and_size_have_ends() -> None:
    with pytest.raises(Unreadable, match="nested"):
        load([b'{"a":' * 41])
    with pytest.raises(Unreadable, match="larger than"):
        load((b" " * 1024 for _ in range(3)), most_bytes=2048)
    assert load([b'"' + b"[" * 100 + b'"']) == "[" * 100


def test_a_topic_has_a_schema_too() -> None:
    assert [one.path for one in faults({"id": ID, "name": "x"}, "taxonomy_term")] == ["$.description"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "mailto:a@example.org", "https://"]
)
def test_an_address_that_leads_to_no_page_is_refused(url: str) -> None:
    told, found = understood(GOOD | {"url": url})
    assert told is None
    assert [one.path for one in found] == ["$.url"]


def test_an_address_of_a_page_is_kept() -> None:
    told, _ = understood(GOOD | {"url": "HTTPS://example.org/a?b=c"})
    assert told is not None
    assert told["url"] == "HTTPS://example.org/a?b=c"


def test_an_organisations_identifier_need_be_no_page() -> None:
    told, _ = understood(GOOD | {"organization": GOOD["organization"] | {"uri": "urn:charity:1"}})
    assert told is not None
    assert told["provider"]["website"] == ""
