"""What tests of restricted records begin with."""

import pytest

from tests.factories import (
    make_contact_point,
    make_residence,
)
from tests.factories.restricted import Scene


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


@pytest.fixture
def living(scene: Scene) -> Scene:
    make_residence(scene.jay, line_1="12 Harbour Row")
    make_contact_point(scene.jay, "+447700900123", note="After four")
    return scene
