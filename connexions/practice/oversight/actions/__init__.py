"""The only hand that writes in oversight."""
