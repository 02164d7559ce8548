"""The commands of a private chat: their names as people type them, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from campaign.vietnamese.dates import say_time
from handlers import awards, certificates, drafts, papers, privacy, profile, questions, ranking, reminders
from handlers.accounts import codes as accounts
from handlers.browsing import offer
from handlers.entering import beginning, claiming, entered
from handlers.groups import codes, passing
from handlers.lists import cadres
from handlers.lists import units as lists
from handlers.mine import correcting, files, reporting, withdrawing
from handlers.mine import listing as mine
from handlers.offices import effects, ending, inviting, leave, quota, register, unsure
from handlers.outcome import Outcome, column
from handlers.owner import announcing, closing, journal, pausing
from handlers.owner.policy import asking as policy
from handlers.owner.policy import deciding as policy_decisions
from handlers.owner.wording import asking as wording
from handlers.owner.wording import deciding as wording_decisions
from handlers.review import deciding, queue, supplying
from handlers.rights import holds
from handlers.targets import asking
from handlers.targets import card as target_card
from handlers.targets import deciding as target_decisions
from handlers.turn import Turn
from handlers.units import initiatives, listing, milestones, passing_on
from handlers.units import questions as unit_questions

Do = Callable[[Turn], Outcome]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `words` are other ways to say it (folded), `anyone`: it needs no joining."""

    do: Do
    words: tuple[str, ...] = ()
    anyone: bool = False


def show_help(turn: Turn) -> Outcome:
    """`/trogiup`: what can be done here."""
    told = _office_help(turn) or [turn.t("help-text", contact=turn.campaign.owner.contact)]
    text = "\n\n".join([*told, turn.t("account-hint")] if turn.channel.beside else told)
    return offer(
        turn, text, column(turn.button("button-register", "!dangky"), turn.button("button-ask", "!hoi"))
    )


def _office_help(turn: Turn) -> list[str]:
    """What the offices of this person are for, and in one line what everybody can do; an owner's hold a cadre's."""
    if turn.person is None:
        return []
    held = [role for role in turn.records.roles_of(turn.person.id) if holds(role, turn.now)]
    if not held:
        return []
    own = turn.t("help-own", contact=turn.campaign.owner.contact)
    unit = next((each.name for each in turn.scene.units.units if each.parent), turn.scene.units.root.name)
    if any(role.role == "owner" for role in held):
        return [turn.t("help-owner", unit=unit), own]
    at = say_time(turn.campaign.policy.digest_at)
    return [turn.t("help-cadre", at=at, unit=turn.unit_name(held[0].unit)), own]


COMMANDS: Mapping[str, Command] = {
    "dangky": Command(
        drafts.register,
        ("dang ky", "dk", "dang ki", "dky", "dang ky them", "dang ky sang kien", "nop sang kien"),
    ),
    "tieptuc": Command(drafts.resume, ("tiep tuc", "tiep", "lam tiep", "tiep tuc ban nhap")),
    "hoi": Command(questions.begin, ("hoi", "hoi can bo", "gap can bo", "ho tro")),
    "traloi": Command(questions.begin_answer),
    "cuatoi": Command(mine.show, ("cua toi", "sang kien cua toi", "sk cua toi")),
    "suask": Command(correcting.begin),
    "tepsk": Command(files.show),
    "rutsk": Command(withdrawing.begin),
    "hoantac": Command(withdrawing.undo, ("hoan tac", "hoan tac gui lai")),
    "xephang": Command(ranking.show_rank, ("xep hang", "bxh", "hang", "thu hang", "bang xep hang")),
    "tiendo": Command(ranking.show_progress, ("tien do", "tien do chung")),
    "hoso": Command(profile.show, ("ho so", "ho so cua toi", "tai khoan", "sua", "sua ho so")),
    "noitaikhoan": Command(
        accounts.begin,
        ("noi tai khoan", "lien ket tai khoan", "ghep tai khoan", "noi tk", "gop tai khoan"),
        anyone=True,
    ),
    "nhac": Command(reminders.show, ("nhac", "tin nhac", "gio nhac"), anyone=True),
    "tatnhac": Command(reminders.stop, ("tat nhac", "tat tin nhac", "ngung nhac", "dung nhac"), anyone=True),
    "batnhac": Command(reminders.start, ("bat nhac", "bat tin nhac"), anyone=True),
    "dulieu": Command(privacy.show, ("du lieu", "du lieu cua toi", "xem du lieu"), anyone=True),
    "rutdongy": Command(privacy.reconsider, ("rut dong y", "doi dong y"), anyone=True),
    "xoadulieu": Command(privacy.begin_erasing, ("xoa", "xoa du lieu", "xoa du lieu cua toi"), anyone=True),
    "moi": Command(inviting.begin, ("moi", "moi can bo")),
    "loimoi": Command(inviting.show_open, ("loi moi", "cac loi moi")),
    "thuhoi": Command(inviting.revoke),
    "canbo": Command(register.show, ("can bo", "danh sach can bo")),
    "chuacanbo": Command(register.show_without, ("don vi chua co can bo",)),
    "thoigiao": Command(ending.begin_end),
    "nghi": Command(leave.begin, ("nghi", "nghi phep", "bao nghi")),
    "tinchuaro": Command(unsure.show, ("tin chua ro", "cac tin chua ro")),
    "guilai": Command(unsure.send_again),
    "hanmuc": Command(quota.show, ("han muc", "han muc tin")),
    "molai": Command(quota.reopen, ("mo lai",)),
    "donvi": Command(listing.show, ("don vi", "dv", "cac don vi")),
    "sangkien": Command(initiatives.show),
    "xemsk": Command(initiatives.show_one),
    "duyet": Command(queue.show, ("duyet", "xem xet", "xet duyet", "ho so cho duyet")),
    "hople": Command(deciding.accept),
    "hoithem": Command(deciding.begin_asking),
    "khonghople": Command(deciding.begin_rejecting),
    "trung": Command(deciding.begin_duplicate),
    "hoantacxet": Command(deciding.undo),
    "bosung": Command(supplying.begin),
    "ketqua": Command(reporting.begin, ("ket qua", "bao cao ket qua")),
    "nhapho": Command(beginning.begin, ("nhap ho", "nhap thay", "dang ky ho", "gui ho")),
    "danhapho": Command(entered.show, ("da nhap ho", "sang kien nhap ho")),
    "maphieu": Command(claiming.renew),
    "khenthuong": Command(awards.show, ("khen thuong", "de xuat khen thuong")),
    "ghikhen": Command(awards.begin, ("ghi khen",)),
    "dakhen": Command(awards.show_decided, ("da khen", "quyet dinh khen thuong")),
    "bokhen": Command(awards.revoke),
    "baocao": Command(papers.report, ("bao cao", "xuat bao cao", "lay bao cao")),
    "giaykhen": Command(
        certificates.begin, ("giay khen", "thu cam on", "in giay khen", "giay khen va thu cam on")
    ),
    "huygiaykhen": Command(certificates.cancel, ("huy giay khen",)),
    "huybaocao": Command(papers.cancel, ("huy bao cao",)),
    "maqr": Command(papers.codes, ("ma qr", "in ma qr", "qr")),
    "maudon": Command(papers.form, ("mau don",)),
    "hieuqua": Command(effects.show, ("hieu qua", "hieu qua tin nhac", "tac dung tin nhac")),
    "cotmoc": Command(milestones.show, ("cot moc", "moc", "cac moc", "su kien")),
    "ghimoc": Command(milestones.begin, ("ghi moc",)),
    "bomoc": Command(milestones.revoke),
    "thongbao": Command(announcing.begin, ("thong bao", "gui thong bao")),
    "dungthongbao": Command(announcing.stop),
    "tamdungtatca": Command(pausing.pause, ("tam dung tat ca",)),
    "tieptuctatca": Command(pausing.resume, ("tiep tuc tat ca",)),
    "khoaso": Command(closing.begin, ("khoa so",)),
    "sualoi": Command(wording.begin, ("sua loi", "sua loi bot", "doi loi", "doi loi bot")),
    "hoantacloi": Command(wording_decisions.undo),
    "loigoc": Command(wording_decisions.restore),
    "chinhsach": Command(policy.begin, ("chinh sach", "chinh sach nhac", "quy tac nhac")),
    "hoantaccs": Command(policy_decisions.undo),
    "nhatky": Command(journal.show, ("nhat ky", "nhat ky dieu hanh")),
    "chitieu": Command(target_card.show, ("chi tieu", "chi tieu don vi")),
    "datchitieu": Command(asking.begin),
    "dongyct": Command(target_decisions.accept),
    "khongct": Command(target_decisions.begin_refusing),
    "hoantacct": Command(target_decisions.undo),
    "cauhoi": Command(unit_questions.show, ("cau hoi", "cac cau hoi")),
    "chuyentiep": Command(passing_on.forward, ("chuyen tiep", "tin chuyen tiep")),
    "moivao": Command(passing_on.joining_link),
    "nhom": Command(codes.begin, ("nhom", "lien ket nhom")),
    **{name: Command(codes.only_in_groups) for name in ("lienket", "huylienket", "tamdung", "gio")},
    "danhsach": Command(lists.explain, ("danh sach don vi", "gui danh sach don vi")),
    "layds": Command(lists.give_out, ("lay danh sach don vi", "lay danh sach")),
    "nhapds": Command(lists.put, ("nhap danh sach",)),
    "nhapdsthoi": Command(cadres.begin_ending, ("nhap danh sach va ket thuc",)),
    "phancong": Command(cadres.explain, ("danh sach can bo phu trach", "phan cong", "danh sach phan cong")),
    "thoids": Command(lists.leave, ("khong nhap danh sach", "khong nhap")),
    "hoantacds": Command(lists.undo, ("hoan tac danh sach",)),
    "thoitin": Command(passing.stop, ("thoi tin", "thoi chuyen tiep")),
    "trogiup": Command(show_help, ("tro giup", "huong dan", "help", "giup", "?", "menu"), anyone=True),
}

WORDS: Mapping[str, str] = {
    word: name for name, command in COMMANDS.items() for word in (name, *command.words)
}

# Said without anything behind them these are about what was shown last, as their buttons are.
ABOUT_THE_LAST = frozenset({"nhapds", "thoids", "hoantacds", "hoantac", "huybaocao"})

# What begins a registration or goes on with it is no answer either, said as the whole of a message.
BEGINNING: Mapping[str, str] = {
    word: name for word, name in WORDS.items() if name in {"dangky", "tieptuc"} and len(word) > 1
}

# Inside a form only these exact words are commands; everything else is an answer.
INSIDE: Mapping[str, str] = {
    "tro giup": "trogiup",
    "hoi can bo": "hoi",
    "tat nhac": "tatnhac",
    "bat nhac": "batnhac",
    "du lieu": "dulieu",
    "xem du lieu": "dulieu",
    "noi tai khoan": "noitaikhoan",
    "lien ket tai khoan": "noitaikhoan",
}
