"""What rooms above may want to know of young people."""

from django.dispatch import Signal

# Somebody's record was restricted: what is out of the house about them is to come back. Given: at, by.
restricted = Signal()
