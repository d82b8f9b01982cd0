"""The lists of topics that ship: our own, the ways of using a service, and the local government list."""

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from connexions.registers.directory.models import Taxonomy, TaxonomyTerm
from connexions.registers.directory.topics import LGSL, WAYS, YOUTH, taxonomy_id, term_id

DATA = settings.ROOT / "data" / "directory"
LISTS = {
    YOUTH: ("What young people need", "The topics of the Connexions service.", ""),
    WAYS: ("Ways of using a service", "Whether one can drop in, and who can get in.", ""),
    LGSL: (
        "Local government services list",
        "Services of English and Welsh councils. Local Government Association, Open Government Licence v3.0.",
        "https://standards.esd.org.uk/?uri=list%2FenglishAndWelshServices",
    ),
}


def after_migrate(**_: Any) -> None:
    """Bring what ships into the database, as soon as there are tables for it."""
    if TaxonomyTerm._meta.db_table in connection.introspection.table_names():
        load()


@transaction.atomic
def load() -> int:
    """Bring the lists in line with the files; returns how many topics there are. Repeat-safe."""
    for code, (name, description, uri) in LISTS.items():
        told = {"name": name, "description": description, "uri": uri, "shipped": True}
        Taxonomy.objects.update_or_create(id=taxonomy_id(code), defaults={"code": code, **told})
    terms = [*_ours(YOUTH, "youth_topics.csv"), *_ours(WAYS, "ways.csv"), *_lgsl()]
    fields = ["name", "description", "parent", "uri", "order"]
    TaxonomyTerm.objects.bulk_create(
        terms, update_conflicts=True, unique_fields=["taxonomy", "code"], update_fields=fields
    )
    return len(terms)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _ours(taxonomy: str, name: str) -> Iterator[TaxonomyTerm]:
    for order, row in enumerate(_rows(name)):
        yield TaxonomyTerm(
            id=term_id(taxonomy, row["code"]),
            taxonomy_id=taxonomy_id(taxonomy),
            code=row["code"],
            name=row["name"],
            description=row["description"],
            parent_id=term_id(taxonomy, row["parent"]) if row["parent"] else None,
            order=order,
        )


def _lgsl() -> Iterator[TaxonomyTerm]:
    for order, row in enumerate(_rows("lgsl_services.csv")):
        if row["Status"] != "Live":
            continue
        yield TaxonomyTerm(
            id=term_id(LGSL, row["Identifier"]),
            taxonomy_id=taxonomy_id(LGSL),
            code=row["Identifier"],
            name=row["Label"],
            description=row["Description"],
            uri=f"https://id.esd.org.uk/service/{row['Identifier']}",
            order=order,
        )
