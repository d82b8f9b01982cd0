"""Which files are made from the code, and what each should hold."""

from pathlib import Path

from config.reference.addresses import matrix
from config.reference.rooms import table
from connexions.engines.stats import telling
from connexions.trust.sharing import deciding

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGINS, ENDS = "<!-- rooms: made by manage.py docs -->\n", "<!-- end of rooms -->\n"


def pages() -> dict[Path, str]:
    """Every such file, with the text that it should hold now."""
    measures = {DOCS / "reference" / "measures" / name: text for name, text in telling.pages().items()}
    return {
        DOCS / "reference" / "permissions.md": matrix(),
        DOCS / "reference" / "sharing-decision.md": deciding.page(),
        DOCS / "ARCHITECTURE.md": _architecture(),
        **measures,
    }


def _architecture() -> str:
    text = (DOCS / "ARCHITECTURE.md").read_text()
    before, _, rest = text.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}{table()}{ENDS}{after}"
