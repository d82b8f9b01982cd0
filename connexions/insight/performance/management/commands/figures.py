"""Prints the figures of a month, one line for each area and indicator."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from connexions.engines.stats.months import month_of, months_to
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.insight.performance import reference
from connexions.insight.performance.presenters import files
from connexions.insight.performance.queries import figures
from connexions.registers.partners.models import Partnership


class Command(BaseCommand):
    help = (
        "Print the figures of a month: level,area_code,indicator,numerator,denominator,rate. Rates are per hundred; "
        "February adds the winter’s averages, whose numbers are people in each of three months."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, help="a month that has ended: 2026-02")
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--partnership", help="one partnership, by its short name; all otherwise")
        parser.add_argument("--suppress", action="store_true", help="leave small numbers out, for publishing")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            month = month_of(options["month"])
        except ValueError as wrong:
            raise CommandError(str(wrong)) from None
        if month > months_to(clock.today(), 2)[0]:
            raise CommandError(f"{options['month']} has not ended yet: figures stand at a month end.")
        threshold = reference.threshold() if options["suppress"] else 1
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(files.HEADS)
        for partnership in _partnerships(options["partnership"]):
            by = system("Figures", partnership=partnership.pk)
            with tenancy.acting(by, read_only=True):
                found = figures.of_month(month=month, by=by)
            writer.writerows(files.lines(found, partnership=partnership.slug, threshold=threshold))


def _partnerships(slug: str | None) -> list[Partnership]:
    every = Partnership.objects.exclude(pk=NATIONAL_UNIT).order_by("slug")
    if slug is None:
        return list(every)
    found = list(every.filter(slug=slug))
    if not found:
        raise CommandError(
            f"There is no partnership called {slug}. There are: {', '.join(one.slug for one in every)}."
        )
    return found
