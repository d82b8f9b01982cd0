"""The young people's door: a code to phone or e-mail."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to_anyone
from connexions.registers.accounts import actors, throttle, watching
from connexions.registers.accounts.actions import codes
from connexions.registers.accounts.addresses import Address
from connexions.registers.accounts.forms.door import AddressForm, CodeForm
from connexions.registers.accounts.models import User
from connexions.registers.accounts.queries import codes as code_reads

ASKED, SHOWN, NEXT = "sign_in_code", "sign_in_address", "sign_in_next"


@open_to_anyone
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Ask where the code shall go, and send it. The answer is the same whoever asks."""
    if request.user.is_authenticated:
        return redirect("/")
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _send_code(request, form.cleaned_data["address"])
        return redirect("accounts:code")
    request.session[NEXT] = request.GET.get("next", "")
    return render(request, "accounts/door.html", {"form": form})


@open_to_anyone
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code."""
    asked = request.session.get(ASKED)
    if asked is None:
        return redirect("accounts:door")
    form = CodeForm(request.POST or None)
    told = {"form": form, "address": request.session.get(SHOWN, ""), "spent": False, "demo": settings.DEMO}
    if request.method == "POST" and form.is_valid():
        user = _tried(request, UUID(asked), form.cleaned_data["code"])
        if user is not None:
            return _let_in(request, user)
        left = code_reads.tries_left(code_id=UUID(asked), at=clock.now())
        form.refuse(left)
        told["spent"] = left == 0
    return render(request, "accounts/code.html", told, status=429 if told["spent"] else 200)


def _send_code(request: HttpRequest, address: Address) -> None:
    now, here = clock.now(), throttle.where(request)
    for limit, whom in ((throttle.CODE_ASKED, address.value), (throttle.CODE_ASKED_FROM, here)):
        throttle.check(limit, whom, at=now)
        throttle.count(limit, whom, at=now)
    by = actors.of(None, on=clock.today(), from_where=here)
    made = codes.ask(address=address, at=now, on=clock.today(), by=by)
    request.session[ASKED], request.session[SHOWN] = str(made.pk), address.value


def _tried(request: HttpRequest, code_id: UUID, digits: str) -> User | None:
    now, here = clock.now(), throttle.where(request)
    throttle.check(throttle.CODE_TRIED_FROM, here, at=now)
    by = actors.of(None, on=clock.today(), from_where=here)
    user = codes.redeem(code_id=code_id, digits=digits, at=now, by=by)
    if user is None:
        throttle.count(throttle.CODE_TRIED_FROM, here, at=now)
        watching.write_down(request, None, "accounts.sign_in.failed", how="code")
    return user


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    wanted = request.session.pop(NEXT, "")
    for key in (ASKED, SHOWN):
        request.session.pop(key, None)
    record_authentication(request, user, "code")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if wanted and safe else "direct:home")
