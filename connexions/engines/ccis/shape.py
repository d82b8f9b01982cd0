"""The shape of the return's XML: which element holds which field, in the order in which they are written."""

from __future__ import annotations

from typing import TypeAlias

Shape: TypeAlias = "dict[str, str | Shape]"


def _fields(*names: str) -> Shape:
    return {name: name for name in names}


PERSONAL = _fields(
    "YoungPersonsID",
    "CohortStatus",
    "GivenName",
    "MiddleName",
    "FamilyName",
    "AddressLine1",
    "AddressLine2",
    "AddressLine3",
    "AddressLine4",
    "Town",
    "County",
    "Postcode",
    "Gender",
    "DOB",
    "Ethnicity",
    "LeadLEA",
    "EducatedLEA",
    "TransferredToLACode",
    "LEACodeAtYear11",
    "UniqueLearnerNo",
    "UniquePupilNumber",
    "GuaranteeStatusIndicator",
    "PreviousYPIDIdentifier",
    "YouthContractIndicator",  # in the return until 2016-17
    "YouthContractStartDate",
)

COHORT: Shape = {
    **_fields(
        "ActivityCode",
        "StartDate",
        "DateAscertained",
        "DateVerified",
        "ReviewDate",
        "DueToLapseDate",
        "CurrencyLapsed",
        "EstablishmentNumber",
        "EstablishmentName",
        "UKProviderReferenceNumber",
        "NEETStartDate",
        "PredictedEndDate",
    ),
    "NeetStartDate": "NEETStartDate",  # some suppliers write it so
}

RECORD: Shape = {
    "PersonalDetails": PERSONAL,
    "SeptemberGuarantee": {
        "Year11": {"GuaranteeStatus": "Year11GuaranteeStatus", "LEACode": "Year11LEACode"},
        "Year12": {"GuaranteeStatus": "Year12GuaranteeStatus", "LEACode": "Year12LEACode"},
    },
    "LevelOfNeed": {
        **_fields("LevelOfNeedCode", "SENDFlag", "SENSupportFlag"),
        "Characteristics": _fields("CharacteristicCode"),
    },
    "Activities": {"Cohort": COHORT},
    "IntendedDestination": _fields("IntendedDestinationYr11"),
}

#: Elements that may come more than once: whether the wrapper or the child repeats is not certain.
REPEATED = frozenset({"Characteristics", "CharacteristicCode"})

#: Written only where a record has them: no longer in the return.
WITHDRAWN = frozenset({"YouthContractIndicator", "YouthContractStartDate"})

#: Read, never written: another spelling.
NOT_WRITTEN = frozenset({"NeetStartDate"})


def in_namespace(shape: Shape, namespace: str) -> Shape:
    """The same shape with every element in a namespace; the shape itself for none."""
    if not namespace:
        return shape
    return {
        f"{{{namespace}}}{name}": inner if isinstance(inner, str) else in_namespace(inner, namespace)
        for name, inner in shape.items()
    }
