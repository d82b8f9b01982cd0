"""What feeds tell the rooms above them. Sent in the transaction in which an extract is applied."""

from django.dispatch import Signal

# An extract gave young people of ours to an authority that is not. Sent with moved (their ids, each with the
# authority), on (the day up to which the extract speaks), by.
given_away = Signal()
