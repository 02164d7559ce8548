"""Everything stored about one person, as a text he can read and keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from campaign.vietnamese.dates import say_date, say_time
from handlers.consent import PURPOSES
from handlers.counting import phase_of
from handlers.form.answers import Answers
from handlers.form.drafting import form_of
from handlers.mine.listing import spelled, status_name
from handlers.mine.ownership import form_for
from handlers.profile import channel_name
from handlers.reminders import hour_of
from handlers.submission import number_of
from handlers.turn import Turn
from storage.records import Attachment, Award, Consent, Draft, Initiative, InitiativeEvent, Question, Role


def dossier(turn: Turn) -> str:
    """The whole, section by section; an empty section says so."""
    me = turn.me()
    turn.records.questions_by(me.id)  # asked first: everything else about the person is loaded with it
    sections = (
        ("data-section-profile", [_profile(turn)]),
        ("data-section-consents", [_consent(turn, each) for each in turn.records.consents_of(me.id)]),
        ("data-section-chats", _chats(turn)),
        ("data-section-drafts", [_draft(turn, each) for each in _drafts(turn)]),
        (
            "data-section-initiatives",
            [_initiative(turn, each) for each in turn.records.initiatives_of(me.id)],
        ),
        ("data-section-entered", [_entered(turn, each) for each in turn.records.entered_by(me.id)]),
        ("data-section-questions", [_question(turn, each) for each in turn.records.questions_by(me.id)]),
        ("data-section-roles", [_role(turn, each) for each in turn.records.roles_of(me.id)]),
        ("data-section-awards", [_award(turn, each) for each in _awards(turn)]),
    )
    return "\n\n".join([_head(turn), *(_section(turn, title, parts) for title, parts in sections)]) + "\n"


def _section(turn: Turn, title: str, parts: Iterable[str]) -> str:
    told = "\n".join(parts)
    return f"{turn.t(title)}\n{told or turn.t('data-nothing')}"


def _moment(turn: Turn, at: datetime) -> str:
    local = at.astimezone(turn.scene.zone)
    return turn.t("data-moment", time=say_time(local.time()), date=say_date(local.date()))


def _head(turn: Turn) -> str:
    owner = turn.campaign.owner
    words = {"campaign": turn.campaign.name, "owner": owner.name, "contact": owner.contact}
    return turn.t("data-head", at=_moment(turn, turn.now), **words)


def _profile(turn: Turn) -> str:
    me = turn.me()
    kinds = {kind.code: kind.name for kind in turn.campaign.member_kinds}
    return turn.t(
        "data-profile",
        number=str(me.id),
        name=me.name or "–",
        unit=turn.unit_name(me.unit),
        kind=kinds.get(me.member_kind or "", "–"),
        reminders=turn.t("word-yes" if me.reminders else "word-no"),
        at=say_time(hour_of(turn, me)),
        joined=_moment(turn, me.joined_at),
    )


def _consent(turn: Turn, consent: Consent) -> str:
    return turn.t(
        "data-consent",
        at=_moment(turn, consent.given_at),
        purpose=turn.t(f"purpose-{PURPOSES.index(consent.purpose) + 1}"),
        answer=turn.t("word-yes" if consent.granted else "word-no"),
        version=consent.text_version,
        hash=consent.text_hash[:12],
    )


def _chats(turn: Turn) -> list[str]:
    chats = turn.records.chats_of(turn.me().id)
    return [
        turn.t("data-chat", channel=channel_name(turn, chat.channel), at=_moment(turn, chat.created_at))
        for chat in chats
    ]


# Drafts and initiatives


def _drafts(turn: Turn) -> list[Draft]:
    """What was sent shows as the initiative it became."""
    return [draft for draft in turn.records.drafts_by(turn.me().id) if draft.state != "sent"]


def _draft(turn: Turn, draft: Draft) -> str:
    files = _files(turn, draft.id)
    answered = spelled(turn, form_of(turn, draft), Answers.read(draft.answers), len(files))
    head = turn.t(
        f"data-draft-{draft.state}",
        title=draft.title or turn.t("word-untitled"),
        unit=turn.unit_name(draft.unit),
        at=_moment(turn, draft.created_at),
    )
    return "\n".join([head, *_lines(answered), *_file_lines(turn, files)])


def _lines(answered: Iterable[tuple[str, str]]) -> list[str]:
    return [f"    {label}: {said}" for label, said in answered]


def _files(turn: Turn, draft_id: int | None) -> list[Attachment]:
    every = turn.records.attachments_by(turn.me().id)
    return [file for file in every if file.draft_id == draft_id and file.state != "dropped"]


def _file_lines(turn: Turn, files: Iterable[Attachment]) -> list[str]:
    return [
        turn.t(f"data-file-{file.kind}", name=file.name or "–", at=_moment(turn, file.received_at))
        for file in files
    ]


def _initiative(turn: Turn, made: Initiative) -> str:
    phase, files = phase_of(turn, made), _files(turn, made.draft_id)
    head = turn.t(
        "data-initiative",
        number=number_of(turn, made.id),
        title=made.title,
        status=status_name(turn, made),
        unit=turn.unit_name(made.unit),
        phase=phase.name if phase else made.phase,
        at=_moment(turn, made.submitted_at),
    )
    answered = spelled(turn, form_for(turn, made), Answers.read(made.answers), len(files))
    events = [event for event in turn.records.events_by(turn.me().id) if event.initiative_id == made.id]
    return "\n".join(
        [head, *_lines(answered), *_file_lines(turn, files), *(_event(turn, event) for event in events)]
    )


def _entered(turn: Turn, made: Initiative) -> str:
    """What was entered for somebody else: that it was; whose it is and what it says is not about this person."""
    number, unit = number_of(turn, made.id), turn.unit_name(made.unit)
    return turn.t("data-entered", number=number, unit=unit, at=_moment(turn, made.submitted_at))


def _event(turn: Turn, event: InitiativeEvent) -> str:
    named = f"data-event-{event.kind.replace('_', '-')}"
    what = turn.t(named) if turn.scene.texts.has(named) else event.kind
    return turn.t("data-event", at=_moment(turn, event.at), what=what)


# Awards, questions and offices


def _awards(turn: Turn) -> list[Award]:
    return [award for award in turn.records.awards() if award.person_id == turn.me().id]


def _award(turn: Turn, award: Award) -> str:
    """Also one that was taken back: it is still stored."""
    named = "data-award" if award.revoked_at is None else "data-award-revoked"
    return turn.t(named, form=award.form, number=award.number, day=say_date(award.decided_on))


def _question(turn: Turn, question: Question) -> str:
    asked = turn.t("data-question", at=_moment(turn, question.asked_at), text=question.text)
    if question.picture is not None:
        asked = turn.t("data-question-picture", asked=asked)
    if question.answered_at is None:
        return asked
    answered = turn.t("data-answer", at=_moment(turn, question.answered_at), text=question.answer)
    return f"{asked}\n{answered}"


def _role(turn: Turn, role: Role) -> str:
    until = "–" if role.until is None else _moment(turn, role.until)
    words = {"unit": turn.unit_name(role.unit), "since": _moment(turn, role.since), "until": until}
    return turn.t("data-role", role=turn.t(f"data-role-{role.role}"), **words)
