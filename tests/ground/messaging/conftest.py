"""GOV.UK Notify on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ground.messaging.standin import Notify, settings_for, standing


@pytest.fixture
def notify(settings: Any) -> Iterator[Notify]:
    with standing() as found:
        settings.NOTIFY = settings_for(found)
        yield found
    assert found.faults == [], "the stand-in answered otherwise than the published schemas"
