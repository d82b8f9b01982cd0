"""The two roles and the database, made or mended by PostgreSQL's superuser, which serves nothing else."""

import psycopg
from psycopg import sql

DATABASE = "connexions"
OWNER, APP = "connexions_owner", "connexions_app"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "citext")
# The owner may create databases (tests do); the application may do nothing but what it is granted.
RIGHTS = {
    OWNER: "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION",
    APP: "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION",
}


def furnish(socket: str, passwords: dict[str, str]) -> None:
    """Make what is missing: roles with exactly their rights, the database, its extensions. Safe to repeat."""
    with _connect(socket, "postgres", passwords["postgres"], "postgres") as superuser:
        for role, rights in RIGHTS.items():
            _role(superuser, role, rights, passwords[role])
        if not superuser.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            superuser.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    with _connect(socket, OWNER, passwords[OWNER], DATABASE) as owner:
        for name in EXTENSIONS:
            owner.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(name)))


def _role(superuser: psycopg.Connection, role: str, rights: str, password: str) -> None:
    there = superuser.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    superuser.execute(
        sql.SQL("{} role {} with {} password {}").format(
            sql.SQL("alter" if there else "create"),
            sql.Identifier(role),
            sql.SQL(rights),
            sql.Literal(password),
        )
    )


def _connect(socket: str, role: str, password: str, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=socket, port=5432, user=role, password=password, dbname=database, autocommit=True,
        options="-c client_min_messages=warning", connect_timeout=20,
    )  # fmt: skip
