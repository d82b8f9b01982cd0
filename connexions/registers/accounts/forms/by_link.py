"""What a link asks before it opens."""

from typing import Any

from connexions.ground.design.fields import DateField, Form


class BornForm(Form):
    """What opens a link: nothing is shown to whoever only found it."""

    born_on = DateField(label="Your date of birth", what="date you were born")

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["born_on"].label = label
