"""What tracking tells the rooms above it. Sent in the transaction in which it happens."""

from django.dispatch import Signal

# An activity was recorded: another than before; or what was recorded was put right. Sent with young_person, activity
# (what they do now; None where a correction left nothing that goes on), by, on.
activity_changed = Signal()
