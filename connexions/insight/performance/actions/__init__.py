"""The only hand that writes in performance."""
