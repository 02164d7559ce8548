from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.answers import Ambiguous, parse_choice, parse_numbered_answers, parse_yes_no

KINDS = (
    "Giải pháp kỹ thuật",
    "Giải pháp quản lý",
    "Giải pháp tác nghiệp",
    "Ứng dụng tiến bộ kỹ thuật",
    "Tổ 2",
)
YES = "có|co|Có!|đồng ý|dong y|em đồng ý ạ|ok|OK nhé|oke|okie|vâng|dạ|dạ có ạ|dạ vâng|ừ|ừ có|yes|y|được ạ"
YES += "|đúng rồi|👍|👍🏽|✅✅"
NO = "không|khong|KHÔNG|ko|k|kg|hk|no|n|dạ không ạ|không đồng ý|ko dong y|thôi ạ|chưa|từ chối|không cần|👎|❌"
NEITHER = "|2|có không|không sao|có thể|tôi không hiểu|có 2 con|👍👎|khoan|?"


@pytest.mark.parametrize("said", YES.split("|"))
def test_yes(said: str) -> None:
    """The usual ways to say yes are yes, composed and decomposed."""
    assert parse_yes_no(said) is True
    assert parse_yes_no(unicodedata.normalize("NFD", said)) is True


@pytest.mark.parametrize("said", NO.split("|"))
def test_no(said: str) -> None:
    """The usual ways to say no are no; a polite dạ or vâng before it makes no yes of it."""
    assert parse_yes_no(said) is False
    assert parse_yes_no(unicodedata.normalize("NFD", said)) is False


@pytest.mark.parametrize("said", NEITHER.split("|"))
def test_neither_yes_nor_no(said: str) -> None:
    """A question, a number, a sentence are no answer."""
    assert parse_yes_no(said) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        *(
            ("2", 1),
            ("2.", 1),
            ("số 2", 1),
            ("hai", 1),
            ("(2)", 1),
            ("2\ufe0f\u20e3", 1),
            ("chọn 2 ạ", 1),
            ("２", 1),
        ),
        *(("Giải pháp quản lý", 1), ("giai phap quan ly", 1), ("quản lý", 1), ("2. Giải pháp quản lý", 1)),
        *(
            ("giai phap quan li", 1),
            ("tac nghiep", 2),
            ("ứng", 3),
            ("ba", 2),
            ("Tổ 2", 4),
            ("to 2", 4),
            ("phương án 4", 3),
        ),
        *(
            ("9", None),
            ("0", None),
            ("99999999", None),
            ("2. kỹ thuật", None),
            ("😀", None),
            ("", None),
            ("abc", None),
        ),
        *(("²", None), ("2 3", None), ("a" * 5000, None)),
        *(("kỹ thuật", Ambiguous((0, 3))), ("giải pháp", Ambiguous((0, 1, 2)))),
    ],
)
def test_choices_as_typed(said: str, place: int | Ambiguous | None) -> None:
    """A choice is made by number, label, beginning or words out of it; what fits several is ambiguous."""
    assert parse_choice(said, KINDS) == place


def test_diacritics_decide_between_labels_that_fold_alike() -> None:
    """Labels that differ in diacritics only are told apart by them, and are ambiguous without."""
    assert parse_choice("tờ", ("Tổ", "Tờ")) == 1
    assert parse_choice("to", ("Tổ", "Tờ")) == Ambiguous((0, 1))


@given(st.lists(st.text(min_size=1, max_size=20), max_size=12), st.text(max_size=40))
def test_choosing_never_fails(options: list[str], said: str) -> None:
    """Any text among any options gives a place on the list, several places, or nothing."""
    match parse_choice(said, options):
        case Ambiguous(fitting=fitting):
            assert len(fitting) > 1
            assert set(fitting) <= set(range(len(options)))
        case None:
            pass
        case place:
            assert 0 <= place < len(options)


@given(st.integers(min_value=1, max_value=30))
def test_every_number_chooses_its_place(number: int) -> None:
    """The number of an option chooses it wherever labels have no numbers."""
    assert parse_choice(str(number), [f"mục {'x' * n}" for n in range(30)]) == number - 1


ALL, NONE, MIXED = (True,) * 4, (None,) * 4, (True, True, False, True)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "1 có 2 có 3 không 4 có",
            "1,2,4 có; 3 không",
            "1c 2c 3k 4c",
            "có có không có",
            "1: có\n2: có\n3: không\n4: có",
        ),
        *(
            "1. có 2. có 3. không 4. có",
            "có 1 2 4, không 3",
            "có, có, không, có",
            "1có2có3không4có",
            "1 y 2 y 3 n 4 y",
        ),
        *(
            "đồng ý\nđồng ý\nkhông đồng ý\nđồng ý",
            "1👍 2👍 3👎 4👍",
            "1=có,2=có,3=ko,4=có",
            "1-2 có, 3 không, 4 có",
        ),
        *(
            "3 không, còn lại có",
            "đồng ý 1 2 4, còn lại không",
            "câu 1 có câu 2 có câu 3 không câu 4 có",
            "c c k c",
        ),
        *(
            "1\ufe0f\u20e3 có 2\ufe0f\u20e3 có 3\ufe0f\u20e3 không 4\ufe0f\u20e3 có",
            "ý 1, 2 có; ý 3 không; ý 4 có",
        ),
        "1. Lưu hồ sơ của tôi: có\n2. Nhắc tôi qua tin nhắn: có\n3. Nêu tên tôi: không\n4. Gửi lên cổng: có",
    ],
)
def test_four_answers_in_one_message(said: str) -> None:
    """The four questions are answered alike in all the ways people type it, with and without diacritics."""
    assert parse_numbered_answers(said, 4) == MIXED
    assert parse_numbered_answers(unicodedata.normalize("NFD", said), 4) == MIXED
    assert parse_numbered_answers(said.upper(), 4) == MIXED


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        *(
            ("có", (True, None, None, None)),
            ("không", (False, None, None, None)),
            ("👍", (True, None, None, None)),
        ),
        *(("dạ có ạ", (True, None, None, None)), ("có có", (True, None, None, None))),
        *(
            ("có hết", ALL),
            ("đồng ý tất cả", ALL),
            ("cả 4 có", ALL),
            ("4 mục đều có", ALL),
            ("ok hết ạ", ALL),
            ("1-4 có", ALL),
        ),
        *(
            ("không hết", (False,) * 4),
            ("không đồng ý tất cả", (False,) * 4),
            ("không cái nào", (False,) * 4),
        ),
        *(("1 có", (True, None, None, None)), ("1 có 2 có 3 không", (True, True, False, None))),
        *(
            ("1 có, còn lại không", (True, False, False, False)),
            ("1 không có 2 có", (False, True, None, None)),
        ),
        ("1 có 1 không 2 có", (None, True, None, None)),
    ],
)
def test_few_and_all(said: str, answers: tuple[bool | None, ...]) -> None:
    """A bare answer is for the first question only; "hết" is for all; the rest stays open unless it is named."""
    assert parse_numbered_answers(said, 4) == answers


@pytest.mark.parametrize(
    "said",
    [
        "",
        "5 có",
        "1 2 4",
        "tất cả",
        "124 có",
        "tôi 35 tuổi có 2 con không",
        "tôi không hiểu",
        "1 có 2",
        "có không",
        "?",
        "dạ vâng ok có gì hỏi",
        "tại sao cần 1 và 2",
        "1 có gì",
        "có" * 1000,
    ],
)
def test_nobody_consents_by_a_misreading(said: str) -> None:
    """What is not plainly an answer answers nothing."""
    assert parse_numbered_answers(said, 4) == NONE


@given(st.lists(st.booleans(), min_size=1, max_size=9))
def test_numbered_answers_are_read_back(answers: list[bool]) -> None:
    """Any answers written with their numbers are read as they were meant."""
    said = ", ".join(f"{at} {'có' if yes else 'không'}" for at, yes in enumerate(answers, 1))
    assert parse_numbered_answers(said, len(answers)) == tuple(answers)


WORDS = st.sampled_from(
    ["có", "không", "1", "2", "3", "4", "-", ",", "còn lại", "hết", "đồng ý", "\n", ":", "ạ", "?", "k"]
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)), st.integers(min_value=-1, max_value=6))
def test_reading_answers_never_fails(said: str, n: int) -> None:
    """Any text gives as many answers as there are questions."""
    assert len(parse_numbered_answers(said, n)) == max(n, 0)
    assert parse_yes_no(said) in {True, False, None}
