"""CCIS: the statutory return, its XML read and written as streams, and every rule it must keep.

extract = read(stream)                      # raises FileRefused with a sentence and a line
spec = specification(extract.header.year)   # code tables and rules of that academic year
checker = RecordChecker(extract.header, spec)
for record in extract:
    faults = checker.faults(record)

survey = Survey(stream)                     # raises nothing: the file's own faults are among its findings
for finding in survey:
    …
"""

from connexions.engines.ccis.checking import FileChecker, RecordChecker, check
from connexions.engines.ccis.faults import Fault
from connexions.engines.ccis.reading import Extract, read
from connexions.engines.ccis.record import Header, Record, as_date
from connexions.engines.ccis.refusals import FileRefused, Refusal
from connexions.engines.ccis.specification import Specification, requirement_year, specification
from connexions.engines.ccis.surveying import Finding, Survey
from connexions.engines.ccis.writing import write

__all__ = [
    "Extract",
    "Fault",
    "FileChecker",
    "FileRefused",
    "Finding",
    "Header",
    "Record",
    "RecordChecker",
    "Refusal",
    "Specification",
    "Survey",
    "as_date",
    "check",
    "read",
    "requirement_year",
    "specification",
    "write",
]
