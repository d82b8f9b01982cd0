"""What both sides call a referral where no name may stand. Pure, but for chance."""

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none is taken for another when read out


def new_ref() -> str:
    """What both sides call a referral: it says nothing of anybody."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
