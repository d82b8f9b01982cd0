"""How a sign-in code stands."""

from datetime import datetime
from uuid import UUID

from connexions.registers.accounts import rules
from connexions.registers.accounts.models import SignInCode


def tries_left(*, code_id: UUID, at: datetime) -> int:
    """How often a code may still be tried; none when it is used or too old."""
    code = SignInCode.objects.filter(pk=code_id, used_at=None, good_until__gt=at).first()
    return max(rules.CODE_TRIES - code.tries, 0) if code else 0
