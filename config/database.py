"""The one database, and the two roles that meet it.

The application signs in as a role that owns nothing and cannot bypass row-level security; only migrations and
reference data sign in as the owner. ``CONNEXIONS_DATABASE_ROLE`` chooses: ``app`` (the default) or ``owner``.
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

APP, OWNER = "app", "owner"


def from_url(url: str) -> dict[str, Any]:
    """Django's settings for a ``postgresql://`` address; a socket folder is given as ``?host=/folder``."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql://. Connexions runs on PostgreSQL only.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def role() -> str:
    """Which of the two roles this process signs in as."""
    chosen = os.environ.get("CONNEXIONS_DATABASE_ROLE", APP)
    if chosen not in (APP, OWNER):
        raise ValueError(f"CONNEXIONS_DATABASE_ROLE is {chosen!r}; it must be 'app' or 'owner'.")
    return chosen


def url_for(chosen: str) -> str:
    """The address for a role, from the environment."""
    name = "DATABASE_OWNER_URL" if chosen == OWNER else "DATABASE_URL"
    return os.environ.get(name) or os.environ.get("DATABASE_URL") or "postgresql:///connexions"


def settings_for(chosen: str, *, pooled: bool) -> dict[str, Any]:
    """The ``default`` entry of ``DATABASES``."""
    database = from_url(url_for(chosen))
    database["OPTIONS"]["application_name"] = f"connexions-{chosen}"
    if chosen == APP:
        # Only what asks for it is prepared (``base.kept``). A pooler between must know prepared statements.
        database["OPTIONS"]["prepare_threshold"] = 0
    if pooled and chosen == APP:
        database["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 20, "timeout": 20}
    return database


def app_role() -> str:
    """The name of the role that the application signs in as: the one to which tables are granted."""
    return from_url(url_for(APP))["USER"] or "connexions_app"
