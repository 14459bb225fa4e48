"""Judging, deciding and marking."""

from typing import Annotated

from fastapi import APIRouter, Path

from sourcebook.review import judging, marking, undoing
from sourcebook.review.guard import Reviewer
from sourcebook.review.refusals import RESPONSES
from sourcebook.review.routes.held import TheBooks
from sourcebook.review.words import Deciding, Judged, Judging, Marking, Undoing

router = APIRouter(responses=RESPONSES)
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.post("/judgements")
def judge(held: TheBooks, asked: Judging, by: Reviewer) -> Judged:
    """Judge a claim, an incident or a tie."""
    return judging.judge(held, asked, by)


@router.post("/judgements/{n}/undo")
def undo_judgement(held: TheBooks, n: Number, asked: Undoing, by: Reviewer) -> Judged:
    """Take a judgement back."""
    return undoing.undo(held, n, asked, by, sort="judgement")


@router.post("/claims")
def mark(held: TheBooks, asked: Marking, by: Reviewer) -> Judged:
    """Mark what the reader missed."""
    return marking.mark(held, asked, by)


@router.post("/decisions")
def decide(held: TheBooks, asked: Deciding, by: Reviewer) -> Judged:
    """Decide who is who."""
    return judging.decide(held, asked, by)


@router.post("/decisions/{n}/undo")
def undo_decision(held: TheBooks, n: Number, asked: Undoing, by: Reviewer) -> Judged:
    """Take a decision back."""
    return undoing.undo(held, n, asked, by, sort="decision")
