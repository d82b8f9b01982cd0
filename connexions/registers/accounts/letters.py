"""What our letters about signing in say. No subject says anything about anybody."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

Words = Callable[[Mapping[str, Any]], str]

IF_NOT_YOU = "If this was not you, change your password now and tell the administrator of your partnership."


def _reset(told: Mapping[str, Any]) -> str:
    return (
        "Somebody asked for a new password for your Connexions account. If it was you, open this link and"
        f" choose one:\n\n{told['password_reset_url']}\n\n"
        "The link works once, for three days. If it was not you, do nothing: your password stays as it is."
    )


def _confirm(told: Mapping[str, Any]) -> str:
    return (
        "Please confirm that this e-mail address is yours, for your Connexions account. Open this link:\n\n"
        f"{told['activate_url']}\n\nIf you have no such account, do nothing."
    )


def _changed(what: str) -> Words:
    def words(told: Mapping[str, Any]) -> str:
        when = timezone.localtime(told["timestamp"]).strftime("%d %B %Y at %H:%M").lstrip("0")
        return f"{what}\n\nWhen: {when}\nFrom: {told['ip']}\n\n{IF_NOT_YOU}"

    return words


NEWS = "Your Connexions account was changed"
LETTERS: dict[str, tuple[str, Words]] = {
    "account/email/password_reset_key": ("Choose a new password for Connexions", _reset),
    "account/email/email_confirmation": ("Confirm your e-mail address", _confirm),
    "account/email/email_confirmation_signup": ("Confirm your e-mail address", _confirm),
    "account/email/password_reset": (NEWS, _changed("Your password was set anew.")),
    "account/email/password_changed": (NEWS, _changed("Your password was changed.")),
    "account/email/password_set": (NEWS, _changed("A password was set.")),
    "account/email/email_changed": (NEWS, _changed("Your e-mail address was changed.")),
    "account/email/email_confirm": (NEWS, _changed("Your e-mail address was confirmed.")),
    "account/email/email_deleted": (NEWS, _changed("An e-mail address was removed.")),
    "mfa/email/totp_activated": (NEWS, _changed("An authenticator app was added.")),
    "mfa/email/totp_deactivated": (NEWS, _changed("Your authenticator app was removed.")),
    "mfa/email/webauthn_added": (NEWS, _changed("A passkey was added.")),
    "mfa/email/webauthn_removed": (NEWS, _changed("A passkey was removed.")),
    "mfa/email/recovery_codes_generated": (NEWS, _changed("New recovery codes were made.")),
    "socialaccount/email/account_connected": (
        NEWS,
        _changed("Your organisation's sign-in was joined to it."),
    ),
    "socialaccount/email/account_disconnected": (NEWS, _changed("Your organisation's sign-in was removed.")),
}


def written(kind: str, told: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and words of a letter."""
    subject, words = LETTERS[kind]
    return subject, words(told)


def invitation(*, name: str, partnership: str, link: str) -> tuple[str, str]:
    """The letter to somebody who is to join."""
    return "Your Connexions account", (
        f"Hello {name},\n\nYou have been given an account with Connexions {partnership}."
        f" Open this link to choose your password:\n\n{link}\n\nThe link works once, for seven days."
        " You will then set up a second way to show that it is you: an app on your phone, or a passkey."
    )


def code(*, digits: str) -> str:
    """The words of a sign-in code: the same for a text and an e-mail."""
    return (
        f"{digits} is your Connexions code. It works for 10 minutes. If you did not ask for it, ignore this."
    )


CODE_SUBJECT = "Your code"
NO_PASSWORD = (
    "Choose a new password for Connexions",
    "Somebody asked for a new password for this address. Your account has none: you sign in with a code,"
    " on the page for young people. If it was not you, do nothing.",
)
