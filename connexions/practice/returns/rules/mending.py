"""Where each field of the return is mended. Pure."""

from __future__ import annotations

#: A page's name, that takes the young person alone, and what is done there.
ADDRESS = ("people:details", "Correct the address")
NAME = ("people:name", "Correct the name")
ABOUT = ("people:about", "Correct the details")
SUPPORT = ("people:support", "Correct support and needs")
KNOWN = ("people:details", "Correct the details")
STATUS = ("tracking:status", "Say what they do now")
LEAVING = ("returns:leave", "Say whether they left")
GUARANTEE = ("returns:guarantee", "Record the offer")

#: Pages that are about many: they take no young person.
OF_MANY = frozenset({"returns:guarantee"})

PAGE_OF = {
    **dict.fromkeys(
        ("AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "Town", "County", "Postcode"), ADDRESS
    ),
    **dict.fromkeys(("GivenName", "MiddleName", "FamilyName"), NAME),
    **dict.fromkeys(("Gender", "DOB", "Ethnicity"), ABOUT),
    **dict.fromkeys(("SENDFlag", "SENSupportFlag", "LevelOfNeedCode"), SUPPORT),
    **dict.fromkeys(
        ("YoungPersonsID", "UniqueLearnerNo", "UniquePupilNumber", "PreviousYPIDIdentifier", "CharacteristicCode",
         "EducatedLEA", "LEACodeAtYear11", "IntendedDestinationYr11"),
        KNOWN,
    ),
    **dict.fromkeys(("CohortStatus", "TransferredToLACode", "LeadLEA"), LEAVING),
    **dict.fromkeys(("GuaranteeStatus", "GuaranteeLEACode", "GuaranteeStatusIndicator"), GUARANTEE),
}  # fmt: skip


def page_of(field: str) -> tuple[str, str]:
    """The page on which a field is mended; what they do now, where no other is named."""
    return PAGE_OF.get(field, STATUS)


#: Where a field of the return is asked for: the page and its question. Fields that no question asks for alone
#: stand beside the one from which they follow.
QUESTION_OF: dict[str, tuple[tuple[str, str], ...]] = {
    "GivenName": (("people:name", "given_name"),),
    "MiddleName": (("people:name", "middle_names"),),
    "FamilyName": (("people:name", "family_name"),),
    "Gender": (("people:about", "gender"),),
    "DOB": (("people:about", "date_of_birth"),),
    "Ethnicity": (("people:about", "ethnicity"),),
    **dict.fromkeys(("SENDFlag", "SENSupportFlag"), (("people:support", "special_needs"),)),
    **{
        field: (("people:move", name), ("people:home", name))
        for field, name in (
            ("AddressLine1", "line_1"),
            ("AddressLine2", "line_2"),
            ("AddressLine3", "line_3"),
            ("Town", "town"),
            ("County", "county"),
            ("Postcode", "postcode"),
        )
    },
    **dict.fromkeys(
        ("YoungPersonsID", "UniqueLearnerNo", "UniquePupilNumber", "PreviousYPIDIdentifier"),
        (("people:add_identifier", "value"),),
    ),
    "CharacteristicCode": (("people:add_characteristic", "kind"),),
    **{
        field: (("tracking:status", name),)
        for field, name in (
            ("ActivityCode", "kind"),
            ("CurrencyLapsed", "kind"),
            ("DueToLapseDate", "kind"),
            ("StartDate", "start_on"),
            ("NEETStartDate", "start_on"),
            ("DateAscertained", "source_key"),
            ("DateVerified", "source_key"),
            ("ReviewDate", "review_on"),
            ("PredictedEndDate", "predicted_end_on"),
            ("EstablishmentNumber", "establishment_name"),
            ("EstablishmentName", "establishment_name"),
            ("UKProviderReferenceNumber", "establishment_name"),
        )
    },
    "LeadLEA": (("returns:leave", "lead_authority"),),
    **dict.fromkeys(("CohortStatus", "TransferredToLACode"), (("returns:leave", "reason"),)),
}
