"""Who somebody is: names, birth, languages, school, support."""

from collections.abc import Mapping
from typing import Any

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.registers.people import codes
from connexions.registers.people.models import Name
from connexions.registers.people.models.young_person import Gender, SpecialNeeds
from connexions.registers.people.queries import schools

YEARS = [("", "As their age gives"), *((str(year), f"Year {year}") for year in range(7, 15))]


class NameForm(Form):
    """What they are called."""

    given_name = forms.CharField(label="First name", max_length=100)
    middle_names = forms.CharField(label="Middle names", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100)
    preferred_name = forms.CharField(
        label="Name they want to be called",
        max_length=100,
        required=False,
        help_text="Every page uses this instead of the first name.",
    )
    pronouns = forms.CharField(
        label="Pronouns", max_length=40, required=False, help_text="As they say them: she/her, they/them."
    )


class RenameForm(NameForm):
    """What they are called now, and whether the legal name changed or was only misspelt."""

    why = forms.ChoiceField(
        label="If the first or family name is different now, why?",
        choices=[
            ("mistake", "It was written down wrongly"),
            ("change", "Their name changed: keep the former name"),
        ],
        initial="mistake",
        widget=forms.RadioSelect,
    )
    changed_on = DateField(
        label="When did it change?", what="date on which the name changed", latest=clock.today, required=False
    )
    source = forms.CharField(
        label="Who told us", max_length=100, required=False, help_text="The school; a deed poll seen."
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("why") == "change" and not told.get("changed_on") and "changed_on" not in self.errors:
            self.add_error("changed_on", "Enter the date on which the name changed")
        return told


class OtherNameForm(Form):
    """A name they are also known by, or had before."""

    kind = forms.ChoiceField(label="What kind of name", choices=Name.Kind.choices, widget=forms.RadioSelect)
    given_name = forms.CharField(label="First name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    until_on = DateField(
        label="They had it until", what="date until which they had it", latest=clock.today, required=False
    )
    source = forms.CharField(label="Who told us", max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("given_name") and not told.get("family_name"):
            self.add_error("given_name", "Enter a first name, a family name, or both")
        return told


def _birth() -> DateField:
    return DateField(label="Date of birth", latest=clock.today, help_text="For example, 14 5 2009")


class AboutForm(Form):
    """Born when, gender, ethnicity."""

    date_of_birth = _birth()
    gender = forms.ChoiceField(label="Gender", choices=Gender.choices, widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Ethnicity", help_text="As they describe themselves.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ethnicity"].choices = codes.ethnicities()  # type: ignore[attr-defined]


class LanguagesForm(Form):
    """How to speak with them."""

    first_language = forms.CharField(label="First language", max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    communication_needs = forms.CharField(
        label="Communication needs",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text="What helps: short messages, a quiet room. The first line stands at the top of the record.",
    )
    contact_preference = forms.CharField(
        label="How and when best reached",
        max_length=200,
        required=False,
        help_text="In their words: text, after 11am.",
    )


class SchoolForm(Form):
    """Where they are taught."""

    school = forms.CharField(
        label="School or college",
        required=False,
        max_length=250,
        help_text="Begin to type its name and choose, or give its 7-figure number. Leave empty for none.",
        widget=forms.TextInput(attrs={"list": "schools", "autocomplete": "off"}),
    )
    taught_in_year = forms.ChoiceField(
        label="Taught in year",
        choices=YEARS,
        required=False,
        help_text="Only where it differs from the year that their age gives.",
    )

    def clean_school(self) -> Any:
        typed = self.cleaned_data["school"].strip()
        if not typed:
            return None
        matching = schools.named(typed)
        if len(matching) == 1:
            return matching[0]
        if not matching:
            raise forms.ValidationError(
                f"No school or college is called “{typed}”. Choose one that is suggested, or give its number"
            )
        several = "; ".join(schools.shown(one) for one in matching[:5])
        raise forms.ValidationError(f"More than one is called so. Choose one: {several}")

    def clean_taught_in_year(self) -> int | None:
        typed = self.cleaned_data["taught_in_year"]
        return int(typed) if typed else None


class SpecialNeedsForm(Form):
    """What special educational needs. How much support is decided in casework, with a reason."""

    special_needs = forms.ChoiceField(
        label="Special educational needs", choices=SpecialNeeds.choices, widget=forms.RadioSelect
    )


ELSEWHERE = "elsewhere"


class BeginForm(NameForm):
    """Whose record is begun, and that it is nobody who has one."""

    date_of_birth = _birth()
    gender = forms.ChoiceField(
        label="Gender", choices=Gender.choices, widget=forms.RadioSelect, initial=Gender.NOT_KNOWN
    )
    lead_authority = forms.ChoiceField(
        label="Which council’s area do they live in?",
        help_text="It has the duty to know what they do. Where they live now, as far as you know.",
    )
    sure = forms.BooleanField(
        label="None of these is the young person I mean: begin a new record", required=False
    )

    def __init__(self, *args: Any, areas: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(areas) < 2:  # nothing to choose: whoever begins knows it already
            del self.fields["lead_authority"]
            return
        named = sorted(areas.items(), key=lambda area: area[1])
        asked = self.fields["lead_authority"]
        asked.choices = [("", "Choose"), *named, (ELSEWHERE, "Another council’s, or not known yet")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An area that is none of ours is not recorded."""
        told = super().clean() or {}
        if told.get("lead_authority") == ELSEWHERE:
            told["lead_authority"] = ""
        return told
