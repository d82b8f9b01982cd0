"""Who works for a partner organisation: see, invite, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.accounts.actions import staff as act
from connexions.registers.accounts.actions import workers as ending
from connexions.registers.accounts.forms.worker import WorkerForm
from connexions.registers.accounts.queries import workers
from connexions.registers.partners.models import Organisation
from connexions.registers.partners.queries import agreements, organisations

INVITERS = frozenset({Role.ADMINISTRATOR, Role.PARTNERSHIP_MANAGER})


@open_to(INVITERS)
def whole(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Who works there and may sign in; invite somebody."""
    by, on = actor(request), clock.today()
    organisation = organisations.organisation(organisation_id, by=by)
    agreed = agreements.in_force(organisation=organisation, on=on, by=by) is not None
    form, status = WorkerForm(request.POST or None, agreed=agreed), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _invite(request, organisation, form)
                return redirect("accounts:workers", organisation_id)
            except NotPossible as problem:
                form.add_error(None, problem.sentence)
                status = 409
    told = {
        "organisation": organisation,
        "workers": list(workers.workers(organisation, on=on, by=by)),
        "form": form,
        "agreed": agreed,
    }
    return render(request, "accounts/workers.html", told, status=status)


def _invite(request: HttpRequest, organisation: Organisation, form: WorkerForm) -> None:
    told, by = form.cleaned_data, actor(request)
    made = act.make(
        email=told["email"], name=told["name"], partnership_id=by.partnership, role=Role.PARTNER_WORKER,
        organisation_id=organisation.pk, reason=told.get("reason", ""), on=clock.today(), by=by,
    )  # fmt: skip
    if made.organisation_id != organisation.pk:
        raise NotPossible(f"{made.user.name} works for another organisation here: end that first.")
    if made.user.has_usable_password():
        messages.success(request, f"{made.user.name} had an account already and signs in for it now.")
        return
    act.invite(membership=made, address=request.build_absolute_uri("/"), by=by)
    messages.success(request, f"{made.user.name} is invited.")


@open_to(INVITERS)
@require_POST
def end(request: HttpRequest, organisation_id: int, membership_id: int) -> HttpResponse:
    """Somebody works there no more."""
    by, on = actor(request), clock.today()
    organisation = organisations.organisation(organisation_id, by=by)
    one = workers.worker(organisation, membership_id, on=on, by=by)
    ending.end(membership=one, on=on, by=by)
    messages.success(request, f"{one.user.name} signs in for {organisation.name} no longer.")
    return redirect("accounts:workers", organisation_id)
