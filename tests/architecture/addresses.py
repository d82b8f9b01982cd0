"""The addresses that the permission matrix walks."""

from config.reference.addresses import Address, addresses, matrix

# Addresses that need what cannot be made without the sign-in itself; they have tests of their own.
BY_TOKEN = {"accounts:welcome"}

__all__ = ["BY_TOKEN", "Address", "addresses", "matrix"]
