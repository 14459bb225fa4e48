"""`serve`: what it says when it cannot, and that it stops when it is told."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from standin import Run

WAIT = 60  # seconds


def test_a_port_in_use_is_named(run: Run, book: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", "--book", str(book), "--port", str(port))

    assert done.exit_code == 1
    assert f"port {port} cannot be listened on" in done.stderr
    assert "--port takes another" in done.stderr


def test_a_book_that_is_not_there_is_named(run: Run) -> None:
    done = run("serve", "--book", "none.sourcebook", "--port", "0")

    assert done.exit_code == 1
    assert "there is no book at none.sourcebook" in done.stderr


def test_a_book_of_a_later_release_is_refused_by_name(run: Run, book: Path) -> None:
    with sqlite3.connect(book) as conn:
        conn.execute("PRAGMA user_version = 999")
    done = run("serve", "--book", str(book), "--port", "0")

    assert done.exit_code == 1
    assert "newer than this one" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_the_page_is_served_until_ctrl_c_and_ends_quietly(run: Run, book: Path) -> None:
    del run
    command = [sys.executable, "-m", "sourcebook", "serve", "--book", str(book), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = re.findall(r"http://127\.0\.0\.1:\d+", said)[0]
        with urllib.request.urlopen(f"{address}/api/v1/about", timeout=WAIT) as answer:  # noqa: S310 - loopback
            about = answer.read().decode()
        os.kill(server.pid, signal.SIGINT)
        out, err = server.communicate(timeout=WAIT)

    assert '"reports":1' in about
    assert (server.returncode, out) == (0, "")
    assert "Traceback" not in err
