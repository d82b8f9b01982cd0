"""The desk's sections: what stands in the row beneath the bar, and who sees which."""

from typing import Any

from django.http import HttpRequest

SECTIONS: list[tuple[str, str, frozenset[str]]] = []


def desk(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs: who is acting, and the sections open to them."""
    return {"actor": getattr(request, "actor", None), "sections": []}
