"""Papers are made of data alone, and a screen reader can read them."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connexions.ground.design import documents, letters

FOREIGN = (
    "مرحبا كيف حالك",
    "আমি কলেজে যেতে চাই",
    "zażółć gęślą jaźń",
    "Хочу вчитися",
    "ਪੰਜਾਬੀ",
    "ትግርኛ",
    "😀👍🏽",
)


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A paper that says what it is told and nothing else."""
    path = documents.HOUSE / "ground/design/templates/design/paper.typ"
    assert path.is_file()
    (tmp_path / "said.typ").write_text(
        '#import "/paper.typ": *\n#show: paper\n= #said(told.title)\n#for one in told.words [#par[#said(one)]]'
    )
    (tmp_path / "paper.typ").write_text(path.read_text())
    monkeypatch.setattr(documents, "HOUSE", tmp_path)
    monkeypatch.setattr(documents, "_template", lambda name: tmp_path / name)
    return "said.typ"


def told(*words: str) -> dict[str, Any]:
    return {"title": "A paper", "foot": "Ours", "words": list(words)}


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def test_a_paper_is_tagged_and_says_its_title_and_language(template: str) -> None:
    made = opened(documents.pdf(template=template, told=told("Hello")))
    assert made.Root.MarkInfo.Marked
    assert made.Root.StructTreeRoot.K
    assert str(made.Root.Lang) == "en-GB"
    assert made.Root.ViewerPreferences.DisplayDocTitle
    with made.open_metadata() as said:
        assert said["dc:title"] == "A paper"
        assert said["pdfuaid:part"] == "1"


@pytest.mark.parametrize("words", FOREIGN)
def test_the_languages_that_are_spoken_here_are_drawn(template: str, words: str) -> None:
    assert documents.pdf(template=template, told=told(words))
    drawable = letters.Drawable(documents.folder())
    assert "□" not in drawable.only(words)


def test_a_sign_without_a_letter_is_a_box_and_the_paper_is_made(template: str) -> None:
    drawable = letters.Drawable(documents.folder())
    assert drawable.only({"words": ["漢 ok", 7]}) == {"words": ["□ ok", 7]}
    assert drawable.left_out
    assert documents.pdf(template=template, told=told("漢字 and \x07 a bell"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_what_is_drawn_is_drawn_again_the_same(words: str) -> None:
    drawable = letters.Drawable(documents.folder())
    assert drawable.only(words) == letters.Drawable(documents.folder()).only(drawable.only(words))


@pytest.mark.parametrize(
    "words", ["#panic()", "$x$ *y* _z_ `w` = v", '"] #sys.inputs', "\u202ebackwards\u202c", "<b>&amp;"]
)
def test_words_are_never_markup(template: str, words: str) -> None:
    assert documents.pdf(template=template, told=told(words))


def test_without_our_letters_a_paper_is_made_with_others(
    template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "folder", lambda: tmp_path / "none")
    assert documents.pdf(template=template, told=told("zażółć – “ok”", "مرحبا"))


def test_a_download_is_not_kept_by_the_browser_and_names_nobody() -> None:
    response = documents.download(b"%PDF", name="plan")
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["Content-Type"] == "application/pdf"
