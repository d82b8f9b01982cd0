"""What PostgreSQL refuses of spells and their days, as sentences."""

from django.db import IntegrityError, transaction

from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracking.models import Activity

# By the name of the constraint.
REFUSED = {
    "activity_spells_apart": (
        "They did something else on those days already: look at “So far”, and put that right first."
    ),
    "one_current_activity": (
        "Somebody else has recorded what they do since you opened the page: look again first."
    ),
    "activity_ends_after_it_begins": "This ends before it begins: look at the two dates again.",
    "activity_verified_once_it_began": "This was verified before it began: look at the dates again.",
    "activity_course_ends_after_it_begins": "The course ends before it begins: look at the two dates again.",
    "activity_neet_began_before": "They were out of everything before this began, not after: look again.",
}


def keep_apart(activity: Activity) -> None:
    """Save a new spell. PostgreSQL refuses one that overlaps with another of theirs; so says a sentence."""
    try:
        with transaction.atomic():
            activity.save(force_insert=True)
    except IntegrityError as problem:
        raise NotPossible(refusal_of(problem)) from None


def refusal_of(problem: IntegrityError) -> str:
    """What PostgreSQL refused, in a sentence; another mistake than one of dates is raised again."""
    for name, sentence in REFUSED.items():
        if name in str(problem):
            return sentence
    raise problem
