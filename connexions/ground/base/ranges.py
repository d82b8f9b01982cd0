"""Stretches of days as PostgreSQL knows them, for what may not overlap."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class Days(models.Func):
    """From a day until the day before another."""

    function = "daterange"
    output_field = DateRangeField()
