"""From the national grid to the map and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.grid import to_degrees, to_grid


@pytest.mark.parametrize(
    ("metres", "degrees"),
    [
        # Ordnance Survey's worked point near Caister, by its exact transformation.
        ((651409.903, 313177.270), (52.657977, 1.716038)),
        ((530000.0, 180000.0), (51.503990, -0.128388)),
    ],
)
def test_known_points(metres: tuple[float, float], degrees: tuple[float, float]) -> None:
    assert to_degrees(*metres) == pytest.approx(degrees, abs=0.0001)
    assert to_grid(*degrees) == pytest.approx(metres, abs=10)


@given(st.floats(180_000, 650_000), st.floats(20_000, 960_000))
def test_there_and_back(easting: float, northing: float) -> None:
    assert to_grid(*to_degrees(easting, northing)) == pytest.approx((easting, northing), abs=0.05)


def test_elsewhere_has_no_place_on_it() -> None:
    assert to_grid(48.8566, 2.3522) is None
