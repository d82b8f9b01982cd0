"""Pages speak the words of the service, in British English; the glossary says which to avoid."""

import re
from pathlib import Path

import pytest

from tests.architecture import house

TEMPLATES = [one for one in house.tracked() if one.suffix == ".html" and "connexions" in one.parts]
GLOSSARY = house.ROOT / "docs" / "glossary.md"
# Avoided in code and documents, or too common a word of English to be looked for in pages.
NOT_LOOKED_FOR = {
    "access event", "case", "core", "customer", "error", "expired", "forbidden", "impersonation", "outcome score",
    "status code", "tenant", "tier", "upload batch", "utils", "common", "dangerous",
    "untraceable", "encounter", "session", "version",
}  # fmt: skip
FOR_YOUNG_PEOPLE = {"neet", "client", "intervention", "referral pathway"}
AMERICAN = (
    r"\b(organiz\w+|color\w*|center\w*|behavior\w*|program(?!me|m)s?\b|canceled|license[sd]?\b|fulfill\b)"
)


def avoided() -> set[str]:
    rows = [line.split("|") for line in GLOSSARY.read_text().splitlines() if line.startswith("| ")]
    words = {word.strip() for row in rows[1:] for word in row[3].split(",")}
    return {word for word in words if word} - NOT_LOOKED_FOR


def said(path: Path) -> str:
    """What a page says to a reader: its text without markup, addresses and expressions."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<!--.*?-->", " ", path.read_text(), flags=re.S)
    quoted = " ".join(
        re.findall(r'"([^"{}<>]* [^"{}<>]*)"', " ".join(re.findall(r"\{\{.*?\}\}", text, flags=re.S)))
    )
    return re.sub(r"\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S) + " " + quoted


def test_the_glossary_names_words_to_avoid() -> None:
    assert {"client", "service user", "kid", "intervention"} <= avoided()


@pytest.mark.parametrize("path", TEMPLATES, ids=house.short)
def test_pages_use_the_words_of_the_service(path: Path) -> None:
    text = said(path).lower()
    found = [word for word in sorted(avoided()) if re.search(rf"\b{re.escape(word)}s?\b", text)]
    assert found == [], f"{house.short(path)} says {found}: see docs/glossary.md"


@pytest.mark.parametrize(
    "path", [one for one in TEMPLATES if "design/door.html" in one.read_text()], ids=house.short
)
def test_no_young_person_is_called_by_our_shorthand(path: Path) -> None:
    text = said(path).lower()
    assert [word for word in sorted(FOR_YOUNG_PEOPLE) if re.search(rf"\b{word}\b", text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=house.short)
def test_pages_are_in_british_english(path: Path) -> None:
    assert re.findall(AMERICAN, said(path), flags=re.I) == []
