"""Sending an initiative: the phase it counts in, similar titles of the unit, the record, and the receipt."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from campaign.boards.phrases import inside_sentence
from campaign.counts import Counts
from campaign.definition import Phase, Unit
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count, percent
from campaign.vietnamese.text import fold
from handlers.choosing import chosen
from handlers.counting import counts_of, denominator, submitted
from handlers.form.answers import Answers
from handlers.form.drafting import gone, open_draft, speaking_for
from handlers.invitations import mint, say_expiry
from handlers.likeness import most_alike
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.states import IDLE, Comparing, Filling, Reviewing
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Draft, Initiative, InitiativeEvent, Invite

_ALIKE = 85  # percent
_SHOWN = 3


def number_of(turn: Turn, initiative_id: int) -> str:
    """The printed number of an initiative: "SK-DA-000123"; at least six digits, never reused."""
    return turn.campaign.number(initiative_id)


def send(turn: Turn, draft: Draft) -> Outcome:
    """Send the draft, after showing similar titles of the unit if there are any."""
    if phase_for(turn, draft) is None:
        return _out_of_time(turn)
    return go(Comparing(draft=draft.id)) if similar(turn, draft) else submit(turn, draft)


def phase_for(turn: Turn, draft: Draft) -> Phase | None:
    """The phase that an initiative confirmed now counts in.

    It is the open one; or the one just ended, when the review card was shown before its end and the grace is not over.
    """
    grace = timedelta(minutes=turn.campaign.policy.grace_minutes)
    for phase in turn.campaign.phases:
        carded_in_time = draft.carded_at is not None and draft.carded_at < phase.ends_at
        if carded_in_time and phase.ends_at <= turn.now < phase.ends_at + grace:
            return phase
    return turn.phase()


def _out_of_time(turn: Turn) -> Outcome:
    ahead = [phase for phase in turn.campaign.phases if phase.starts_at > turn.now]
    if ahead:
        opens = say_moment(ahead[0].starts_at, turn.scene.zone)
        return go(IDLE, turn.t("submit-not-open", phase=ahead[0].name, opens=opens))
    return go(IDLE, turn.t("submit-closed"))


# Similar titles


def similar(turn: Turn, draft: Draft) -> list[tuple[int, str]]:
    """(number, title) of the most alike initiatives of the same unit, at most three; a hint, never a verdict (I14)."""
    alike = most_alike(draft.title, turn.records.titles_in(draft.unit), least=_ALIKE)
    return [(number, title) for _, number, title in alike[:_SHOWN]]


def present_similar(turn: Turn, state: Comparing) -> Reply:
    """Show what is alike; the worker decides."""
    draft = open_draft(turn, state.draft)
    assert draft is not None, "a comparison of a draft that is gone"
    lines = [f"• {number_of(turn, number)} – {title}" for number, title in similar(turn, draft)]
    return ask("\n".join([turn.t("similar-ask"), *lines]), choices=_similar_rows(turn))


def _similar_rows(turn: Turn) -> Rows:
    return column(
        Choice(turn.t("similar-send"), "send", "success"),
        turn.button("similar-rename", "rename"),
        turn.button("similar-back", "back"),
    )


def answer_similar(turn: Turn, state: Comparing) -> Outcome:
    """Send it all the same, change the title, or go back to the card."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    match chosen(turn, _similar_rows(turn)):
        case "send" if phase_for(turn, draft) is not None:
            return submit(turn, draft)
        case "send":
            return _out_of_time(turn)
        case "rename":
            return go(Filling(draft=draft.id, key="title", editing=True))
        case "back" | "cancel" | "skip":
            return go(Reviewing(draft=draft.id))
    return go(state, turn.t("choice-unclear"))


# The record


def submit(turn: Turn, draft: Draft) -> Outcome:
    """Store the initiative with its tally and give the receipt."""
    phase = phase_for(turn, draft)
    assert phase is not None, "submitted out of every phase"
    turn = speaking_for(turn, draft)
    initiative = _initiative(turn, draft, phase)
    noted = InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=initiative.id,
        kind="submitted",
        at=turn.now,
        by_person=turn.me().id,
    )
    before = counts_of(turn, draft.unit, phase)
    sent = replace(draft, state="sent")
    changes = (initiative, noted, sent, *submitted(turn, draft.unit, phase))
    if not initiative.is_unclaimed:
        return Outcome((_receipt(turn, initiative, phase, before),), changes, IDLE)
    claim = mint_claim(turn, initiative)
    return Outcome((_receipt_for(turn, initiative, phase, before, claim),), (*changes, claim), IDLE)


def _initiative(turn: Turn, draft: Draft, phase: Phase) -> Initiative:
    empty = Initiative(
        id=turn.new_id("initiative"),
        unit=draft.unit,
        phase=phase.code,
        person_id=None if draft.author_name else turn.me().id,
        entered_by=turn.me().id if draft.author_name else None,
        draft_id=draft.id,
        source_key=None,
        title="",
        title_folded="",
        field=None,
        solution_kind=None,
        member_kind=draft.author_kind if draft.author_name else turn.me().member_kind,
        benefit_vnd=None,
        confidential=False,
        answers="{}",
        authors="[]",
        status="submitted",
        channel=turn.chat.channel,
        submitted_at=turn.now,
    )
    return with_answers(turn, empty, Answers.read(draft.answers))


def with_answers(turn: Turn, made: Initiative, answers: Answers) -> Initiative:
    """The initiative with these answers, and with all that is read out of them."""
    title = str(answers.get("title") or "")
    benefit: dict[str, Any] = answers.get("benefit") or {"vnd": None}
    return replace(
        made,
        title=title,
        title_folded=fold(title),
        field=answers.get("field"),
        solution_kind=answers.get("solution_kind"),
        benefit_vnd=benefit["vnd"],
        confidential=bool(answers.get("confidential")),
        answers=answers.stored(),
        authors=_authors(turn, answers),
    )


def _authors(turn: Turn, answers: Answers) -> str:
    authors = answers.get("authors") or [{"name": turn.author_name(), "share": 100}]
    return json.dumps(authors, ensure_ascii=False)


# The receipt


def _receipt(turn: Turn, initiative: Initiative, phase: Phase, before: Counts) -> Reply:
    lines = [
        *_submitted(turn, initiative, phase, before),
        *(
            ()
            if turn.channel.terse
            else (turn.t("receipt-next" if turn.campaign.review else "receipt-thanks"),)
        ),
    ]
    if turn.campaign.form.report:
        lines.append(turn.t("receipt-report"))
    if _awaits_recognition(turn, initiative):
        lines.append(turn.t("receipt-not-recognised"))
    choices = (
        (Choice(turn.t("button-again"), "!dangky", "primary"),),
        (turn.button("button-mine", "!cuatoi"), turn.button("button-rank", "!xephang")),
    )
    heading = turn.t("receipt-heading", number=number_of(turn, initiative.id))
    return say("\n\n".join(lines), heading=heading, choices=choices, kind="receipt")


def _submitted(turn: Turn, initiative: Initiative, phase: Phase, before: Counts) -> list[str]:
    """What was sent, where the unit stands with it, and what came with it."""
    unit = turn.unit(initiative.unit)
    return [
        turn.t(
            "receipt-text",
            title=initiative.title,
            unit=unit.name if unit else initiative.unit,
            at=say_moment(initiative.submitted_at, turn.scene.zone),
            phase=phase.name,
        ),
        standing_line(turn, unit, phase, before),
        *_files_line(turn, initiative),
    ]


def _receipt_for(turn: Turn, made: Initiative, phase: Phase, before: Counts, claim: Invite) -> Reply:
    """What who entered it for its author hears, with the code to hand to him."""
    lines = [*_submitted(turn, made, phase, before), say_claim(turn, made, claim)]
    choices = column(turn.button("nhapho-again", "!nhapho"), turn.button("danhapho-button", "!danhapho"))
    heading = turn.t("receipt-heading", number=number_of(turn, made.id))
    return say("\n\n".join(lines), heading=heading, choices=choices, kind="receipt")


def mint_claim(turn: Turn, made: Initiative) -> Invite:
    """The code with which the author takes it over, as long as anything of the campaign can still be changed."""
    closes = max((phase.closes_at for phase in turn.campaign.phases), default=turn.now)
    claim = mint(turn, "claim", made.unit)
    return replace(claim, expires_at=max(claim.expires_at or closes, closes), initiative_id=made.id)


def say_claim(turn: Turn, made: Initiative, claim: Invite) -> str:
    """The code, what it is for, and until when."""
    door = turn.channel.door(made.unit)
    words = {"author": turn.author or turn.t("nhapho-author"), "bot": door.contact}
    return turn.t("nhapho-claim", **words, code=claim.code, until=say_expiry(turn, claim))


def _files_line(turn: Turn, initiative: Initiative) -> tuple[str, ...]:
    """How many files came with it, where not each of them was answered."""
    if not turn.channel.frugal or initiative.draft_id is None:
        return ()
    given = len(turn.records.attachments_of(initiative.draft_id))
    return (turn.t("receipt-files", files=turn.t("word-files", n=count(given))),) if given else ()


def _awaits_recognition(turn: Turn, initiative: Initiative) -> bool:
    """Whether the form asks who recognised it and nobody has yet."""
    value = Answers.read(initiative.answers).get("recognition")
    asked = any(step.key == "recognition" for step in turn.campaign.form.steps)
    return asked and not (value and value["by"])


def standing_line(turn: Turn, unit: Unit | None, phase: Phase, before: Counts) -> str:
    """The unit's standing before and after, with its target named."""
    then, now = before.counted, before.counted + 1
    target = denominator(turn, unit.code, phase) if unit else None
    name = unit.name if unit else "–"
    if target is None:
        return turn.t("receipt-standing-plain", unit=name, before=count(then), after=count(now))
    named = turn.t(target.text_id, phase=inside_sentence(phase.name))
    words = {"unit": name, "before": count(then), "after": count(now), "target": count(target.value)}
    if turn.campaign.measure == "counted":
        return turn.t("receipt-standing", **words, share=percent(now, target.value) or "–", named=named)
    share = percent(before.valid, target.value) or "–"
    return turn.t("receipt-standing-valid", **words, valid=count(before.valid), share=share, named=named)
