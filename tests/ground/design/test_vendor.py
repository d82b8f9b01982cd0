"""GOV.UK's components are drawn once for each shape; what was typed is put in each time."""

from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.design import vendor
from connexions.ground.design.vendor import govuk


def plain(component: str, **params: object) -> str:
    return str(vendor._macro(component)(params)).strip()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_was_typed_is_drawn_as_the_macro_draws_it(typed: str) -> None:
    told = {"id": "note", "name": "note", "label": {"text": "Note"}, "value": typed}
    assert str(govuk("input", **told)) == plain("input", **told)


def test_no_shape_keeps_what_was_typed() -> None:
    vendor._shape.cache_clear()
    for typed in ("one", "two", "<b>three</b>"):
        assert typed.replace("<", "&lt;").replace(">", "&gt;") in govuk(
            "textarea", id="note", name="note", label={"text": "Note"}, value=typed
        )
    assert vendor._shape.cache_info().currsize == 1


def test_what_stands_for_a_place_may_be_typed_too() -> None:
    items = [{"name": name, "value": value} for name, value in (("day", "\ue0f11\ue0f1"), ("month", "11"))]
    drawn = govuk("date-input", id="on", namePrefix="on", items=items)
    assert 'value="\ue0f11\ue0f1"' in drawn
    assert 'value="11"' in drawn


def test_a_refusal_is_not_kept() -> None:
    vendor._shape.cache_clear()
    govuk("input", id="a", name="a", label={"text": "A"}, errorMessage={"text": "“typed” is no number."})
    assert vendor._shape.cache_info().currsize == 0
