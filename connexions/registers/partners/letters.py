"""What the post room tells the two sides: that something waits for them, never about whom or what.

No letter holds a word that anybody typed, save names of organisations, and no subject says more than that something
waits. Read it is behind signing in.
"""

from collections.abc import Iterable

from django.conf import settings

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.addresses import address
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.registers.partners.models import AgreementEdition, Dispute, DisputeStep

PURPOSE = "dispute"
REVIEW = "agreement review"
RAISED = "A dispute was raised. It is with you to answer or settle, by {due}."
ANSWERED = "A dispute was answered. Say by {due} whether that settles it, or take it a step up."
MOVED_UP = "A dispute has come a step up, to you. Please settle it by {due}."
OVERDUE = (
    "A dispute that is with you has waited since {due}. Unless it is answered it goes a step up by itself."
)
SETTLED = "A dispute was settled. What was decided can be read there."
WITHDRAWN = "A dispute was taken back: nothing more is asked of you."
TOLD = {"answer": ANSWERED, "move_up": MOVED_UP, "settle": SETTLED, "withdraw": WITHDRAWN}


def tell(dispute: Dispute, step: DisputeStep, words: str) -> None:
    """Write to whom the step names on both sides, as far as their addresses were agreed."""
    due = f"{step.due_on.day} {step.due_on:%B %Y}" if step.due_on else "then"
    said = f"{words.format(due=due)}\n\n{_link('partners:dispute', dispute)}"
    _post("A dispute", said, PURPOSE, {step.ours_email, step.theirs_email}, dispute.partnership_id)


def remind_of_review(edition: AgreementEdition, to: Iterable[str]) -> None:
    """Write to whoever looks after an agreement that its review is due."""
    assert edition.review_on is not None
    due = f"{edition.review_on.day} {edition.review_on:%B %Y}"
    said = (
        f"The agreement with {edition.organisation.name} is to be reviewed by {due}."
        f"\n\n{_link('partners:edition', edition)}"
    )
    _post("An agreement to review", said, REVIEW, set(to), edition.partnership_id)


def _link(page: str, thing: Dispute | AgreementEdition) -> str:
    return f"Sign in to read it: {settings.PUBLIC_URL}{address(page, thing.pk)}"


def _post(subject: str, words: str, purpose: str, to: set[str], partnership: int) -> None:
    """As the system: a partner's worker reaches no post room. Where no way out is open nothing is sent; the page says
    what waits all the same."""
    by = system("Agreements and disputes", partnership=partnership)
    with tenancy.acting(by):
        for each in sorted(to - {""}):
            try:
                post.send_email(to=each, subject=subject, words=words, purpose=purpose, by=by)
            except NotPossible:
                return
