"""Serves Connexions on this machine, with demo people: what `bin/dev` does when set-up is done."""

import argparse
import http.client
import os
import shutil
import socket
import sys
import time
from contextlib import suppress

from config.launch import demo, pages, postgres, schema
from config.launch.database import database
from config.launch.manage import environment, manage, words
from config.launch.places import var
from config.launch.says import CannotGoOn, say, step
from config.launch.stopping import Stopped, stoppable
from config.launch.supervisor import Supervisor

HOST = "127.0.0.1"
READY_SECONDS = 90
# Static files are sent from the disk as they are; that Django would rather await them is no news to anybody.
STATIC_STREAMS = "ignore:StreamingHttpResponse must consume synchronous iterators:Warning"


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/dev",
        description="Sets up and serves Connexions with demo people. Ctrl-C stops it all; the data stays.",
        epilog="Environment: PORT (8000); DATABASE_URL and DATABASE_OWNER_URL, to use your own PostgreSQL.",
    )
    parser.add_argument(
        "--people",
        type=_count,
        default=demo.PEOPLE,
        metavar="N",
        help=f"how many demo people ({demo.PEOPLE})",
    )
    parser.add_argument("--no-demo", action="store_true", help="begin without demo people")
    parser.add_argument(
        "--reset", action="store_true", help="throw the private database away and begin again"
    )
    return parser.parse_args(given)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of people: give 1 or more.")
    return int(text)


def port() -> int:
    """The port to serve on, if it is free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise CannotGoOn(f"PORT is {text!r}: give a number from 1 to 65535.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(text)))
        except PermissionError:
            raise CannotGoOn(f"Port {text} may not be used by this account: PORT=8000 bin/dev") from None
        except OSError:
            other = int(text) + 1 if int(text) < 65535 else 8000
            raise CannotGoOn(
                f"Port {text} is taken: stop what uses it, or choose another with PORT={other} bin/dev"
            ) from None
    return int(text)


def reset() -> None:
    """Throw away the private database and what was uploaded into it."""
    if os.environ.get("DATABASE_URL"):
        raise CannotGoOn("--reset throws away the private database only, and DATABASE_URL names another.")
    postgres.remove(postgres.private())
    shutil.rmtree(var() / "files", ignore_errors=True)


def serve(given: argparse.Namespace, number: int) -> None:
    with database() as urls:
        env = environment(urls, CONNEXIONS_DEMO="0" if given.no_demo else "1")
        schema.keep(urls)
        pages.collect(env)
        if given.no_demo:
            demo.refuse()
        else:
            demo.ensure(urls, env, people=given.people)
        _run(env, number)


def _run(env: dict[str, str], number: int) -> None:
    web = [
        sys.executable, "-W", STATIC_STREAMS, "-m", "uvicorn", "config.asgi:application",
        "--host", HOST, "--port", str(number), "--lifespan", "off",
        "--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "3",
    ]  # fmt: skip
    supervisor = Supervisor()
    try:
        supervisor.start("worker", words("work"), env)
        supervisor.start("web", web, env)
        with step("Web server and worker", at_once=False):  # they may have something to say meanwhile
            _await_health(supervisor, number)
        _welcome(env, number)
        supervisor.watch(also=_check_database)
    finally:
        say("\nStopping …")
        supervisor.stop()


def _check_database() -> None:
    cluster = postgres.private()
    if not os.environ.get("DATABASE_URL") and cluster.pid() is None:
        raise CannotGoOn(f"The private PostgreSQL ended by itself: see the end of {cluster.log}.")


def _await_health(supervisor: Supervisor, number: int) -> None:
    until = time.monotonic() + READY_SECONDS
    answer = "nothing"
    while time.monotonic() < until:
        supervisor.check()
        with suppress(OSError, http.client.HTTPException):
            status, answer = _health(number)
            if status == 200:
                return
        time.sleep(0.4)
    raise CannotGoOn(f"/health did not say that all is well within {READY_SECONDS} s. It said: {answer}")


def _health(number: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, number, timeout=5)
    try:
        connection.request("GET", "/health")
        response = connection.getresponse()
        return response.status, f"{response.status} {response.read(500).decode(errors='replace')}"
    finally:
        connection.close()


def _welcome(env: dict[str, str], number: int) -> None:
    manage("sign_ins", env=env)
    say("\nA code lasts half a minute: bin/connexions sign-ins shows them anew.")
    say(f"Connexions is at http://{HOST}:{number}/ — Ctrl-C stops it; the data stays.\n")


def main(given: list[str]) -> int:
    options = arguments(given)
    try:
        with stoppable():
            number = port()
            if options.reset:
                reset()
            serve(options, number)
    except Stopped:
        say("Stopped. Run bin/dev to go on where you were.")
    except CannotGoOn as why:
        say(str(why))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
