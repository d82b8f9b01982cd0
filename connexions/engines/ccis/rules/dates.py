"""Rules of the activity's dates: there where needed, readable, and in order."""

from __future__ import annotations

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.rules.registry import Found, rule
from connexions.engines.currency import birthday


@rule(202, "has_activities", "StartDate")
def _started(f: Facts) -> Found:
    return f.has_activities and f.started is None


@rule(203, "has_activities", "DateAscertained")
def _ascertained(f: Facts) -> Found:
    return f.has_activities and f.ascertained is None


@rule(1003, "has_activities", "DateVerified")
def _verified(f: Facts) -> Found:
    return f.has_activities and f.verified is None


@rule(237, "DateAscertained", "DateVerified")
def _ascertained_after_verified(f: Facts) -> Found:
    return f.ascertained is not None and f.verified is not None and f.ascertained > f.verified


@rule(242, "DateAscertained", "StartDate")
def _ascertained_before_start(f: Facts) -> Found:
    return f.ascertained is not None and f.started is not None and f.ascertained < f.started


@rule(256, "DateVerified", "StartDate")
def _verified_before_start(f: Facts) -> Found:
    return f.verified is not None and f.started is not None and f.verified < f.started


@rule(305, "DateVerified")
def _verified_after_period(f: Facts) -> Found:
    return f.verified is not None and f.verified > f.period_end


@rule(243, "ActivityCode", "DueToLapseDate")
def _lapse_missing(f: Facts) -> Found:
    return f.activity is not None and f.activity.lapses and f.get("DueToLapseDate") is None


@rule(244, "DueToLapseDate")
def _lapse_readable(f: Facts) -> Found:
    return f.lapses is None and f.get("DueToLapseDate") is not None


@rule(238, "DueToLapseDate", "PredictedEndDate")
def _lapse_after_end(f: Facts) -> Found:
    return f.lapses is not None and f.predicted_end is not None and f.lapses > f.predicted_end


@rule(231, "DueToLapseDate", "CurrencyLapsed")
def _lapsed_too_soon(f: Facts) -> Found:
    if f.lapses is not None and f.lapses > f.period_end and f.get("CurrencyLapsed") == "Y":
        return f.get("DueToLapseDate")
    return None


@rule(232, "DueToLapseDate", "CurrencyLapsed")
def _lapsed_not_said(f: Facts) -> Found:
    if f.lapses is not None and f.lapses < f.period_end and f.get("CurrencyLapsed") == "N":
        return f.get("DueToLapseDate")
    return None


@rule(258, "PredictedEndDate")
def _end_readable(f: Facts) -> Found:
    return f.predicted_end is None and f.get("PredictedEndDate") is not None


@rule(259, "ActivityCode", "PredictedEndDate")
def _end_missing(f: Facts) -> Found:
    return f.activity is not None and f.activity.needs_end_date and f.get("PredictedEndDate") is None


@rule(1007, "PredictedEndDate", "StartDate")
def _end_before_start(f: Facts) -> Found:
    return f.predicted_end is not None and f.started is not None and f.predicted_end < f.started


@rule(262, "ActivityCode", "ReviewDate")
def _review_missing(f: Facts) -> Found:
    return f.activity is not None and f.activity.needs_review_date and f.get("ReviewDate") is None


@rule(1004, "ReviewDate")
def _review_readable(f: Facts) -> Found:
    return f.review is None and f.get("ReviewDate") is not None


@rule(257, "ReviewDate", "PredictedEndDate")
def _review_after_end(f: Facts) -> Found:
    return f.review is not None and f.predicted_end is not None and f.review > f.predicted_end


@rule(1005, "NEETStartDate")
def _neet_since_readable(f: Facts) -> Found:
    return f.neet_since is None and f.get("NEETStartDate") is not None


@rule(225, "NEETStartDate", "StartDate")
def _neet_since_after_start(f: Facts) -> Found:
    return f.neet_since is not None and f.started is not None and f.neet_since > f.started


@rule(251)
def _neet_before_15(f: Facts) -> Found:
    return f.neet_since is not None and f.born is not None and f.neet_since < birthday(f.born, 15)
