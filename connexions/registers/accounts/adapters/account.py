"""Signing in by password: who may join, what is said and where one lands."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff are invited, young people are introduced by their adviser."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not go together.",
        "incorrect_code": "That code is not right. Check it and try again.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say only what was written for our pages: allauth's own notices of the obvious are left out."""
        if kwargs.get("message"):
            super().add_message(request, level, *args, **kwargs)
