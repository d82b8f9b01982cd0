"""Engines: pure Python that knows the field: no Django, no clock, no network."""
