"""What is asked before the same is done to several."""

from django import forms

from connexions.ground.base import clock
from connexions.ground.design.fields import DateField, Form
from connexions.practice.casework.models import Contact
from connexions.registers.people.models.young_person import LevelOfNeed

BY_POST = (Contact.Channel.LETTER, Contact.Channel.TEXT, Contact.Channel.EMAIL)


class ReviewDayForm(Form):
    """When they are to be reviewed."""

    due_on = DateField(label="Review on", what="day of the review", earliest=clock.today)


class WrittenForm(Form):
    """What was sent to all of them."""

    channel = forms.ChoiceField(
        label="How", choices=[(one.value, one.label) for one in BY_POST], widget=forms.RadioSelect
    )
    note = forms.CharField(label="What it said", max_length=5000, widget=forms.Textarea)


class LevelForm(Form):
    """How much support from now on, and why."""

    level = forms.ChoiceField(label="Level of support", choices=LevelOfNeed.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why", max_length=2000, widget=forms.Textarea, help_text="It stands on the timeline."
    )


class SupportForm(Form):
    """What a level means here."""

    overdue_after_days = forms.IntegerField(
        label="Days after which a review that was due is overdue", min_value=0, max_value=90
    )
    fill_a_post = forms.IntegerField(
        label="How many young people fill one full-time post", min_value=1, max_value=5000
    )
    from_on = DateField(label="From", what="day it begins", earliest=clock.today)
    reason = forms.CharField(label="Why", max_length=200, required=False)
