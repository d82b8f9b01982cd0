from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest

from connexions.registers.people.models import AboutYoungPerson, YoungPerson


class Standing(AboutYoungPerson):
    """When each young person last had what, what comes next, and in which groups they are counted.

    Nobody writes here: PostgreSQL's triggers keep it, and ``standing_reckoned`` says what each row must be,
    from the tables themselves (see ADR 17).
    """

    keeps_history = False

    young_person = models.OneToOneField(
        YoungPerson, primary_key=True, on_delete=models.CASCADE, db_constraint=False, related_name="standing"
    )
    # The groups, copied from the record.
    adviser_id = models.UUIDField(null=True)
    team_id = models.BigIntegerField(null=True)
    school_id = models.UUIDField(null=True)
    level = models.CharField(max_length=12)
    cohort = models.SmallIntegerField(help_text="Year of birth as schools count it: from 1 September.")
    taught_in_year = models.SmallIntegerField(null=True)
    district = models.CharField(max_length=4, blank=True, help_text="The first half of the postcode.")
    situations = ArrayField(models.CharField(max_length=24), default=list)
    allocated_on = models.DateField(null=True)
    # What was done with them.
    reached_on = models.DateField(null=True, help_text="The last contact in which they were reached.")
    grouped_on = models.DateField(null=True, help_text="The last group session.")
    tried_on = models.DateField(null=True, help_text="The last try that failed.")
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="Tries that failed since they were reached."
    )
    assessed_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)
    moved_on = models.DateField(
        null=True, help_text="When the open plan last moved; none where none is open."
    )
    said_on = models.DateField(null=True, help_text="When they last said something about a step.")
    # What comes next.
    review_on = models.DateField(null=True, help_text="When the review to come is due.")
    try_on = models.DateField(null=True, help_text="When to try again, as the last contact says.")
    lapses_on = models.DateField(null=True, help_text="When what they do now is to be asked about again.")
    step_on = models.DateField(null=True, help_text="When the adviser's next step is due.")
    remind_on = models.DateField(
        null=True, help_text="When the adviser is to be reminded of somebody else's step."
    )
    change_on = models.DateField(null=True, help_text="From when the next change ahead is prepared.")
    # What is open.
    steps_open = models.PositiveSmallIntegerField(default=0, help_text="Steps of the open plan to be done.")
    wanting = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        help_text="The needs of the last finished assessment that have neither a goal nor a reason.",
    )
    answered = models.BooleanField(default=False, help_text="What they said to a plan waits for the adviser.")
    something_on = models.GeneratedField(
        expression=Greatest("reached_on", "grouped_on", "assessed_on", "planned_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    class Meta:
        indexes = [
            # A team's page and its lists; whole partnerships are read from end to end, which is quicker.
            models.Index(fields=["partnership", "team_id", "adviser_id"], name="standings_of_a_team"),
            models.Index(fields=["partnership", "adviser_id"], name="standings_of_an_adviser"),
            models.Index(
                fields=["partnership"], condition=models.Q(lapses_on=None), name="standings_without_lapse"
            ),
        ]
