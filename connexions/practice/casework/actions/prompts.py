"""What a partnership says otherwise about the prompts for plans."""

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, prompting
from connexions.practice.casework.models import PlanPrompt

LABELS = {"is_on": "Asked", "says": "What it asks", "words": "Words it looks for", "number": "Limit"}


@transaction.atomic
def change(
    *, kind: str, is_on: bool, says: str, words: str, number: int | None, version: int, by: Actor
) -> PlanPrompt:
    """Say a prompt otherwise, or switch it off. Raises ``Conflict`` where somebody else changed it meanwhile."""
    permissions.check_may_edit_prompts(by)
    if kind not in prompting.shipped():
        raise NotPossible("There is no such prompt.")
    stored = PlanPrompt.objects.select_for_update().filter(partnership_id=by.partnership, kind=kind).first()
    stored = stored or PlanPrompt(partnership_id=by.partnership, kind=kind, version=0)
    typed = {"is_on": is_on, "says": says, "words": words, "number": number}
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    audit.record(event="casework.prompt.changed", by=by, about=f"prompt:{kind}", details={"on": is_on})
    return stored


@transaction.atomic
def reset(*, kind: str, by: Actor) -> None:
    """Go back to the prompt as it is shipped."""
    permissions.check_may_edit_prompts(by)
    PlanPrompt.objects.filter(partnership_id=by.partnership, kind=kind).delete()
    audit.record(event="casework.prompt.reset", by=by, about=f"prompt:{kind}")
