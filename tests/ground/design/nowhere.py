"""No address at all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
