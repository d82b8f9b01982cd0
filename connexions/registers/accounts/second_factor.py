"""Whether somebody has shown a second factor in this session."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from connexions.registers.accounts.models import User

OIDC_SECOND_FACTOR = "oidc_second_factor"  # set in the session where the provider says that it asked for one

# What a member of staff may open without a second factor: the pages to set one up, and the way out.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_logout",
        "accounts:session",
        "accounts:extend",
    }
)


def shown(request: HttpRequest, user: User) -> bool:
    """Whether *user* gave a code, a passkey or a recovery code, or their organisation asked them for one."""
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records) or by_organisation(request, user)


def by_organisation(request: HttpRequest, user: User) -> bool:
    """Whether *user* came through their organisation's sign-in, and it asked for more than a password."""
    records = get_authentication_records(request, user)
    came = any(record.get("method") == "socialaccount" for record in records)
    return came and bool(request.session.get(OIDC_SECOND_FACTOR))
