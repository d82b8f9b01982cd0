"""An operator's own database is used only if it would keep partnerships apart."""

import json

import psycopg
import pytest

from config.launch import database, postgres
from config.launch.cluster import Cluster
from config.launch.says import CannotGoOn


def superuser_url(cluster: Cluster) -> str:
    postgres.start(cluster)
    password = json.loads(cluster.secrets_file.read_text())["postgres"]
    return f"postgresql://postgres:{password}@/connexions?host={cluster.socket()}"


def test_a_superuser_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", superuser_url(cluster))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with pytest.raises(CannotGoOn, match="'postgres', which is a superuser") as refused:
        database.given()
    assert "create role connexions_app login" in str(refused.value)


def test_a_superuser_is_refused_as_owner_too(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.start(cluster)["DATABASE_URL"])
    monkeypatch.setenv("DATABASE_OWNER_URL", superuser_url(cluster))
    with pytest.raises(CannotGoOn, match="DATABASE_OWNER_URL signs in as 'postgres'"):
        database.given()


def test_a_role_that_bypasses_policies_is_refused(cluster: Cluster) -> None:
    with psycopg.connect(superuser_url(cluster), autocommit=True) as superuser:
        superuser.execute("create role passer login bypassrls password 'passer'")
        try:
            with pytest.raises(CannotGoOn, match="bypasses row-level security"):
                database.check(
                    "DATABASE_URL", f"postgresql://passer:passer@/connexions?host={cluster.socket()}"
                )
        finally:
            superuser.execute("drop role passer")


def test_two_ordinary_roles_are_used_as_given(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = postgres.start(cluster)
    for name, url in urls.items():
        monkeypatch.setenv(name, url)
    with database.database() as used:
        assert used == urls


def test_one_role_for_both_is_used_with_a_word_of_warning(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = postgres.start(cluster)["DATABASE_OWNER_URL"]
    monkeypatch.setenv("DATABASE_URL", owner)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert database.given() == {"DATABASE_URL": owner, "DATABASE_OWNER_URL": owner}
    assert "DATABASE_OWNER_URL is not given" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["mysql://root@/connexions", "sqlite:///connexions.db", "connexions"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(CannotGoOn, match=r"must begin with postgresql://.*PostgreSQL only"):
        database.check("DATABASE_URL", url)


def test_an_address_that_leads_nowhere_is_said_to(home: object) -> None:
    with pytest.raises(CannotGoOn, match="DATABASE_URL cannot be used: "):
        database.check("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/connexions")
