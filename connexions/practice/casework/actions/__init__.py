"""The only hand that writes the casework."""
