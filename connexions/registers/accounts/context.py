"""What the pages of signing in need beside what allauth gives them."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from connexions.registers.accounts import demo


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """For ``TEMPLATES``: a demonstration's code, asked for only where shown; the other sign-in's name."""
    return {"demo_code": partial(demo.code_for_page, request), "oidc_name": settings.OIDC_NAME}
