"""Identifiers sort by the time they were made and say that they are version 7."""

from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.ids import id_at, new_id

MOMENTS = st.integers(min_value=0, max_value=2**48 - 1)
NOISE = st.binary(min_size=10, max_size=10)


@given(MOMENTS, NOISE)
def test_an_id_is_a_version_7_uuid(moment: int, noise: bytes) -> None:
    made = id_at(moment, noise)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == moment


@given(MOMENTS, MOMENTS, NOISE, NOISE)
def test_ids_sort_by_time(one: int, other: int, noise: bytes, more: bytes) -> None:
    if one < other:
        assert id_at(one, noise) < id_at(other, more)


def test_fresh_ids_differ() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
