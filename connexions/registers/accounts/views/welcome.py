"""Where an invitation leads."""

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.design.fields import Form
from connexions.registers.accounts import actors, invitations, throttle
from connexions.registers.accounts.actions import staff
from connexions.registers.accounts.models import User


class PasswordForm(Form):
    """The first password."""

    password = forms.CharField(
        label="Your password",
        max_length=128,
        strip=False,
        help_text="At least 12 characters. Three or four words that do not belong together are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, user: User, **options: object) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


@open_to_anyone
@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the first password; signing in then asks for a second factor."""
    user = invitations.user_of(token)
    if user is None:
        return render(request, "accounts/welcome_spent.html", status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        by = actors.of(user, on=clock.today(), from_where=throttle.where(request))
        staff.welcome(user=user, password=form.cleaned_data["password"], by=by)
        messages.success(request, "Your password is set. Sign in with it now.")
        return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "invited": user})
