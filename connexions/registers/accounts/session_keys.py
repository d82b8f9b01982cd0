"""Sessions made without the sign-in pages: for tests and for looking at pages of a demonstration."""

import time
from importlib import import_module

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts.models import Membership, User

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def open_for(user: User, *, membership: Membership | None = None, second_factor: bool = True) -> str:
    """The key of a new session of *user*, as though they had signed in."""
    if not (settings.DEMO or settings.TESTING):
        raise NotPossible("Sessions can be handed out in a demonstration only.")
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    methods = [{"method": "password", "at": time.time()}]
    if second_factor:
        methods.append({"method": "mfa", "type": "totp", "at": time.time()})
    store[AUTHENTICATION_METHODS_SESSION_KEY] = methods
    store[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    if membership is not None:
        store["membership"] = membership.pk
    store.save()
    return str(store.session_key)
