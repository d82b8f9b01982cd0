"""What somebody searched for, as it may stand in a log for ever."""

import hashlib
import hmac

from django.conf import settings


def hashed(word: str) -> str:
    """The keyed hash under which a searched word stands in the log."""
    key = settings.FIELD_KEY.encode()
    return hmac.new(key, b"people.search:" + word.encode(), hashlib.sha256).hexdigest()[:16]
