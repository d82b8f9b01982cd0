"""The few names that the frame looks for, so that it can be drawn without the rooms that have them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """A page that says nothing."""
    return HttpResponse()


people = ([path("search/", nothing, name="search")], "people")
urlpatterns = [
    path("accounts/login/", nothing, name="account_login"),
    path("accounts/logout/", nothing, name="account_logout"),
    path("", include(people)),
]
