"""Accounts, their passwords and sessions, below HTTP."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from served import CHEAP, PASSWORD
from sourcebook.errors import AccountError, AccountProblem, AccountsFileError, TooManyAttempts, WrongLogIn
from sourcebook.ledger import Ledger
from sourcebook.review.accounts import Entrance, Users, open_accounts, passwords
from sourcebook.review.accounts.limits import PER_ADDRESS, PER_NAME, WINDOW, Limits, network_of
from sourcebook.review.accounts.names import clean_name, key_of
from sourcebook.review.accounts.sessions import IDLE, LONGEST, MOST
from sourcebook.review.words import Role

NAMES = ("amal", "Noor", "José", "نور")
LogIn = Callable[..., str]


class Clock:
    def __init__(self) -> None:
        self.at = 1_700_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "levant.accounts"


@pytest.fixture
def entrance(path: Path, clock: Clock) -> Entrance:
    made = Entrance(path, now=clock)
    made.users(create=True).add("amal", role=Role.ADMIN, password=PASSWORD)
    made.users().add("noor", role=Role.REVIEWER, password=PASSWORD)
    return made


@pytest.fixture
def log_in(entrance: Entrance) -> LogIn:
    def logged(name: str = "noor", password: str = PASSWORD, address: str = "10.0.0.1") -> str:
        token = entrance.log_in(name, password, address=address, former=None).token
        assert token
        return token

    return logged


def test_the_file_is_for_its_owner_alone_and_holds_neither_password_nor_token(
    path: Path, log_in: LogIn
) -> None:
    token = log_in()

    held = path.read_bytes()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in held
    assert token.encode() not in held


def test_a_book_is_no_file_of_accounts_and_stays_as_it_is(tmp_path: Path) -> None:
    book = tmp_path / "levant.sourcebook"
    Ledger.open(book).close()
    before = book.read_bytes()

    with pytest.raises(AccountsFileError, match="another program"):
        open_accounts(book, create=True)
    assert book.read_bytes() == before


def test_what_is_no_database_is_refused_by_name(path: Path) -> None:
    path.write_text("amal:secret\n" * 100, encoding="utf-8")

    with pytest.raises(AccountsFileError, match=r"levant\.accounts"):
        open_accounts(path, create=False)


def test_a_file_of_a_later_release_is_refused(path: Path) -> None:
    engine = open_accounts(path, create=True)
    with engine.connect() as conn, conn.begin():
        conn.exec_driver_sql("PRAGMA user_version = 99")
    engine.dispose()

    with pytest.raises(AccountsFileError, match="newer"):
        open_accounts(path, create=False)


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 65, "a/b", "..", "a\x00b", "<b>", "a\nb", "-amal", "a;b", "a\u202eb"]
)
def test_what_could_mislead_is_no_name(name: str) -> None:
    with pytest.raises(AccountProblem):
        clean_name(name)


@pytest.mark.parametrize("name", NAMES)
def test_people_keep_their_names(name: str) -> None:
    assert clean_name(f" {name} ") == name


@given(st.text(max_size=80))
def test_a_cleaned_name_is_clean_and_has_the_key_of_what_was_typed(name: str) -> None:
    try:
        cleaned = clean_name(name)
    except AccountProblem:
        return
    assert clean_name(cleaned) == cleaned
    assert key_of(cleaned) == key_of(name)


def test_two_spellings_of_a_name_are_one_account(entrance: Entrance) -> None:
    with pytest.raises(AccountProblem, match="already"):
        entrance.users().add("NOOR", role=Role.READER, password=PASSWORD)


@pytest.mark.parametrize("password", ["short", "nadia maria", "x" * 1025])
def test_a_weak_or_endless_password_is_refused(entrance: Entrance, password: str) -> None:
    with pytest.raises(AccountProblem, match="password"):
        entrance.users().add("Nadia Maria", role=Role.READER, password=password)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "role"]), st.sampled_from(NAMES), st.sampled_from(list(Role))
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_where_there_are_accounts_one_is_an_admins(steps: list[tuple[str, str, Role]]) -> None:
    with TemporaryDirectory() as folder:
        engine = open_accounts(Path(folder) / "a.accounts", create=True)
        users = Users(engine)
        for step, name, role in steps:
            try:
                if step == "add":
                    users.add(name, role=role, password=PASSWORD)
                elif step == "remove":
                    users.remove(name)
                else:
                    users.change(name, role=role)
            except AccountError:
                pass
            assert users.any() == bool(users.admins())
        engine.dispose()


def test_a_session_tells_whose_it_is_with_the_role_of_the_moment(entrance: Entrance, log_in: LogIn) -> None:
    token = log_in()
    entrance.users().change("noor", role=Role.READER)

    who = entrance.asker(token).who

    assert (who.name, who.role) == ("noor", Role.READER)


@pytest.mark.parametrize("wait", [IDLE + 1, LONGEST + 1])
def test_a_session_that_nobody_uses_ends(
    entrance: Entrance, log_in: LogIn, clock: Clock, wait: float
) -> None:
    token = log_in()
    clock.at += wait

    assert entrance.asker(token).who.name is None


def test_a_session_in_use_goes_on_until_its_longest(entrance: Entrance, log_in: LogIn, clock: Clock) -> None:
    token = log_in()
    alive = []
    while clock.at < 1_700_000_000.0 + LONGEST + IDLE:
        clock.at += IDLE / 2
        alive.append((clock.at - 1_700_000_000.0, entrance.asker(token).who.name == "noor"))

    assert all(there == (age < LONGEST) for age, there in alive)


def test_a_new_password_ends_every_session_of_its_account_alone(entrance: Entrance, log_in: LogIn) -> None:
    ended, other = log_in(), log_in("amal")
    entrance.users().change("noor", password=PASSWORD + "!")

    assert entrance.asker(ended).who.name is None
    assert entrance.asker(other).who.name == "amal"
    with pytest.raises(WrongLogIn):
        log_in()


def test_taking_an_account_away_ends_its_sessions(entrance: Entrance, log_in: LogIn) -> None:
    token = log_in()
    entrance.users().remove("noor")

    assert entrance.asker(token).who.name is None


def test_logging_in_ends_the_session_that_came_along_and_gives_another(
    entrance: Entrance, log_in: LogIn
) -> None:
    former = log_in()

    token = entrance.log_in("noor", PASSWORD, address="10.0.0.1", former=former).token

    assert token != former
    assert entrance.asker(former).who.name is None


def test_a_token_that_somebody_made_up_becomes_nobodys_session(entrance: Entrance) -> None:
    fixed = "made up"
    token = entrance.log_in("noor", PASSWORD, address="10.0.0.1", former=fixed).token

    assert token not in {None, fixed}
    assert entrance.asker(fixed).who.name is None


def test_an_account_has_so_many_sessions_and_no_more(entrance: Entrance, log_in: LogIn, clock: Clock) -> None:
    tokens = []
    for _ in range(MOST + 3):
        clock.at += 1
        tokens.append(log_in())

    assert [entrance.asker(t).who.name for t in tokens] == [None] * 3 + ["noor"] * MOST


@pytest.mark.parametrize(
    ("name", "password"), [("noor", "wrong password"), ("nobody", PASSWORD), ("", ""), ("\ud800", "\ud800")]
)
def test_a_wrong_name_and_a_wrong_password_get_one_answer(log_in: LogIn, name: str, password: str) -> None:
    with pytest.raises(WrongLogIn) as refused:
        log_in(name, password)
    assert str(refused.value) == str(WrongLogIn())


def test_an_unknown_name_costs_a_hash_too(log_in: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr("sourcebook.review.accounts.entrance.fits", lambda kept, _: bool(tried.append(kept)))
    with pytest.raises(WrongLogIn):
        log_in("nobody")

    assert tried == [None]


def fail(log_in: LogIn, **given: str) -> None:
    with pytest.raises(WrongLogIn):
        log_in(**{"password": "wrong password", **given})


def test_failures_under_a_name_close_it_for_a_while_whoever_asks_and_whatever_they_know(
    log_in: LogIn, clock: Clock
) -> None:
    for n in range(PER_NAME):
        fail(log_in, address=f"10.0.{n}.1")

    with pytest.raises(TooManyAttempts) as refused:
        log_in(address="10.1.0.1")
    assert refused.value.wait == WINDOW

    clock.at += refused.value.wait
    assert log_in()


def test_failures_from_an_address_close_it_for_every_name(log_in: LogIn) -> None:
    for n in range(PER_ADDRESS):
        fail(log_in, name=f"guess{n}")

    with pytest.raises(TooManyAttempts):
        log_in("amal")
    assert log_in("amal", address="10.0.0.2")


def test_a_right_password_clears_the_name_but_not_the_address(log_in: LogIn) -> None:
    for _ in range(3):
        for _ in range(PER_NAME - 1):
            fail(log_in)
        log_in()
    for n in range(PER_ADDRESS - 3 * (PER_NAME - 1)):
        fail(log_in, name=f"guess{n}")

    with pytest.raises(TooManyAttempts):
        log_in()


def test_a_restart_forgets_no_failure(path: Path, log_in: LogIn, clock: Clock) -> None:
    for _ in range(PER_NAME):
        fail(log_in)
    anew = Entrance(path, now=clock)

    with pytest.raises(TooManyAttempts):
        anew.log_in("noor", PASSWORD, address="10.9.9.9", former=None)
    anew.close()


def test_many_attempts_at_once_are_no_way_around_the_limit(path: Path, entrance: Entrance) -> None:
    assert entrance.accounts()
    limits = Limits(open_accounts(path, create=False))

    def attempt(n: int) -> bool:
        try:
            limits.enter("noor", f"10.0.{n}.1")
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(attempt, range(4 * PER_NAME)))

    assert passed == PER_NAME
    limits.engine.dispose()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_one_customers_addresses_count_as_one(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_a_password_kept_at_lower_costs_is_kept_anew_when_it_is_next_given(
    path: Path, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dearer = type(CHEAP)(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", dearer)
    log_in()
    engine = open_accounts(path, create=False)
    with engine.connect() as conn:
        kept = conn.execute(sa.text("SELECT hash FROM user WHERE key = 'noor'")).scalar_one()
    engine.dispose()

    assert not dearer.check_needs_rehash(kept)
    assert log_in()


def test_a_server_that_had_accounts_stays_closed_when_their_file_is_gone(
    path: Path, entrance: Entrance
) -> None:
    assert entrance.accounts()
    path.unlink()

    assert entrance.asker(None).who.role is None


def test_without_accounts_whoever_asks_may_do_everything_and_no_file_appears(path: Path) -> None:
    who = Entrance(path).asker("whatever").who

    assert (who.name, who.role, who.accounts) == (None, Role.ADMIN, False)
    assert not path.exists()


def test_where_accounts_are_required_nobody_comes_in_while_there_are_none(path: Path) -> None:
    entrance = Entrance(path, required=True)

    assert entrance.asker("whatever").who.role is None
    with pytest.raises(WrongLogIn):
        entrance.log_in("amal", PASSWORD, address="10.0.0.1", former=None)
