"""The frame of the portal: its pages in a row, the one that is open marked."""

from typing import Any

from connexions.ground.design.furniture import url_if_any

# The pages in the row beneath the heading: name, words. A page joins them here.
PAGES = (("portal:people", "Young people"),)


def frame(current: str) -> dict[str, Any]:
    """What ``portal/base.html`` needs besides the page's own things."""
    pages = [
        {"text": text, "href": url_if_any(name), "current": name == current}
        for name, text in PAGES
        if url_if_any(name)
    ]
    return {"pages": pages}
