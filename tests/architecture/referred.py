"""A referral with everything on it, in the small world in which every address is walked."""

import json
from datetime import timedelta
from typing import Any

from connexions.ground.base import clock
from connexions.ground.base.ids import new_id
from connexions.practice.referrals.models import (
    AnswerLink,
    HandOver,
    Parcel,
    Place,
    Referral,
    ReferralMove,
    Token,
    Why,
    Word,
)
from connexions.registers.accounts.by_link import hash_of
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Organisation
from tests.architecture.agreement import SECRET


def plant_referrals(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """A referral that waits on a list, told under a leave that nobody has, with a message, a link and a key."""
    here, now = {"partnership_id": about["partnership_id"]}, clock.now()
    organisation = Organisation.objects.create(**here, name="Plantedservice", kind="")
    later = now + timedelta(days=9)
    referral = Referral.objects.create(
        **about,
        together=new_id(),
        ref="PLAN-TEDR",
        organisation=organisation,
        service_id=new_id(),
        service_name="Plantedservice",
        groups=["who.name"],
        purpose="support",
        state="waiting",
        made_by=adviser,
        made_at=now,
        sent_at=now,
        due_on=later.date(),
    )
    of = {**about, "referral": referral}
    Why(**of, words="Plantedreferral").save(force_insert=True)
    said = {"by": adviser, "by_name": adviser.name}
    ReferralMove(
        **of,
        **said,
        move="ask",
        before="sent",
        after="more_wanted",
        side="theirs",
        words="Plantedask",
        at=now,
        way="page",
    ).save(force_insert=True)
    Parcel(
        **of,
        sending=1,
        group="why",
        told=json.dumps([("Why", "Plantedreferral")]),
        under=new_id(),
        sent_at=now,
    ).save(force_insert=True)
    Word(**of, **said, side="ours", words="Plantedmessage", at=now).save(force_insert=True)
    Place.objects.create(**of, position=2, expected_on=later.date(), put_at=now)
    hand_over = HandOver.objects.create(
        **of, kind="call", at=later, where="Plantedwhere", side="ours", named_by=adviser.name
    )
    AnswerLink.objects.create(
        **here,
        referral=referral,
        secret_hash=hash_of(f"{SECRET}r"),
        code_hash="x",
        made_at=now,
        good_until=later,
    )
    token = Token.objects.create(
        **here,
        organisation=organisation,
        name="Planted system",
        secret_hash=hash_of(f"{SECRET}t"),
        scopes=["referrals:read"],
        made_by=adviser,
        made_at=now,
        good_until=later,
    )
    return {
        "referral_id": referral.pk,
        "hand_over_id": hand_over.pk,
        "token_id": token.pk,
        "reference": referral.ref,
    }
