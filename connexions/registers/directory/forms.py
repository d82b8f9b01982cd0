"""What is asked of the directory, and about a service."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone

from connexions.engines.openreferral import MOST_BYTES
from connexions.ground.design.fields import CheckedFileField, DateField, Form
from connexions.registers.directory.models import TaxonomyTerm
from connexions.registers.directory.queries import Asked

MILES = {
    "1": "1 mile",
    "3": "3 miles",
    "5": "5 miles",
    "10": "10 miles",
    "25": "25 miles",
    "": "Any distance",
}
METRES_A_MILE = 1609.344
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def topic_choices(topics: list[TaxonomyTerm]) -> list[tuple[str, str]]:
    """Our own topics, those beneath another after it."""
    above = [one for one in topics if one.parent_id is None]
    ordered = [each for one in above for each in (one, *(t for t in topics if t.parent_id == one.pk))]
    return [(str(one.pk), one.name if one.parent_id is None else f"– {one.name}") for one in ordered]


class SearchForm(Form):
    """What somebody looks for."""

    topic = forms.ChoiceField(label="What is needed", required=False)
    words = forms.CharField(label="Words", required=False, max_length=200)
    postcode = forms.CharField(label="Near a postcode", required=False, max_length=10)
    miles = forms.ChoiceField(label="Within", choices=list(MILES.items()), required=False)
    age = forms.IntegerField(label="Age", required=False, min_value=0, max_value=130)
    on = DateField(label="Open on", what="day on which it is open", required=False)
    at = forms.TimeField(label="At", required=False, help_text="For example, 16:00")
    language = forms.CharField(label="Language", required=False, max_length=60)
    wheelchair = forms.BooleanField(label="Wheelchair access", required=False)
    free = forms.BooleanField(label="Free", required=False)
    drop_in = forms.BooleanField(label="Drop in", required=False)
    stale_too = forms.BooleanField(label="Not checked for a long time too", required=False)

    def __init__(self, *args: Any, topics: list[TaxonomyTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "Anything"), *topic_choices(topics)]  # type: ignore[attr-defined]

    @property
    def is_narrow(self) -> bool:
        """Whether anything of when, language, access or cost was asked: then that part of the form stands open."""
        names = ("on", "at", "language", "wheelchair", "free", "drop_in", "stale_too")
        return bool(self.errors) or any(getattr(self, "cleaned_data", {}).get(name) for name in names)

    def asked(self, today: date) -> Asked:
        """The search that was meant."""
        told = self.cleaned_data
        miles = told["miles"]
        when = None
        if told["on"] or told["at"]:
            day, at = told["on"] or today, told["at"] or time(12)
            when = timezone.make_aware(datetime.combine(day, at))
        return Asked(
            words=told["words"],
            topics=(TaxonomyTerm(pk=told["topic"]).pk,) if told["topic"] else (),
            postcode=told["postcode"],
            within_metres=round(int(miles) * METRES_A_MILE) if miles and told["postcode"] else None,
            age=told["age"],
            open_at=when,
            language=told["language"],
            wheelchair=told["wheelchair"],
            free=told["free"],
            drop_in=told["drop_in"],
            stale_too=told["stale_too"],
        )


class ImportForm(Form):
    """Where services are taken from: a file, or the address of a feed."""

    file = CheckedFileField(
        label="A file",
        help_text="JSON of Open Referral UK 3.0: a page, a list, an organisation with its services, or one service.",
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    whole = forms.BooleanField(
        label="The file holds all that this source has",
        help_text="What came from it before and is not in the file is then marked as gone. Leave it empty for a part.",
        required=False,
    )
    address = forms.CharField(
        label="Or the address of a feed",
        help_text="For example, https://example.org/api/services. It is read page after page.",
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label="What the source is called here",
        help_text="The same name again is the same source. Its address or the file’s name, if you leave this empty.",
        required=False,
        max_length=200,
    )

    def clean_file(self) -> Any:
        """Refuse at once what nobody needs to read to refuse."""
        upload = self.cleaned_data["file"]
        if upload and upload.size == 0:
            raise forms.ValidationError("The file is empty. Choose it again.")
        if upload and upload.size > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            raise forms.ValidationError(
                f"The file is larger than {most} MB. Divide it, or have it imported at the server."
            )
        return upload

    def clean_address(self) -> str:
        """Whether it is an address at all; where it leads is looked at when it is read."""
        told: str = self.cleaned_data["address"]
        try:
            parts = urlsplit(told)
            right = parts.scheme == "https" and bool(parts.hostname) and not parts.username
        except ValueError:
            right = False
        if told and not right:
            raise forms.ValidationError(
                "Give an address that begins with https://, without a user’s name or password."
            )
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not self.errors and bool(told.get("file")) == bool(told.get("address")):
            both = "Choose a file or give an address, not both." if told.get("file") else ""
            self.add_error("file", both or "Choose a file, or give the address of a feed.")
        return told


class ServiceForm(Form):
    """What is known about a service."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name of the service", max_length=200)
    provider = forms.CharField(label="Who runs it", max_length=200)
    description = forms.CharField(label="What it does", widget=forms.Textarea, max_length=4000)
    topics = forms.MultipleChoiceField(
        label="What it helps with", widget=forms.CheckboxSelectMultiple, required=False
    )
    minimum_age = forms.IntegerField(label="Youngest", required=False, min_value=0, max_value=130)
    maximum_age = forms.IntegerField(label="Oldest", required=False, min_value=0, max_value=130)
    who_for = forms.CharField(label="Who else can or cannot use it", required=False, max_length=1000)
    how_to_use = forms.CharField(label="How to get there", required=False, max_length=1000)
    drop_in = forms.BooleanField(label="People can drop in", required=False)
    free = forms.BooleanField(label="It is free", required=False)
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    url = forms.URLField(label="Web address", required=False, max_length=300, assume_scheme="https")
    address_1 = forms.CharField(label="Building and street", required=False, max_length=200)
    city = forms.CharField(label="Town", required=False, max_length=100)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    wheelchair = forms.ChoiceField(
        label="Can somebody in a wheelchair get in?",
        choices=[("", "Not known"), ("yes", "Yes"), ("no", "No")],
        required=False,
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Open on", choices=list(enumerate(DAYS)), widget=forms.CheckboxSelectMultiple, required=False
    )
    opens = forms.TimeField(label="From", required=False)
    closes = forms.TimeField(label="Until", required=False)
    alert = forms.CharField(label="What is different just now", required=False, max_length=500)

    def __init__(self, *args: Any, topics: list[TaxonomyTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topic_choices(topics)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        youngest, oldest = told.get("minimum_age"), told.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("maximum_age", "The oldest must not be younger than the youngest.")
        return told
