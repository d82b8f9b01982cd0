"""What the casework tells the rooms above, in the past tense, inside the transaction in which it happened.

Each is sent with ``young_person`` (the ``YoungPerson`` as it is now), ``by`` (the ``Actor``) and ``on`` (the
day). A receiver that raises a refusal undoes the whole.
"""

from django.dispatch import Signal

handed_over = Signal()  # and before: the adviser's user id, or none; to: the adviser's user id
closed = Signal()
reopened = Signal()
