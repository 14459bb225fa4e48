"""A worker's own process: it takes jobs as lines of JSON on standard input and answers on standard output.

Answers are {"at": N} before each report, {"done": {...}} after a job with the processor's seconds that it took and the
most memory that was held so far, and {"error": "..."} where it could not be done.
The reader's models are loaded once, before the first report's time is counted. What a report does to the process
happens to nobody else: `guard` stands outside. When standard input ends, whoever gave the jobs is gone, killed perhaps,
and the process ends with it in the middle of whatever it does.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from queue import Queue
from threading import Thread
from time import process_time
from typing import Any

from sourcebook.archive.trouble import Care, Job

_NO_MEMORY = 71  # exit code, of a report that asked for more memory than it may have


def main() -> None:
    """Take jobs until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    _limit_memory(int(os.environ.get("SOURCEBOOK_WORKER_BYTES", "0")))
    jobs: Queue[str] = Queue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()

    def say(told: dict[str, Any]) -> None:
        answers.write(json.dumps(told) + "\n")
        answers.flush()

    while True:
        say(_answer(jobs.get(), lambda n: say({"at": n})))


def _listen(jobs: "Queue[str]") -> None:
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)


def _answer(job: str, at: Callable[[int], None]) -> dict[str, Any]:
    began = process_time()
    try:
        told = do(json.loads(job), at)
        return {
            "done": told
            | {"processor_seconds": round(process_time() - began, 3), "worker_mb": _peak() // 10**6}
        }
    except MemoryError:  # what else lies in this process can no longer be trusted
        os._exit(_NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - it is told to the run, which stops
        return {"error": f"{type(error).__name__}: {error}"}


def do(job: Job, at: Callable[[int], None]) -> dict[str, Any]:
    """Do one job.

    Args:
        job: what to do, with which files; see `work`.
        at: is called with each report's place before it is looked at.
    """
    if job["do"] == "prepare":
        from sourcebook.archive.prepare import prepare  # noqa: PLC0415 - each kind of work loads its own

        _ready()
        return prepare(Path(job["from"]), Path(job["to"]), first=job["first"], care=Care.of(job), at=at)
    from sourcebook.archive.reading import read_shard  # noqa: PLC0415

    _warm(job["project"])
    return read_shard(
        Path(job["from"]),
        Path(job["to"]),
        copies={int(n): ident for n, ident in job["copies"].items()},
        project=Path(job["project"]) if job["project"] else None,
        care=Care.of(job),
        at=at,
    )


@cache
def _ready() -> None:
    """Have what preparing needs loaded, once."""
    from sourcebook.archive.prepare import warm  # noqa: PLC0415 - as above

    warm()


@cache
def _warm(project: str | None) -> None:
    """Have the models and the knowledge loaded, once for each project."""
    from sourcebook.archive.reading import warm  # noqa: PLC0415 - as above

    warm(Path(project) if project else None)
    gc.collect()
    gc.freeze()  # what is loaded stays for good, and need not be gone through again for what may be let go


def _peak() -> int:
    """The most bytes of memory that this process has held; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _limit_memory(most: int) -> None:
    """Have the machine refuse memory over a number of bytes, where it can, so that a greedy report fails by itself."""
    if not most:
        return
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (ImportError, ValueError, OSError):
        print("memory per report cannot be limited on this system", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
