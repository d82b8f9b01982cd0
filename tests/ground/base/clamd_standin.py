"""clamd on loopback: the INSTREAM protocol as it is spoken, which finds the test string that every scanner finds."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

# Written in two parts, so that no scanner takes this file for one that holds it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
STREAM_MAX = 2 * 2**20


@dataclass
class Clamd:
    """What the stand-in holds: where it listens, how it misbehaves, and what it was given."""

    where: str = ""
    says: bytes = b""  # answer everything so
    silent: bool = False
    scanned: int = 0


@contextmanager
def standing() -> Iterator[Clamd]:
    """The stand-in on a free port of loopback, until the block ends."""
    clamd = Clamd()

    class Handler(socketserver.StreamRequestHandler):
        timeout = 5

        def handle(self) -> None:
            command = self._until_nul()
            if clamd.silent:
                return
            if clamd.says:
                self.wfile.write(clamd.says)
            elif command == b"zPING":
                self.wfile.write(b"PONG\0")
            elif command == b"zINSTREAM":
                self.wfile.write(self._scanned())
            else:
                self.wfile.write(b"UNKNOWN COMMAND\0")

        def _scanned(self) -> bytes:
            whole = bytearray()
            while size := struct.unpack("!I", self.rfile.read(4))[0]:
                whole += self.rfile.read(size)
                if len(whole) > STREAM_MAX:
                    return b"INSTREAM size limit exceeded. ERROR\0"
            clamd.scanned += 1
            return b"stream: Eicar-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"

        def _until_nul(self) -> bytes:
            found = bytearray()
            while (sign := self.rfile.read(1)) not in (b"\0", b""):
                found += sign
            return bytes(found)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Whoever was cut off is no fault of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    clamd.where = f"127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
