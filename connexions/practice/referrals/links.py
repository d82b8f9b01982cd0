"""Where a one-time link leads: its address holds a secret and names nobody."""

from django.conf import settings

from connexions.ground.base.addresses import address


def where(token: str) -> str:
    """The address that goes into an e-mail. In a product whose public address is not set it has no host."""
    return f"{settings.PUBLIC_URL}{address('referrals:by_link', token)}"
