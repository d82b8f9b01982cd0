"""What journeys through a night and a day share."""

from collections.abc import Iterator

import pytest

from tests.journeys.product import Product, running


@pytest.fixture(scope="package")
def night() -> Iterator[Product]:
    """A product of its own, whose time can be moved without anybody else noticing."""
    with running(called="night") as product:
        yield product
