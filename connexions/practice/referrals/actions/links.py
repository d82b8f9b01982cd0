"""Links by which a service without accounts answers: made, opened with a code, used once, taken back."""

from datetime import datetime, timedelta

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.referrals.actions._noting import note_link
from connexions.practice.referrals.models import AnswerLink, Referral
from connexions.practice.referrals.queries.links import why_closed
from connexions.practice.referrals.queries.times import rules_of
from connexions.practice.referrals.rules import links as rules
from connexions.practice.referrals.rules import moves
from connexions.registers.accounts.by_link import count_wrong, hash_of, new_secret, token_of

State = AnswerLink.State


@transaction.atomic
def make(*, referral: Referral, code: str = "", at: datetime, by: Actor) -> tuple[AnswerLink, str]:
    """A link to answer a referral; returns it with the token that stands in its address, once.

    What was open before is taken back. Without a *code* the one that was told before still opens it.
    """
    if referral.state not in moves.WITH_SERVICE:
        raise NotPossible(
            moves.REFERRAL.refusals.get((referral.state, "accept"), "There is nothing to answer.")
        )
    before = AnswerLink.objects.filter(referral=referral).order_by("-made_at", "-id").first()
    AnswerLink.objects.filter(referral=referral, state=State.OPEN).update(state=State.WITHDRAWN)
    secret = new_secret()
    made = AnswerLink(
        partnership_id=referral.partnership_id,
        referral=referral,
        secret_hash=hash_of(secret),
        code_hash=rules.code_hash(code, of=str(referral.pk)) if code or before is None else before.code_hash,
        made_at=at,
        good_until=at + timedelta(days=rules_of(by=by).link_days),
    )
    made.save(force_insert=True)
    note_link("referrals.link.made", referral, by)
    return made, token_of(referral.partnership_id, secret)


@transaction.atomic
def unlock(*, link: AnswerLink, code: str, at: datetime, by: Actor) -> bool:
    """Whether *code* opens the link. Every wrong one counts; after five it is closed for good.

    Raises ``NotPossible`` for a link that is closed already.
    """
    stored = AnswerLink.objects.select_for_update(of=("self",)).select_related("referral").get(pk=link.pk)
    closed = why_closed(stored, at)
    if closed:
        raise NotPossible(closed)
    if rules.is_code(code, of=str(stored.referral_id), kept=stored.code_hash):
        stored.opened_at = at
        stored.save(update_fields=["opened_at"])
        note_link("referrals.link.opened", stored.referral, by)
        return True
    count_wrong(stored)
    note_link("referrals.link.wrong_code", stored.referral, by)
    return False


@transaction.atomic
def use(*, link: AnswerLink, at: datetime, by: Actor) -> AnswerLink:
    """It has taken its answer: it opens nothing any more. Raises ``NotPossible`` where somebody was quicker."""
    stored = AnswerLink.objects.select_for_update().get(pk=link.pk)
    closed = why_closed(stored, at)
    if closed:
        raise NotPossible(closed)
    stored.state, stored.used_at = State.USED, at
    stored.save(update_fields=["state", "used_at"])
    return stored


def take_back(*, referral: Referral, by: Actor) -> int:
    """Close every link of a referral that is open still."""
    open_ones = AnswerLink.objects.filter(referral=referral, state=State.OPEN)
    return open_ones.update(state=State.WITHDRAWN)
