from django.db import models

from connexions.ground.base.models import Tenanted


class NumberBook(Tenanted):
    """From which numbers a partnership's young people get theirs: the department's number of its database, and
    the last that was given. A number that was given is never given again."""

    id = models.BigAutoField(primary_key=True)
    database_id = models.CharField(max_length=3)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_number_book")]
