"""The only hand that writes what young people do."""
