"""What sharing tells the rooms above, in the past tense, inside the transaction in which it happened.

A receiver that raises a refusal undoes the whole.
"""

from django.dispatch import Signal

# Sender: Consent. With consent (as it is now), at (the moment) and by (the Actor).
withdrawn = Signal()
