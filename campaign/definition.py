"""What a campaign is: the values a campaign file is read into. `campaign.file` reads and checks the file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
Line = Annotated[str, Field(min_length=1, max_length=250)]
TargetKind = Literal["floor", "assigned", "allocated", "pledged", "raised"]
Measure = Literal["counted", "valid"]
StepKind = Literal["text", "choice", "date", "money", "authors", "recognition", "yes_no", "files"]
ChoiceList = Literal["", "fields", "solution_kinds"]
SuccessionKind = Literal["rename", "merge", "split", "transfer", "dissolve", "absorb"]
Days = Annotated[int, Field(ge=1, le=1000)]
MILESTONES = (100, 500, 1000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000)
WHOLE = "all"  # the "phase" of a target that was set for the whole programme; no phase may be called so


class Value(BaseModel):
    """A frozen value of the definition; an unknown key in the file is a mistake, not a comment."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Owner(Value):
    """The union that runs the campaign and answers for its data (the controller in the law's words)."""

    unit: Code
    name: Line
    contact: Line


class Phase(Value):
    """A part of the programme, half-open [starts_at, ends_at), aware; `closes_at` freezes its figures."""

    code: Code
    name: Line
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime


class Sprint(Value):
    """An emulation sprint of one unit inside one phase: half-open [starts_at, ends_at), both explicit."""

    code: Code
    name: Line
    unit: Code
    phase: Code
    starts_at: datetime
    ends_at: datetime


class Target(Value):
    """One decided target, of a unit or of a block of units; a later version of a kind replaces an earlier.

    `phase` is the code of a phase, or `WHOLE` for a target set for the whole programme. Exactly one of `unit`
    and `block` is given.
    """

    phase: Code
    kind: TargetKind
    value: Annotated[int, Field(ge=0)]
    unit: Code | None = None
    block: Code | None = None
    version: Annotated[int, Field(ge=1)] = 1
    decided_on: date | None = None
    decided_by: str = ""


class Term(Value):
    """One word of a taxonomy: a cluster, a block, a kind of member, a field, a kind of solution."""

    code: Code
    name: Line
    short: str = ""


class Unit(Value):
    """A node of the dated tree of units; `parent` None: the root. Dates are local, `until` is exclusive."""

    code: Code
    name: Line
    parent: Code | None = None
    kind: Code = "grassroots"
    cluster: Code | None = None
    block: Code | None = None
    members: Annotated[int, Field(ge=0)] | None = None
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Succession(Value):
    """What became of a unit on a local day (domain.md 4.5). No kind of it ever changes a count.

    `rename`: `old` is called `name` from that day. `transfer`: `old` hangs under `new`. `merge` and `absorb`:
    `old` ends, `new` takes its children and stands for it. `split`: `old` ends, its children hang where their
    own transfers say, else under `new`. `dissolve`: `old` ends, its children hang under `new`. Without
    a `new` they hang under whatever `old` hung under.
    """

    old: Code
    kind: SuccessionKind
    on: date
    new: Code | None = None
    name: str = ""


class Look(Value):
    """One look at an initiative before it is valid.

    `by`: the kind of unit whose cadres give it; empty: whoever is in charge. `report`: it is no look but the author's
    turn: nobody looks further until he has told what the form's `report` asks.
    """

    name: Line
    by: Annotated[str, Field(max_length=32)] = ""
    report: bool = False


class AwardHint(Value):
    """From which figures on somebody may qualify for an award (domain.md 4.2): a hint to cadres, never a decision.

    Every threshold that is given has to be reached: of one valid initiative's benefit, of all valid ones' together
    (đồng), of how many are valid. `member_kinds`: of whom it is; empty: of anybody.
    """

    name: Line
    member_kinds: tuple[Code, ...] = ()
    benefit_of_one: Annotated[int, Field(ge=1)] | None = None
    benefit_together: Annotated[int, Field(ge=1)] | None = None
    valid: Annotated[int, Field(ge=1)] | None = None

    @property
    def thresholds(self) -> bool:
        """Whether anything has to be reached at all."""
        return (self.benefit_of_one, self.benefit_together, self.valid) != (None, None, None)


class AskIf(Value):
    """A step is asked only when the answer to `step` is one of `among`."""

    step: str
    among: tuple[str, ...]


class Step(Value):
    """One question of the form; `label`: the word for labelled lines and the card, `prompt`: the question.

    `brief` says in a few words what is wanted, behind the label where several are asked in one message.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
    kind: StepKind
    label: Line
    prompt: str
    hint: str = ""
    brief: Annotated[str, Field(max_length=50)] = ""
    optional: bool = False
    labels: tuple[str, ...] = ()
    choices: ChoiceList = ""
    min_length: Annotated[int, Field(ge=0)] = 0
    max_length: Annotated[int, Field(ge=1, le=4000)] = 1000
    ask_if: AskIf | None = None


class Form(Value):
    """The questions in the order they are asked. Drafts keep the revision they began with.

    `report` are asked later, of what was submitted; without any, nothing is reported. The author is asked for it so
    many days after he submitted, and so many before the phase ends.
    """

    revision: Annotated[int, Field(ge=1)] = 1
    steps: tuple[Step, ...]
    report: tuple[Step, ...] = ()
    report_after_days: tuple[Days, ...] = ()
    report_before_end_days: tuple[Days, ...] = ()


class Policy(Value):
    """When whom may be reminded of what (domain.md 5.3). Times are local to the campaign's time zone."""

    quiet_from: time = time(20, 30)
    quiet_until: time = time(7, 30)
    quiet_weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (7,)
    holidays_country: str = "VN"
    extra_quiet_days: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()
    final_hours_ignore_quiet_days: Annotated[int, Field(ge=0, le=336)] = 48
    digest_at: time = time(8, 0)
    digest_until: time = time(11, 0)
    worker_at: time = time(11, 35)
    worker_hours: tuple[time, ...] = (time(7, 5), time(13, 45), time(21, 15))
    board_at: time = time(17, 0)
    board_until: time = time(20, 30)
    board_edit_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    board_marks: tuple[Annotated[int, Field(ge=0, le=366)], ...] = (10, 7, 3, 1, 0)
    board_always_on: tuple[Annotated[int, Field(ge=0, le=366)], ...] = (7, 3, 1, 0)
    launch_at: time = time(8, 0)
    last_call_at: time = time(20, 0)
    end_at: time = time(8, 0)
    draft_after_hours: tuple[Annotated[int, Field(ge=1, le=720)], ...] = (20, 72)
    draft_before_end_hours: Annotated[int, Field(ge=0, le=720)] = 72
    idle_after_hours: Annotated[int, Field(ge=0, le=720)] = 20
    idle_per_period: Annotated[int, Field(ge=1, le=7)] = 2
    idle_period_days: Annotated[int, Field(ge=1, le=60)] = 7
    idle_per_sprint: Annotated[int, Field(ge=0, le=60)] = 6
    idle_in_a_row: Annotated[int, Field(ge=1, le=60)] = 2
    stretch_days: Annotated[int, Field(ge=0, le=60)] = 7
    stretch_every_days: Annotated[int, Field(ge=1, le=60)] = 2
    last_days: Annotated[int, Field(ge=0, le=60)] = 3
    last_every_days: Annotated[int, Field(ge=1, le=60)] = 1
    opt_out_percent: Annotated[int, Field(ge=0, le=100)] = 2
    bot_messages_per_day: Annotated[int, Field(ge=0, le=3)] = 3
    leaders: Annotated[int, Field(ge=1, le=10)] = 5
    leader_min_target: Annotated[int, Field(ge=0)] = 5
    first_step_share: Annotated[int, Field(ge=0, le=100)] = 20
    needed_share: Annotated[int, Field(ge=0, le=100)] = 80
    grace_minutes: Annotated[int, Field(ge=0, le=180)] = 15
    undo_minutes: Annotated[int, Field(ge=0, le=1440)] = 10
    draft_kept_days: Annotated[int, Field(ge=1, le=366)] = 30
    invite_days: Annotated[int, Field(ge=1, le=90)] = 7
    milestones: tuple[Annotated[int, Field(ge=1)], ...] = MILESTONES
    milestone_percents: tuple[Annotated[int, Field(ge=1, le=1000)], ...] = (25, 50, 75, 100)


class Campaign(Value):
    """A whole campaign file with its units, ready for use; every code in it refers to something in it.

    `application`: authors are offered the legal application of Circular 18/2013.
    `texts` is the Fluent source of the texts this campaign says differently (for `campaign.texts.Texts`).
    """

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,8}$")]
    name: Line
    short_name: Line
    aliases: tuple[str, ...] = ()
    slogan: str = ""
    owner: Owner
    root: Code
    time_zone: str = "Asia/Ho_Chi_Minh"
    measure: Measure = "counted"
    portal: str = ""
    number_prefix: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,4}$")] = "SK"
    application: bool = True
    applied_from: date | None = None
    applied_until: date | None = None
    phases: tuple[Phase, ...]
    sprints: tuple[Sprint, ...]
    targets: tuple[Target, ...] = ()
    clusters: tuple[Term, ...] = ()
    blocks: tuple[Term, ...] = ()
    member_kinds: tuple[Term, ...]
    fields: tuple[Term, ...]
    solution_kinds: tuple[Term, ...]
    reasons: tuple[Term, ...] = ()
    review: tuple[Look, ...] = (Look(name="Xem xét"),)
    award_hints: tuple[AwardHint, ...] = ()
    form: Form
    policy: Policy = Policy()
    units: tuple[Unit, ...]
    successions: tuple[Succession, ...] = ()
    entered: tuple[Entered, ...] = ()
    texts: str = ""

    def phase(self, code: str) -> Phase:
        """The phase with this code (KeyError if there is none)."""
        return next((phase for phase in self.phases if phase.code == code), None) or _missing(code)

    def number(self, initiative: int) -> str:
        """The printed number of an initiative: "SK-DA-000123"; at least six digits, never reused."""
        return f"{self.number_prefix}-{self.code}-{initiative:06d}"

    def sprint_at(self, moment: datetime) -> Sprint | None:
        """The sprint running at this instant, else the next, else the last one; None when there are none."""
        by_start = sorted(self.sprints, key=lambda sprint: sprint.starts_at)
        ahead = (sprint for sprint in by_start if moment < sprint.ends_at + timedelta(days=1))
        return next(ahead, by_start[-1] if by_start else None)

    def drafts_kept_from(self, moment: datetime) -> datetime:
        """The instant of the last touch from which on a draft is kept at `moment` (aware, as is the result).

        For `draft_kept_days`, and through every sprint it was touched in: its reminders go on to the last evening.
        """
        running = [sprint.starts_at for sprint in self.sprints if sprint.starts_at <= moment < sprint.ends_at]
        return min([moment - timedelta(days=self.policy.draft_kept_days), *running])


class Entered(Value):
    """An initiative entered before the bot existed, carried over from the portal. `entered_at` is aware."""

    key: str
    unit: Code
    entered_at: datetime
    title: Line
    field: Code | None = None
    member_kind: Code | None = None


def _missing(code: str) -> Phase:
    raise KeyError(code)


Campaign.model_rebuild()
