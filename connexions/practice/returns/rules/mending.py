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
