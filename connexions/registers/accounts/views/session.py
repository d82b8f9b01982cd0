"""How long a session still lasts, and keeping it."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base.doors import SIGNED_IN, open_to, quiet


@quiet
@open_to(SIGNED_IN)
@require_GET
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """How many seconds are left. Asking does not extend them."""
    return _told(request)


@open_to(SIGNED_IN)
@require_POST
@never_cache
def extend(request: HttpRequest) -> JsonResponse:
    """Somebody is still there: the idle time begins anew."""
    request.session.save()
    return _told(request)


def _told(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"expires_in": request.session.get_expiry_age(), "csrf": get_token(request)})
