"""Accounts, for those who may see to them."""

from fastapi import APIRouter, Request

from sourcebook.review.accounts import Entrance
from sourcebook.review.refusals import RESPONSES
from sourcebook.review.words import NewUser, User, UserChange

router = APIRouter(responses=RESPONSES)


@router.get("/users")
def users(request: Request) -> list[User]:
    """Every account."""
    entrance = _entrance(request)
    return entrance.users().every() if entrance.accounts() else []


@router.post("/users")
def add(asked: NewUser, request: Request) -> User:
    """Make an account; the first one is an admin's, and from then on everybody logs in."""
    return _entrance(request).users(create=True).add(asked.name, role=asked.role, password=asked.password)


@router.delete("/users/{name}")
def remove(name: str, request: Request) -> list[User]:
    """Take an account away, and end its sessions; those that are left."""
    found = _entrance(request).users()
    found.remove(name)
    return found.every()


@router.patch("/users/{name}")
def change(name: str, asked: UserChange, request: Request) -> User:
    """Change an account's role or password; a new password ends its sessions."""
    return _entrance(request).users().change(name, role=asked.role, password=asked.password)


def _entrance(request: Request) -> Entrance:
    entrance: Entrance = request.app.state.entrance
    return entrance
