"""The floor of every page: the same frame, middleware and signed-in reader, and nothing in it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import handler429
from config.urls import urlpatterns as of_the_product
from connexions.ground.base.doors import SIGNED_IN, open_to

WORDS = """
{% extends "design/desk.html" %}
{% block title %}Bare{% endblock %}
{% block content %}<h1>Bare</h1>{% endblock %}
"""


@cache
def _template() -> Any:
    return engines["jinja2"].from_string(WORDS)


@open_to(SIGNED_IN)
def bare(request: HttpRequest) -> HttpResponse:
    """A page of the desk with only a heading."""
    return HttpResponse(_template().render({}, request))


urlpatterns = [path("bench/bare/", bare), *of_the_product]
__all__ = ["handler429", "urlpatterns"]
