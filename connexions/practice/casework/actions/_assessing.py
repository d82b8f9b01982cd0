"""What the actions upon an assessment share: holding it, and remembering at which meeting it was worked on."""

from datetime import date

from connexions.ground.base.acting import Actor
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import Assessment, AssessmentForm, Sitting


def locked(assessment: Assessment) -> Assessment:
    """The assessment as it is now, held until the transaction ends."""
    return Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)


def state(assessment: Assessment) -> str:
    """Where it stands in its machine."""
    return "open" if assessment.finished_at is None else "finished"


def touch(stored: Assessment, factor: int, on: date | None, by: Actor) -> None:
    """Remember at which meeting a factor was spoken of; a day without a meeting yet becomes one."""
    if on is None or on < stored.started_on:
        sitting = Sitting.objects.filter(assessment=stored).order_by("-held_on").first()
    else:
        sitting = sitting_on(stored, on, by, with_young_person=stored.with_young_person)
    if sitting is not None and factor not in sitting.factors:
        sitting.factors = sorted({*sitting.factors, factor})
        sitting.save(update_fields=["factors"])


def sitting_on(assessment: Assessment, on: date, by: Actor, *, with_young_person: bool) -> Sitting:
    """The meeting of that day, written down if it was not yet."""
    found, _ = Sitting.objects.get_or_create(
        assessment=assessment,
        held_on=on,
        defaults={
            "partnership_id": assessment.partnership_id,
            "young_person_id": assessment.young_person_id,
            "with_young_person": with_young_person,
            "recorded_by_id": hand(by),
        },
    )
    return found


def state_of(form: AssessmentForm) -> str:
    """Where a form stands in its machine."""
    return "draft" if form.published_at is None else "published"
