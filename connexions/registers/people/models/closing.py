"""Rows whose words are sealed while the record they belong to is restricted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar

from django.db import models

from connexions.ground.base.sealing import SealedTextField, Stored
from connexions.registers.people import restricted


class Closables(models.QuerySet[Any]):
    """Many at once: those of restricted people are sealed as any one of them would be."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        rows, closed = list(objs), restricted.here()
        with ExitStack() as away:
            for row in rows:
                if row.young_person_id in closed:
                    away.enter_context(row.words_put_away())
            return super().bulk_create(rows, *args, **kwargs)


class Closable(models.Model):
    """A row about a young person whose words in ``closed_when_sealed`` are sealed while the record is restricted.

    Whoever reads the row has them as ever; in the database their columns are empty, so that nothing finds or counts
    by them, and the history keeps none of them.
    """

    closed_when_sealed: ClassVar[tuple[str, ...]]

    sealed: Any = SealedTextField(purpose="restricted words", null=True, editable=False)

    objects = Closables.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Any:
        row = super().from_db(db, field_names, values, **options)
        if row.__dict__.get("sealed") is not None:
            row._open_up()
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        adding = self._state.adding and self.young_person_id in restricted.here()  # type: ignore[attr-defined]
        if not adding and self.__dict__.get("sealed") is None:
            super().save(*args, **kwargs)
            return
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sealed", *self.closed_when_sealed}
        with self.words_put_away():
            super().save(*args, **kwargs)

    def close(self) -> None:
        """Seal the words of this row."""
        self.sealed = ""
        self.save(update_fields=["sealed"])

    def reopen(self) -> None:
        """Let them stand in plain words again: the row has them since it was read."""
        self.sealed = None
        self.save(update_fields=["sealed", *self.closed_when_sealed])

    @contextmanager
    def words_put_away(self) -> Iterator[None]:
        """For the time of a save the columns are empty and their words are sealed."""
        words = {name: getattr(self, name) for name in self.closed_when_sealed}
        self.sealed = json.dumps(words, ensure_ascii=False)
        for name in words:
            setattr(self, name, self._empty(name))
        try:
            yield
        finally:
            for name, value in words.items():
                setattr(self, name, value)

    def _empty(self, name: str) -> str:
        return ""

    def _open_up(self) -> None:
        """Give this row its words, leaving what is sealed as it is."""
        stored, field = self.__dict__["sealed"], self._meta.get_field("sealed")
        assert isinstance(stored, Stored)
        assert isinstance(field, SealedTextField)
        for name, value in json.loads(field.opened_for(self, stored) or "{}").items():
            setattr(self, name, value)
