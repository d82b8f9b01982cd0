"""What the prompts for plans ask at a partnership."""

from dataclasses import replace

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.practice.casework.models import PlanPrompt
from connexions.practice.casework.prompting import shipped
from connexions.practice.casework.prompts import Prompt

_own: Kept[PlanPrompt] = Kept(lambda one: PlanPrompt.objects.filter(partnership_id=one), takes=(int,))


def own(*, by: Actor) -> dict[str, PlanPrompt]:
    """What the partnership says otherwise, by kind."""
    return {one.kind: one for one in _own.ask(by.partnership)}


def prompts(*, by: Actor) -> dict[str, Prompt]:
    """Every prompt as it is here, those that are switched off too."""
    changed = own(by=by)
    return {kind: as_here(one, changed.get(kind)) for kind, one in shipped().items()}


def as_here(one: Prompt, changed: PlanPrompt | None) -> Prompt:
    """A prompt as shipped, with what the partnership says otherwise."""
    if changed is None:
        return one
    words = tuple(filter(None, (line.strip() for line in changed.words.splitlines())))
    return replace(one, says=changed.says, words=words, number=changed.number, is_on=changed.is_on)
