"""Files that were sent, kept until applied or a week old. They hold everything about people: mode 0600."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from connexions.practice.feeds.models import Delivery

KEPT = timedelta(days=7)


def path_of(delivery: Delivery) -> Path:
    """Where the file of a delivery lies."""
    return _folder() / f"{delivery.partnership_id}-{delivery.pk}.xml"


def keep(upload: UploadedFile[Any], delivery: Delivery) -> None:
    """Keep an uploaded file without ever holding the whole of it in memory."""
    path = path_of(delivery)
    temporary = getattr(upload, "temporary_file_path", None)
    if temporary is not None:
        shutil.move(temporary(), path)
        path.chmod(0o600)
        return
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)


def is_kept(delivery: Delivery) -> bool:
    """Whether the file is still here."""
    return path_of(delivery).exists()


def forget(delivery: Delivery) -> None:
    """Remove the file."""
    path_of(delivery).unlink(missing_ok=True)


def forget_old(at: datetime) -> int:
    """Remove files that nobody applied within a week; returns how many."""
    old = [path for path in _folder().glob("*.xml") if path.stat().st_mtime < (at - KEPT).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    folder: Path = settings.VAR / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
