"""What tracking tells the rooms above it. Sent in the transaction in which it happens."""

from django.dispatch import Signal

# An activity was recorded: another than before. Sent with young_person, activity, by, on.
activity_changed = Signal()
