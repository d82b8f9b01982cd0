"""Where a young person lives, how they are reached, which numbers they have, what is known of their
situation."""

from django.db import models

from connexions.ground.base.models import Identified, Shared, Versioned
from connexions.registers.people.categories import Group
from connexions.registers.people.models.closing import Closable
from connexions.registers.people.models.young_person import AboutYoungPerson, by_leave, not_from_dwp

NO_FIXED_ADDRESS = "ZZ99 9ZZ"


class Residence(Closable, Identified, AboutYoungPerson, Versioned, Shared):
    """Where somebody lives or lived, from a day until a day; ``no_fixed_address`` is a way of living too."""

    shared_by = not_from_dwp(f"until_on IS NULL AND {by_leave(Group.REACH_ADDRESS)}")
    closed_when_sealed = ("line_1", "line_2", "line_3", "town", "county", "postcode", "with_whom")

    line_1 = models.CharField(max_length=100, blank=True)
    line_2 = models.CharField(max_length=100, blank=True)
    line_3 = models.CharField(max_length=100, blank=True)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(
        max_length=8, blank=True, db_collation="C"
    )  # looked up by its beginning, as a range
    no_fixed_address = models.BooleanField(default=False)
    with_whom = models.CharField(max_length=100, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "-from_on"], name="residences_of"),
            models.Index(fields=["partnership", "postcode"], name="by_postcode"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=models.Q(until_on=None), name="one_current_residence"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None)
                | models.Q(from_on=None)
                | models.Q(until_on__gte=models.F("from_on")),
                name="residence_ends_after_it_begins",
            ),
        ]


class ContactPoint(Closable, Identified, AboutYoungPerson, Versioned, Shared):
    """A phone number or e-mail address at which somebody can be reached, and whether they want to be."""

    shared_by = not_from_dwp(
        f"CASE WHEN whose <> '' THEN {by_leave(Group.FAMILY_CARERS)}"
        f" WHEN kind = 'email' THEN {by_leave(Group.REACH_EMAIL)} ELSE {by_leave(Group.REACH_PHONE)} END"
    )
    closed_when_sealed = ("value", "note")

    class Kind(models.TextChoices):
        MOBILE = "mobile", "Mobile"
        PHONE = "phone", "Phone"
        EMAIL = "email", "E-mail"

    TEXTED_STOP = "texted STOP"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(
        max_length=254, help_text="E.164 for a phone: +447700900123; lower case for an e-mail."
    )
    whose = models.CharField(max_length=60, blank=True, help_text="Empty where it is the young person's own.")
    preferred = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True, help_text="Best times; who may answer.")
    opted_out_on = models.DateField(null=True, blank=True, help_text="They asked us not to use it.")
    opted_out_how = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="How they asked, where it was by a text to us.",
    )
    failed_on = models.DateField(null=True, blank=True, help_text="It did not work: wrong number, bounced.")
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["young_person", "kind"], name="contact_points_of"),
            models.Index(fields=["partnership", "value"], name="by_contact_point"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["young_person", "value"], name="one_contact_point_a_value"),
        ]

    def _empty(self, name: str) -> str:
        return f"sealed:{self.pk}" if name == "value" else ""  # each has one, and no two the same


class Identifier(Identified, AboutYoungPerson, Shared):
    """A number by which some system knows a young person. A wrong check digit warns; it never refuses."""

    shared_by = not_from_dwp(by_leave(Group.NUMBERS_IDENTIFIERS))

    class Scheme(models.TextChoices):
        UPN = "upn", "Unique pupil number"
        FORMER_UPN = "former_upn", "Former unique pupil number"
        ULN = "uln", "Unique learner number"
        CCIS = "ccis", "Case information system number"
        FORMER_CCIS = "former_ccis", "Number in another authority's system"
        LOCAL = "local", "Local number"

    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "value"], name="by_identifier"),
            models.Index(fields=["young_person"], name="identifiers_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "value"],
                condition=models.Q(scheme="ccis"),
                name="one_young_person_a_ccis_number",
            ),
            models.UniqueConstraint(fields=["young_person", "scheme", "value"], name="identifier_once"),
        ]


# To which group each kind of situation belongs; a kind that is not here is shared with nobody.
SITUATIONS = {
    "substance_misuse": Group.HEALTH_ALL,
    "mental_health": Group.HEALTH_ALL,
    "pregnancy": Group.HEALTH_ALL,
    "looked_after": Group.HOME_ALL,
    "care_leaver": Group.HOME_ALL,
    "parent_caring": Group.HOME_ALL,
    "parent_not_caring": Group.HOME_ALL,
    "young_carer": Group.HOME_ALL,
    "youth_justice": Group.JUSTICE_ALL,
    "alternative_provision": Group.LEARNING_SUPPORT,
}
_BY_KIND = " ".join(f"WHEN '{kind}' THEN {by_leave(group)}" for kind, group in SITUATIONS.items())


class Characteristic(Identified, AboutYoungPerson, Shared):
    """Something in a young person's situation that the service must know, from a day until a day, and who
    said so."""

    shared_by = not_from_dwp(f"until_on IS NULL AND CASE kind {_BY_KIND} ELSE false END")

    class Kind(models.TextChoices):
        LOOKED_AFTER = "looked_after", "Looked after, in care"
        CARE_LEAVER = "care_leaver", "Care leaver"
        PARENT_CARING = "parent_caring", "Parent, caring for own child"
        PARENT_NOT_CARING = "parent_not_caring", "Parent, not caring for own child"
        PREGNANCY = "pregnancy", "Pregnancy"
        YOUNG_CARER = "young_carer", "Carer, not own child"
        REFUGEE = "refugee", "Refugee or asylum seeker"
        SUBSTANCE_MISUSE = "substance_misuse", "Disclosed substance misuse"
        YOUTH_JUSTICE = "youth_justice", "Supervised by youth justice"
        ALTERNATIVE_PROVISION = "alternative_provision", "Alternative provision"
        MENTAL_HEALTH = "mental_health", "Mental health flag"

    kind = models.CharField(max_length=24, choices=Kind.choices)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "kind"],
                condition=models.Q(until_on=None),
                name="one_open_characteristic",
            ),
        ]
