"""Stats: what the figures are, each defined once: rates, averages, suppression, fifths, and why one changed."""

from connexions.engines.stats.adjusted import Adjustment, adjusted_neet
from connexions.engines.stats.change import Change, Part, Share, change, part_of
from connexions.engines.stats.guarantee import guarantee_offer, load_offers
from connexions.engines.stats.indicators import INDICATORS, Indicator
from connexions.engines.stats.presence import AGES, Life, Outside, Spell, at
from connexions.engines.stats.published import Fifths, fifths, published, published_for
from connexions.engines.stats.rates import Rate, average, rounded
from connexions.engines.stats.standings import (
    NOTHING,
    Doing,
    Standing,
    by_standing,
    load_meanings,
    meanings_from,
    standing,
)
from connexions.engines.stats.suppression import columns_left_out, given_away, left_out, with_totals

__all__ = [
    "AGES",
    "INDICATORS",
    "NOTHING",
    "Adjustment",
    "Change",
    "Doing",
    "Fifths",
    "Indicator",
    "Life",
    "Outside",
    "Part",
    "Rate",
    "Share",
    "Spell",
    "Standing",
    "adjusted_neet",
    "at",
    "average",
    "by_standing",
    "change",
    "columns_left_out",
    "fifths",
    "given_away",
    "guarantee_offer",
    "left_out",
    "load_meanings",
    "load_offers",
    "meanings_from",
    "part_of",
    "published",
    "published_for",
    "rounded",
    "standing",
    "with_totals",
]
