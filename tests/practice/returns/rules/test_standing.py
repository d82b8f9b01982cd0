"""What an activity counts as in the headline figures."""

from __future__ import annotations

import pytest

from connexions.engines.ccis import specification
from connexions.practice.returns.rules.standing import Standing, standing


@pytest.mark.parametrize(
    ("code", "lapsed", "counted"),
    [
        ("110", False, Standing.COMPULSORY),
        ("210", False, Standing.PARTICIPATING),
        ("210", True, Standing.NOT_KNOWN),
        ("250", False, Standing.PARTICIPATING),
        ("260", False, Standing.OTHER),  # a gap year
        ("310", False, Standing.PARTICIPATING),
        ("330", False, Standing.OTHER),
        ("330", True, Standing.NOT_KNOWN),
        ("530", False, Standing.OTHER),  # re-engagement
        ("550", False, Standing.PARTICIPATING),
        ("540", False, Standing.NEET),
        ("619", True, Standing.NEET),  # NEET does not lapse
        ("710", False, Standing.EXCLUDED),
        ("710", True, Standing.EXCLUDED),
        ("810", False, Standing.NOT_KNOWN),
        ("830", True, Standing.NOT_KNOWN),
        ("999", False, Standing.NOT_KNOWN),
    ],
)
def test_standing(code: str, lapsed: bool, counted: Standing) -> None:
    assert standing(code, lapsed=lapsed, spec=specification(2025)) is counted
