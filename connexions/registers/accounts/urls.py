"""Addresses of signing in and of the people who may."""

from django.urls import path

from connexions.registers.accounts.views import session

app_name = "accounts"
urlpatterns = [
    path("session/", session.session, name="session"),
    path("session/extend/", session.extend, name="extend"),
]
