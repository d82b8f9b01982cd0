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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
BEARER = "journeys-and-the-post-room"  # what GOV.UK Notify would post to us with
PATIENCE = 180  # seconds for the product to be in order


@dataclass
class Product:
    """A running product: where it is, and a way to give it an operator's command."""

    port: int
    environment: dict[str, str] = field(repr=False)
    var: Path
    door: "subprocess.Popen[str]" = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def localhost_url(self) -> str:
        """The same under a name: passkeys need one."""
        return f"http://localhost:{self.port}"

    def manage(self, *arguments: str) -> str:
        """Run a management command in the product's database; its standard output."""
        return databases.manage(self.environment, *arguments)

    def session(self, email: str) -> str:
        """The key of a new session of the one with this e-mail address."""
        assert self.door.stdin is not None
        assert self.door.stdout is not None
        print(email, file=self.door.stdin, flush=True)
        key = self.door.stdout.readline().strip()
        assert key, f"No session was opened for {email}."
        return key

    def sign_ins(self, *, everybody: bool = False) -> list[dict[str, Any]]:
        """The invented staff and how they sign in: one for each role, or everybody."""
        whom = ["--all"] if everybody else []
        told: list[dict[str, Any]] = json.loads(self.manage("sign_ins", "--json", *whom))
        return told


@contextmanager
def running(*, called: str = "journeys") -> Iterator[Product]:
    """The product with a few hundred invented people, until the block ends; *called* sets its database apart."""
    with tempfile.TemporaryDirectory(prefix="connexions-") as folder, _peopled(called, Path(folder)) as urls:
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
        with _doorkeeper(environment) as door:
            product = Product(port, environment, Path(folder), door)
            with _served(product):
                yield product


def _peopled(called: str, folder: Path) -> AbstractContextManager[databases.Environment]:
    return databases.peopled(f"test_{called}_{os.getpid()}", folder)


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
def _doorkeeper(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    told = environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", "tests.journeys.doorkeeper"]
    with subprocess.Popen(
        command, cwd=ROOT, env=told, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as door:
        yield door  # which ends when nothing can come in any more


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
