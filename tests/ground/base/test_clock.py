"""The time, which only a product that is being tested may move."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from connexions.ground.base import clock


def test_a_tested_product_can_be_put_ahead_and_back(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.TESTING = tmp_path, True
    clock.move(days=40)
    assert timedelta(days=39) < clock.now() - timezone.now() <= timedelta(days=40)
    assert clock.today() == timezone.localdate(timezone.now() + timedelta(days=40))
    clock.move(days=0)
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_no_other_product_reads_or_moves_it(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.TESTING = tmp_path, False
    (tmp_path / clock.FILE).write_text(str(40 * 24 * 60))
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
    with pytest.raises(RuntimeError, match="only in a product that is being tested"):
        clock.move(days=1)
    with pytest.raises(CommandError, match="only in a product that is being tested"):
        call_command("move_clock", "1")


def test_what_stands_in_the_file_by_accident_moves_nothing(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.TESTING = tmp_path, True
    (tmp_path / clock.FILE).write_text("soon")
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
