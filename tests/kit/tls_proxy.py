"""A proxy with a certificate before a server that speaks plain http, as the handbook puts one."""

from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

A_DAY = timedelta(days=1)


@contextmanager
def tls_proxy(folder: Path, port: int, backend: int) -> Generator[None]:
    """Answers by TLS at a port of this machine, and passes everything on, as it comes, to another."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    ready: Future[Callable[[], object]] = Future()
    answering = _answer(context, port, backend, ready)
    thread = Thread(
        target=asyncio.run, args=(answering,)
    )  # a loop of its own, apart from the test's
    thread.start()
    stop = ready.result()
    try:
        yield
    finally:
        stop()
        thread.join()


async def _answer(
    context: ssl.SSLContext, port: int, backend: int, ready: Future[Callable[[], object]]
) -> None:
    done = asyncio.Event()
    serve = partial(_serve, backend)
    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=context)
    ready.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, done.set))
    await done.wait()
    server.close()


async def _serve(backend: int, reader: StreamReader, writer: StreamWriter) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", backend)
    with suppress(asyncio.CancelledError):
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        with suppress(OSError):
            while piece := await reader.read(65536):
                writer.write(piece)
                await writer.drain()
    finally:
        writer.close()


def _certificate(folder: Path) -> Path:
    """A certificate that names itself as its issuer, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - A_DAY)
        .not_valid_after(now + A_DAY)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path
