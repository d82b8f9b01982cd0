"""Every rule that one record can break, by number: a function from its facts to what is wrong.

A rule answers False or None when the record is in order, True when its field is at fault as it stands, or the
text that is at fault. Whether it is in force, how much it matters and what is said of it is data.
"""

from connexions.engines.ccis.rules import activity, codes, dates, guarantee, need, personal
from connexions.engines.ccis.rules.registry import RULES

__all__ = ["RULES", "activity", "codes", "dates", "guarantee", "need", "personal"]
