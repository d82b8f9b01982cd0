import pytest

from tests.architecture.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()
