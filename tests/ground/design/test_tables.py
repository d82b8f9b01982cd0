"""Cells that say what they are where a narrow screen has no row of headings."""

from typing import Any

from lxml import html
from markupsafe import Markup

from connexions.ground.design.tables import labelled

ROWS = Markup(
    '<tr><th scope="row">Jay<td class="n">1<td>Gateshead</tr>\n<tr><th>Sam</th><td>2</td><td>Jarrow</td></tr>'
)


def test_every_cell_bears_the_name_of_its_column_whatever_stands_in_it() -> None:
    tries = {"text": "Tries", "numeric": True, "href": "?sort=tries"}
    heads: list[str | dict[str, Any]] = ["Name", tries, 'Town & "area"']
    table = html.fragment_fromstring(f"<table>{labelled(ROWS, heads)}</table>")
    assert table.xpath("//td/@data-label") == ["Tries", 'Town & "area"'] * 2
    assert table.xpath("//th/@data-label") == []
    assert table.xpath("//td[1]/@class") == ["n"]
