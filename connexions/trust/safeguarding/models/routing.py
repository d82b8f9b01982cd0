from datetime import time
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from connexions.ground.base.models import Identified, Tenanted, Versioned
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Team
from connexions.trust.safeguarding.models.concern import Kind
from connexions.trust.safeguarding.rules.routing import When


def office_days() -> list[int]:
    """Monday to Friday."""
    return [0, 1, 2, 3, 4]


class SafeguardingRules(Identified, Tenanted, Versioned):
    """What a partnership has settled about safeguarding: hours, minutes, months. Edited, not coded."""

    day_from = models.TimeField(default=time(8, 30))
    day_until = models.TimeField(default=time(17, 30))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=office_days)
    minutes = models.PositiveSmallIntegerField(
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
        help_text="Within which a concern is taken on, where no rule fits.",
    )
    risk_months = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    risk_review_days = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    visitor_minutes = models.PositiveSmallIntegerField(default=0)
    buddy_minutes = models.PositiveSmallIntegerField(default=15)
    manager_minutes = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="one_set_of_safeguarding_rules"),
            models.CheckConstraint(
                condition=models.Q(day_until__gt=models.F("day_from")), name="office_day_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(buddy_minutes__gte=models.F("visitor_minutes"))
                & models.Q(manager_minutes__gte=models.F("buddy_minutes")),
                name="visitor_then_buddy_then_manager",
            ),
        ]


class RoutingRule(Identified, Tenanted, Versioned):
    """To whom concerns of a kind, about a team's young people, by day or night are given, step by step."""

    class Hours(models.TextChoices):
        ALWAYS = When.ALWAYS.value, "Day and night"
        DAY = When.DAY.value, "In office hours"
        NIGHT = When.NIGHT.value, "Out of hours"

    kind = models.CharField(max_length=16, choices=Kind.choices, blank=True)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    when = models.CharField(max_length=6, choices=Hours.choices, default=Hours.ALWAYS)
    steps: Any = models.JSONField(help_text="Whom, and for how many minutes: [{to, minutes}].")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "team", "when"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="one_rule_for_each_case",
            ),
        ]


class Lead(Identified, Tenanted, Versioned):
    """A designated safeguarding lead, from a day until a day: every concern is open to them."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "user"], name="safeguarding_leads")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="lead_ends_after_beginning",
            ),
            models.UniqueConstraint(
                fields=["partnership", "user"], condition=models.Q(until_on=None), name="lead_once"
            ),
        ]


class Moments(models.Func):
    """From a moment until another."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class RotaTurn(Identified, Tenanted, Versioned):
    """Somebody's turn on the out-of-hours rota, from a moment until another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "until_at"], name="rota_turns")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="turn_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="nobody_twice_on_duty",
                expressions=[
                    ("partnership", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (Moments("from_at", "until_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
