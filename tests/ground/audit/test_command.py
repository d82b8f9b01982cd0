"""``bin/connexions audit verify``, as an operator meets it."""

from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from connexions.ground.base.acting import Actor
from tests.ground.audit.test_chain import looks, me, own_notes, owner, seal, settle

__all__ = ["me", "own_notes", "owner"]  # fixtures

pytestmark = pytest.mark.usefixtures("committed", "own_notes")


def test_it_says_that_nothing_was_touched_and_where_it_was(
    me: Actor,
    owner: "psycopg.Connection[Any]",
    capsys: pytest.CaptureFixture[str],
) -> None:
    looks(me, 3)
    settle(me)
    call_command("audit", "seal")
    assert f"Partnership {me.partnership}: seal 1, 3 entries and 0 changes." in capsys.readouterr().out
    call_command("audit", "verify")
    told = capsys.readouterr().out
    assert "1 seal over 3 rows, 0 rows not yet sealed" in told
    assert told.endswith("Nothing was touched.\n")

    owner.execute("UPDATE audit_auditentry SET actor_name = 'Nobody'")
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify")
    assert ended.value.code == 1
    told = capsys.readouterr().out
    assert "was altered" in told
    assert told.endswith("1 finding: see above.\n")


def test_a_hash_that_is_nowhere_is_a_finding(me: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    looks(me, 1)
    assert seal(me) is not None
    with pytest.raises(SystemExit):
        call_command("audit", "verify", "--expect", "f" * 64)
    assert "its end was cut off" in capsys.readouterr().out
