"""A save whose session has ended: what was typed is kept for the person whose form it was."""

from django.http import HttpRequest

from connexions.ground.base import clock, drafts, tenancy
from connexions.registers.accounts import actors
from connexions.registers.accounts.models import Membership

LONGEST = 12 * 3600  # seconds for which a page left open may still be sent


def keep(request: HttpRequest) -> None:
    """Keep a form's fields as its owner's draft, where the page carried a signed note of whose it is."""
    token = request.POST.get(drafts.OWNER_FIELD) if request.method == "POST" else None
    told = drafts.read_owner_token(token, max_age=LONGEST) if token else None
    if told is None:
        return
    held = Membership.objects.select_related("user", "partnership")
    membership = held.filter(pk=told["membership"], user_id=told["owner"]).first()
    if membership is None:
        return
    actor = actors.actor_for(membership, membership.user)
    typed = {name: request.POST.getlist(name) for name in request.POST}
    with tenancy.acting(actor):
        drafts.keep(form=told["form"], typed=typed, at=clock.now(), by=actor)
