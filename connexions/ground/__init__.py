"""Shared furniture: what every room above stands on."""
