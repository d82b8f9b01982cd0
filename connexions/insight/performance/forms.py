"""What is typed about targets."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from connexions.engines.stats import INDICATORS
from connexions.engines.stats.months import month_of, months_to
from connexions.ground.design import words
from connexions.ground.design.fields import Form
from connexions.insight.performance.actions.targets import Aim
from connexions.insight.performance.models import Target

BACK, AHEAD = 36, 48  # months that may be chosen, on either side of this one


class TargetForm(Form):
    """A figure, an area, its months and the per cent that it is to be."""

    indicator = forms.ChoiceField(
        label="Figure", choices=[(key, one.title) for key, one in INDICATORS.items()]
    )
    authority = forms.ChoiceField(label="Area", required=False)
    first = forms.ChoiceField(label="First month", help_text="A target is for the end of each month.")
    last = forms.ChoiceField(label="Last month", required=False)
    percent: Any = forms.DecimalField(
        label="Per cent", min_value=Decimal(0), max_value=Decimal(100), max_digits=5, decimal_places=2
    )

    def __init__(self, *args: Any, areas: Mapping[str, str], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [(f"{one:%Y-%m}", words.month(one)) for one in _choices(on, self.initial)]
        sorted_areas = sorted(areas.items(), key=lambda item: item[1])
        self.fields["authority"].choices = [("", "All together"), *sorted_areas]  # type: ignore[attr-defined]
        self.fields["first"].choices = months  # type: ignore[attr-defined]
        self.fields["last"].choices = [("", "Until it is changed"), *months]  # type: ignore[attr-defined]


def _choices(on: date, start: Mapping[str, Any]) -> list[date]:
    """The months to choose from, those of the target itself among them."""
    end = on + timedelta(days=31 * AHEAD)
    kept = {month_of(start[name]) for name in ("first", "last") if start.get(name)}
    return sorted({*months_to(end, BACK + AHEAD), *kept})


def aim(typed: dict[str, Any]) -> Aim:
    """What was typed, with the days from which and until which it holds."""
    return Aim(
        typed["indicator"],
        typed["authority"],
        month_of(typed["first"]).replace(day=1),
        month_of(typed["last"]) + timedelta(days=1) if typed["last"] else None,
        typed["percent"],
    )


def as_typed(target: Target) -> dict[str, Any]:
    """A target as its form begins."""
    last = target.until_on - timedelta(days=1) if target.until_on else None
    return {
        "indicator": target.indicator,
        "authority": target.authority,
        "first": f"{target.from_on:%Y-%m}",
        "last": f"{last:%Y-%m}" if last else "",
        "percent": target.percent,
    }
