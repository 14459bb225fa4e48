import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from intake_samples import PAGE, Site, only_failure, only_report

from sourcebook.intake import ask

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """A certificate for good.example that this machine trusts; every name is this machine."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    line = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=good.example",
    ]
    line += ["-addext", "subjectAltName=DNS:good.example", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(line, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, port, *a, **k: real("127.0.0.1", port, *a, **k))
    ask._trust.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    yield context
    ask._trust.cache_clear()


@pytest.fixture
def port(site: Site, trusted: ssl.SSLContext) -> str:
    site.server.socket = trusted.wrap_socket(site.server.socket, server_side=True)
    site.serve("/x", PAGE.encode())
    return site.url.rsplit(":")[-1]


def test_a_page_is_read_over_https_when_the_certificate_is_for_its_name(port: str) -> None:
    assert (
        only_report(f"https://good.example:{port}/x", allow_private=True).title == "Rebels seize border post"
    )


def test_a_certificate_for_another_name_is_refused(port: str) -> None:
    failure = only_failure(f"https://evil.example:{port}/x", allow_private=True)
    assert failure.kind == "FetchError"
    assert "certificate" in failure.message
