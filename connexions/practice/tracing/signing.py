"""The secret of a link to say what somebody does: the service can work it out again, and keeps it nowhere."""

from uuid import UUID

from connexions.registers.accounts.by_link import signed_secret


def secret_of(link_id: UUID) -> str:
    """What stands in the address of a link."""
    return signed_secret("status link", link_id)
