"""What is asked as a referral is made, one thing a page."""

from collections.abc import Mapping
from typing import Any

from django import forms

from connexions.ground.design.fields import Form
from connexions.practice.referrals.rules import moves
from connexions.registers.people.categories import ALWAYS, SHAREABLE, Category, by_category

NO_NEED = "none"


class NeedForm(Form):
    """What the referral is for: a step or goal of the plan, a need of the assessment, or something else."""

    need = forms.ChoiceField(label="What is it for?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, needs: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].choices = [*needs, (NO_NEED, "Something else")]  # type: ignore[attr-defined]


class SearchForm(Form):
    """Words to find a service by."""

    words = forms.CharField(label="Find a service", max_length=80, required=False)
    postcode = forms.CharField(label="Near", max_length=8, required=False, help_text="A postcode.")


class ServicesForm(Form):
    """The services that were found, to choose from; one need may go to several at once."""

    services = forms.MultipleChoiceField(label="Services", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["services"].choices = services  # type: ignore[attr-defined]


class OwnServiceForm(Form):
    """One service, for a young person who asks for it themselves."""

    service = forms.ChoiceField(label="Which one do you want?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["service"].choices = services  # type: ignore[attr-defined]


class WhyForm(Form):
    """Why: what the service reads first."""

    reason = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ToldForm(Form):
    """What is told, and what for: the name always, all else as it is ticked."""

    purpose = forms.ChoiceField(label="What it is shared for", widget=forms.Select)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, purposes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].choices = list(purposes.items())  # type: ignore[attr-defined]
        for category, groups in by_category(SHAREABLE):
            choices = [(str(group), group.label) for group in groups if group not in ALWAYS]
            self.fields[category.value] = forms.MultipleChoiceField(
                label=category.label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def kinds(self) -> list[Any]:
        """The questions of each category, as they are drawn."""
        return [self[category.value] for category in Category if category.value in self.fields]

    @property
    def chosen(self) -> list[str]:
        """Every group that was ticked."""
        return [name for category in Category for name in self.cleaned_data.get(category.value, [])]


class VersionForm(Form):
    """Nothing but what it is based on."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OwnWordsForm(Form):
    """Words, and nothing else: why it is taken back, an answer, a message."""

    words = forms.CharField(label="Your words", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str = "", required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if label:
            self.fields["words"].label = label
        self.fields["words"].required = required


class RulesForm(Form):
    """The times that a partnership keeps to where no agreement says any."""

    answer_within = forms.IntegerField(label="A service answers within", min_value=1, max_value=120)
    start_within = forms.IntegerField(
        label="It starts, once it has accepted, within", min_value=1, max_value=120
    )
    we_answer_within = forms.IntegerField(label="We answer what it asks within", min_value=1, max_value=120)
    soon_days = forms.IntegerField(label="We remind so many days before", min_value=0, max_value=14)
    late_days = forms.IntegerField(label="A manager is told when it is late by", min_value=1, max_value=120)
    link_days = forms.IntegerField(label="A link to answer works for", min_value=1, max_value=120)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreeForm(Form):
    """A young person agrees to what is told: until when."""

    agree = forms.BooleanField(label="I agree that this is told to them")
    version = forms.IntegerField(widget=forms.HiddenInput)


OUTCOME_CHOICES = [(str(one), label) for one, label in moves.OUTCOMES.items()]
