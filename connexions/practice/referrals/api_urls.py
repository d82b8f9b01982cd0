"""The addresses of the API, under their own name."""

from django.urls import include, path

from connexions.practice.referrals.api import addresses

urlpatterns = [path("", include((addresses(), "ninja"), namespace="api_v1"))]
