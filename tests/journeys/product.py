"""The product as an operator runs it: own database, web server and worker, all started by the tests."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from config import database

ROOT = Path(__file__).resolve().parents[2]
BEARER = "journeys-and-the-post-room"  # what GOV.UK Notify would post to us with
PATIENCE = 180  # seconds for the product to be in order


@dataclass
class Product:
    """A running product: where it is, and a way to give it an operator's command."""

    port: int
    environment: dict[str, str] = field(repr=False)
    var: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def localhost_url(self) -> str:
        """The same under a name: passkeys need one."""
        return f"http://localhost:{self.port}"

    def manage(self, *arguments: str, owner: bool = False) -> str:
        """Run a management command in the product's database; its standard output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | {"CONNEXIONS_DATABASE_ROLE": "owner" if owner else "app"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def sign_ins(self, *, everybody: bool = False) -> list[dict[str, Any]]:
        """The invented staff and how they sign in: one for each role, or everybody."""
        whom = ["--all"] if everybody else []
        told: list[dict[str, Any]] = json.loads(self.manage("sign_ins", "--json", *whom))
        return told


@contextmanager
def running(*, people: int, called: str = "journeys") -> Iterator[Product]:
    """The product with *people* invented people, until the block ends; *called* sets its database apart."""
    name = f"test_{called}_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="connexions-") as folder, own_database(name) as urls:
        port = free_port()
        environment = (
            os.environ
            | urls
            | {
                "CONNEXIONS_DEMO": "1",
                "CONNEXIONS_TESTING": "1",
                "CONNEXIONS_NOTIFY_BEARER": BEARER,
                "CONNEXIONS_VAR": folder,
                "PORT": str(port),
                "PYTHONUNBUFFERED": "1",
            }
        )
        _keep_assets(Path(folder))
        product = Product(port, environment, Path(folder))
        product.manage("migrate", "--verbosity", "0", owner=True)
        product.manage("demo", "--people", str(people), owner=True)
        with _served(product):
            yield product


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """A database of its own; the addresses of both roles to it."""
    urls = {
        "DATABASE_URL": database.url_for(database.APP),
        "DATABASE_OWNER_URL": database.url_for(database.OWNER),
    }
    with psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        owner.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {key: urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for key, url in urls.items()}
        finally:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _keep_assets(folder: Path) -> None:
    """The vendor files that set-up has made serve here too."""
    made = Path(os.environ.get("CONNEXIONS_VAR", ROOT / "var")) / "assets"
    (folder / "assets").symlink_to(made)


@contextmanager
def _served(product: Product) -> Iterator[None]:
    log = (product.var / "served.log").open("w")
    web = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(product.port),
        "--log-level",
        "warning",
    ]
    worker = [sys.executable, "manage.py", "work"]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=product.environment, stdout=log, stderr=subprocess.STDOUT)
        for command in (web, worker)
    ]
    try:
        _wait_until_in_order(product, started)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)
        log.close()


def _wait_until_in_order(product: Product, started: list[subprocess.Popen[bytes]]) -> None:
    told = ""
    for _ in range(PATIENCE * 5):
        if any(process.poll() is not None for process in started):
            break
        try:
            with urllib.request.urlopen(f"{product.url}/health", timeout=2) as answer:  # noqa: S310 our own address
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as problem:
            told = problem.read().decode()
        except OSError as problem:
            told = str(problem)
        time.sleep(0.2)
    raise AssertionError(f"The product did not come up: {told}\n{(product.var / 'served.log').read_text()}")
