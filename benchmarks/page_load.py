"""How long does the review page wait while a team works? And is every judgement that was acknowledged in the book?

    python benchmarks/page_load.py [--book BOOK | --reports 1000] [--seconds 20] [--readers 50] [--reviewers 5]
        [--questions]

A real server on loopback, with an account for each person. A reader asks one thing after another with a pause of
about a second, a reviewer judges with a pause of about two and reads on between; one judgement in ten is sent twice,
as a page does when the answer did not come. BOOK is copied first and stays as it is; without one a book is made by
`synthetic_book.py`. With --questions one request in six asks after time or a network, or what to judge, which goes
through the whole book. Times are those that the asker sees, in milliseconds; the server's processor time shows what it
did however busy the machine is. The exit code is 1 when a request failed or a judgement is missing.
"""

import argparse
import asyncio
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from sourcebook.ledger import Ledger
from sourcebook.review.accounts import Users, accounts_beside, open_accounts
from sourcebook.review.words import Role

HERE = Path(__file__).parent
PASSWORD = "a load of quiet herons"  # noqa: S105 - of accounts that are gone when this ends
API = "/api/v1"
START_S = 180.0
MOST_NAMED = 20  # bodies that are asked after
WORDS = ("attack", "north", "army", "truce", "killed", "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is tried.

    Attributes:
        seconds: how long.
        readers, reviewers: how many people.
        pause: a reader's pause between two requests, in seconds on average; a reviewer's is twice as long.
        seed: of chance.
        questions: whether readers also ask what goes through the whole book.
    """

    seconds: float
    readers: int
    reviewers: int
    pause: float
    seed: int
    questions: bool


@dataclass(slots=True)
class Seen:
    """What came of it.

    Attributes:
        times: of each kind of request, in milliseconds.
        errors: what failed.
        said: number of each acknowledged judgement, with its claim, verdict and reviewer.
        refused: judgements that the server refused because somebody else was faster.
        gone: incidents asked for after a judgement had made others of their claims.
    """

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    said: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    refused: int = 0
    gone: int = 0


@dataclass(slots=True)
class Person:
    """Somebody with a browser."""

    name: str
    client: httpx.AsyncClient
    seen: Seen
    chance: random.Random
    token: str = ""
    questions: bool = False
    tags: dict[str, str] = field(default_factory=dict)

    async def ask(
        self,
        kind: str,
        method: str,
        path: str,
        **given: Any,  # noqa: ANN401 - httpx's own
    ) -> httpx.Response | None:
        """Send a request and note how long it took; None when it failed."""
        began = time.perf_counter()
        try:
            answer = await self.client.request(method, f"{API}{path}", **given)
        except httpx.HTTPError as e:
            self.seen.errors.append(f"{kind}: {type(e).__name__} {e}")
            return None
        self.seen.times[kind].append((time.perf_counter() - began) * 1000)
        if kind == "incident" and answer.status_code == 404:
            self.seen.gone += 1
            return None
        if answer.status_code not in {200, 304, 409}:
            self.seen.errors.append(f"{kind}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer

    async def log_in(self) -> None:
        """Log in, as the page does."""
        open_token = (await self.client.get(f"{API}/session")).json()["csrf"]
        sent = {"name": self.name, "password": PASSWORD}
        answer = await self.ask(
            "log in", "POST", "/session", json=sent, headers={"X-Sourcebook-Token": open_token}
        )
        if answer is not None:
            self.token = answer.json()["csrf"]

    async def read(self, ids: dict[str, list[str]]) -> None:
        """Look at one thing."""
        kind, path = self._wish(ids)
        held = {"If-None-Match": self.tags[path]} if path in self.tags else {}
        answer = await self.ask(kind, "GET", path, headers=held)
        if answer is not None and kind == "world" and "etag" in answer.headers:
            self.tags[path] = answer.headers["etag"]

    def _wish(self, ids: dict[str, list[str]]) -> tuple[str, str]:
        if self.questions and self.chance.random() < 1 / 6:
            return self._question(ids)
        kinds = [
            "claim",
            "claim",
            "incident",
            "incident",
            "report",
            "entity",
            "list",
            "search",
            "suggest",
            "world",
        ]
        kind = self.chance.choice(kinds)
        if kind in ids:
            several = {"claim": "claims", "incident": "incidents", "report": "reports", "entity": "entities"}
            return kind, f"/{several[kind]}/{self.chance.choice(ids[kind])}"
        word = self.chance.choice(WORDS)
        return kind, {
            "list": "/claims?limit=50",
            "search": f"/search?q={word}",
            "suggest": f"/suggest?q={word[:3]}",
            "world": "/world",
        }[kind]

    def _question(self, ids: dict[str, list[str]]) -> tuple[str, str]:
        """Something that goes through the whole book."""
        one, other = (quote(i) for i in self.chance.sample(ids["actor"], 2))
        return self.chance.choice(
            [
                ("queue", "/queue?limit=50"),
                ("posture", f"/posture?actor={one}&target={other}"),
                ("reach", f"/reach?actor={one}"),
                ("hinges", "/hinges"),
                ("diff", "/diff?from=2018-01&to=2018-03"),
            ]
        )

    async def judge(self, ids: dict[str, list[str]]) -> None:
        """Judge one claim, now and then twice with one key."""
        verdict = self.chance.choice(("accept", "reject"))
        sent = {"key": uuid4().hex, "verdict": verdict, "claim": self.chance.choice(ids["claim"])}
        for _ in range(2 if self.chance.random() < 0.1 else 1):
            answer = await self.ask(
                "judge", "POST", "/judgements", json=sent, headers={"X-Sourcebook-Token": self.token}
            )
            if answer is not None and answer.status_code == 200:
                for n in answer.json()["numbers"]:
                    self.seen.said[n] = (sent["claim"], verdict, self.name)
            elif answer is not None:
                self.seen.refused += 1


def main() -> None:
    """Run the check and print what came of it."""
    given = _arguments()
    plan = Plan(
        seconds=given.seconds,
        readers=given.readers,
        reviewers=given.reviewers,
        pause=given.pause,
        seed=given.seed,
        questions=given.questions,
    )
    with tempfile.TemporaryDirectory() as folder:
        book = _book(Path(folder), given.book, given.reports)
        names = _accounts(book, plan)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with _serving(book) as address:
            seen = asyncio.run(_work(address, names, plan))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        lost = _lost(book, seen)
    _print(seen, plan, lost)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"the server used {used:.1f} s of processor time")
    sys.exit(1 if lost or seen.errors or not seen.said else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--book", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", action="store_true", help="ask after time and networks, too")
    return parser.parse_args()


def _book(folder: Path, given: Path | None, reports: int) -> Path:
    path = folder / "load.sourcebook"
    if given is not None:
        shutil.copy(given, path)
    else:
        make = [sys.executable, str(HERE / "synthetic_book.py"), "--reports", str(reports), str(path)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    return path


def _accounts(book: Path, plan: Plan) -> list[str]:
    users = Users(open_accounts(accounts_beside(book), create=True))
    users.add("admin", role=Role.ADMIN, password=PASSWORD)
    people = [(f"reader{n}", Role.READER) for n in range(plan.readers)]
    people += [(f"reviewer{n}", Role.REVIEWER) for n in range(plan.reviewers)]
    for name, role in people:
        users.add(name, role=role, password=PASSWORD)
    users.engine.dispose()
    return [name for name, _ in people]


@contextmanager
def _serving(book: Path) -> Iterator[str]:
    """A server of its own process; its address."""
    command = [sys.executable, "-m", "sourcebook", "serve", "--book", str(book), "--port", "0"]
    with (
        (book.parent / "log").open("w+", encoding="utf-8") as log,
        subprocess.Popen(command, stderr=log) as server,
    ):
        try:
            yield _address(server, Path(log.name))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _address(server: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        said = re.search(r"http://\S+:\d+", log.read_text(encoding="utf-8"))
        if said and _answers(said[0]):
            return said[0]
        time.sleep(0.1)
    raise SystemExit(f"the server did not start: {log.read_text(encoding='utf-8')}")


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}{API}/session").status_code == 200
    except httpx.TransportError:
        return False


async def _work(address: str, names: list[str], plan: Plan) -> Seen:
    """Everybody at once, until the time is over."""
    seen = Seen()
    people = [
        Person(
            name,
            httpx.AsyncClient(base_url=address, headers={"Origin": address}, timeout=60),
            seen,
            random.Random(f"{plan.seed}/{name}"),  # noqa: S311 - chance here is no secret
            questions=plan.questions,
        )
        for name in names
    ]
    await asyncio.gather(*(p.log_in() for p in people))
    ids = await _ids(people[0])
    until = time.monotonic() + plan.seconds
    await asyncio.gather(*(_day(p, ids, plan, until) for p in people))
    await asyncio.gather(*(p.client.aclose() for p in people))
    return seen


async def _ids(person: Person) -> dict[str, list[str]]:
    """Ids of what there is to look at, once the whole book is put together."""
    until = time.monotonic() + START_S
    while True:
        answer = await person.ask("first world", "GET", "/world")
        world: dict[str, Any] = answer.json() if answer is not None else {"partial": True}
        if not world["partial"]:
            break
        if time.monotonic() > until:
            raise SystemExit(
                f"the world of the book was not there after {START_S:.0f} s: {person.seen.errors[:3]}"
            )
        await asyncio.sleep(0.5)
    claims = [c for of in world["incidents"]["claims"] for c in of]
    told = world["entities"]
    bodies = [
        (n, i)
        for n, i, place, kind in zip(told["claims"], told["id"], told["place"], told["kind"], strict=True)
        if not place and kind != "person" and "@" not in i
    ]
    return {
        "actor": [i for _, i in sorted(bodies, reverse=True)[:MOST_NAMED]],
        "claim": claims,
        "incident": world["incidents"]["id"],
        "report": world["reports"]["id"],
        "entity": world["entities"]["id"],
    }


async def _day(person: Person, ids: dict[str, list[str]], plan: Plan, until: float) -> None:
    reviewer = person.name.startswith("reviewer")
    pause = plan.pause * (2 if reviewer else 1)
    await asyncio.sleep(person.chance.uniform(0, pause))
    while time.monotonic() < until:
        if reviewer and person.chance.random() < 0.5:
            await person.judge(ids)
        else:
            await person.read(ids)
        await asyncio.sleep(person.chance.uniform(0.5, 1.5) * pause)


def _lost(book: Path, seen: Seen) -> list[int]:
    """Numbers of judgements that were acknowledged and are not in the book as they were made."""
    with Ledger.open(book, create=False, readonly=True) as ledger:
        held = {
            j.n: (j.judgement.claim, str(j.judgement.verdict), j.judgement.by) for j in ledger.judgements()
        }
    return [n for n, said in seen.said.items() if held.get(n) != said]


def _print(seen: Seen, plan: Plan, lost: list[int]) -> None:
    print(f"{plan.readers} readers and {plan.reviewers} reviewers for {plan.seconds:.0f} s")
    print(f"{'':12}{'n':>7}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    work = {k: v for k, v in sorted(seen.times.items()) if k not in {"log in", "first world"}}
    _row("all", [t for times in work.values() for t in times])
    for kind, times in (work | {k: v for k, v in seen.times.items() if k not in work}).items():
        _row(kind, times)
    print(
        f"{len(seen.errors)} errors; {seen.refused} judgements refused as overtaken, {seen.gone} incidents gone"
    )
    print(f"{len(seen.said)} judgements acknowledged, {len(lost)} of them lost")
    for error in seen.errors[:5]:
        print(error, file=sys.stderr)


def _row(kind: str, times: list[float]) -> None:
    if times:
        at = sorted(times)
        p50, p95 = at[len(at) // 2], at[min(len(at) - 1, int(len(at) * 0.95))]
        print(f"{kind:12}{len(at):>7}{p50:>9.1f}{p95:>9.1f}{at[-1]:>9.1f}")


if __name__ == "__main__":
    main()
