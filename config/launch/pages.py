"""The pages' files, collected under names that change with their content."""

from config.launch import prints
from config.launch.manage import quietly
from config.launch.places import ROOT, var
from config.launch.says import step

COLLECTED = ROOT / "static"


def collect(env: dict[str, str]) -> None:
    """Collect them again if any has changed."""
    sources = [
        *(ROOT / "assets").rglob("*"),
        *(var() / "assets").rglob("*"),
        ROOT / "requirements" / "run.txt",
    ]
    mark, now = COLLECTED / ".collected-from", prints.of(sources)
    if prints.same(mark, now):
        return
    with step("Static files"):
        quietly("collectstatic", "--no-input", env=env)
    prints.keep(mark, now)
