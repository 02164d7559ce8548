"""The dated tree of units: who hangs under whom, what became of units (G13), and finding them by name."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.definition import Succession, SuccessionKind, Unit
from campaign.tree import CircleError, TreeView, UnitTree
from campaign.vietnamese.sorting import sort_key

DATA = Path(__file__).parents[1] / "data"
DAY = date(2022, 5, 5)
MERGER = date(2025, 7, 1)
BEFORE = MERGER - timedelta(days=1)


def unit(code: str, parent: str | None = None, name: str = "", *aliases: str) -> Unit:
    return Unit(code=code, name=name or code, parent=parent, aliases=aliases)


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [one.code for one in units]


NATION = (
    unit("T"),
    unit("HN", "T", "LĐLĐ thành phố Hà Nội"),
    unit("DA", "HN", "LĐLĐ huyện Đông Anh"),
    unit("DHOI", "DA", "Trường Mầm non Đông Hội", "MN Đông Hội", "mẫu giáo"),
    unit("UYNO", "DA", "Trường Tiểu học Uy Nỗ"),
    unit("T2", "UYNO", "Tổ 2"),
    unit("T10", "UYNO", "Tổ 10"),
)


def test_the_tree_has_any_depth() -> None:
    """Children, subtree, ancestors, path and is_under agree over five levels, brothers in Vietnamese order."""
    view = UnitTree(NATION).at(DAY)
    assert view.root.code == "T"
    assert codes(view.children("DA")) == ["DHOI", "UYNO"]
    assert codes(view.children("UYNO")) == ["T2", "T10"]
    assert codes(view.subtree("DA")) == ["DA", "DHOI", "UYNO", "T2", "T10"]
    assert codes(view.ancestors("T10")) == ["UYNO", "DA", "HN", "T"]
    assert codes(view.path("T10")) == ["T", "HN", "DA", "UYNO", "T10"]
    assert view.is_under("T10", "DA")
    assert view.is_under("DA", "DA")
    assert not view.is_under("DA", "T10")
    assert not view.is_under("nobody", "T")


def test_the_tree_answers_for_a_day() -> None:
    """What a view says, the tree says with a day."""
    tree = UnitTree(NATION)
    assert tree.root(DAY).code == "T"
    assert codes(tree.children("DA", DAY)) == ["DHOI", "UYNO"]
    assert codes(tree.subtree("UYNO", DAY)) == ["UYNO", "T2", "T10"]
    assert codes(tree.ancestors("DA", DAY)) == codes(tree.path("DA", DAY))[-2::-1] == ["HN", "T"]
    assert tree.is_under("T2", "HN", DAY)
    assert codes(tree.find("uy no", DAY).units) == ["UYNO"]
    assert tree.unit("DA").name == "LĐLĐ huyện Đông Anh"


def test_unknown_codes_are_key_errors() -> None:
    """A code that is not in the tree is a KeyError everywhere but in is_under."""
    view = UnitTree(NATION).at(DAY)
    for ask in (view.unit, view.children, view.subtree, view.ancestors, view.path):
        with pytest.raises(KeyError):
            ask("nobody")
    assert "nobody" not in view
    with pytest.raises(LookupError):
        _ = UnitTree(()).at(DAY).root


def test_units_live_from_their_first_to_their_last_day() -> None:
    """A unit founded on the way (F20) is in the tree from `since` on, one that ended until before `until`."""
    new = Unit(code="NEW", name="Mới", parent="DA", since=date(2022, 5, 5))
    old = Unit(code="OLD", name="Cũ", parent="DA", until=date(2022, 5, 5))
    tree = UnitTree((*NATION, new, old))
    assert ("NEW" in tree.at(date(2022, 5, 4)), "OLD" in tree.at(date(2022, 5, 4))) == (False, True)
    assert ("NEW" in tree.at(date(2022, 5, 5)), "OLD" in tree.at(date(2022, 5, 5))) == (True, False)
    assert tree.at(date(2022, 5, 5)) is tree.at(date(2023, 1, 1))


def test_a_dissolved_district_leaves_its_unions_to_others() -> None:
    """G13: CĐCS of Đông Anh move to commune unions or, without one, to the city; the day before nothing has changed."""
    commune = Unit(code="XDA", name="Công đoàn xã Đông Anh", parent="HN", since=MERGER)
    tree = UnitTree(
        (*NATION, commune),
        (
            Succession(old="DA", kind="dissolve", on=MERGER),
            Succession(old="UYNO", kind="transfer", on=MERGER, new="XDA"),
        ),
    )
    assert codes(tree.ancestors("UYNO", BEFORE)) == ["DA", "HN", "T"]
    assert codes(tree.ancestors("UYNO", MERGER)) == ["XDA", "HN", "T"]
    assert codes(tree.ancestors("T2", MERGER)) == ["UYNO", "XDA", "HN", "T"]
    assert codes(tree.ancestors("DHOI", MERGER)) == ["HN", "T"]
    assert "DA" not in tree.at(MERGER)
    assert (tree.heir("DA", BEFORE), tree.heir("DA", MERGER)) == ("DA", "HN")


def test_a_dissolved_root_leaves_several() -> None:
    """When the common top has ended its children are tops themselves, and nobody stands for it."""
    tree = UnitTree(NATION[:3], (Succession(old="T", kind="dissolve", on=MERGER),))
    assert codes(tree.at(MERGER).roots) == ["HN"]
    assert tree.heir("T", MERGER) is None
    assert tree.heir("no such", MERGER) is None


def test_a_split_leaves_what_is_not_transferred_to_its_first_part() -> None:
    """Of a split unit each child goes where its own transfer says, else to `new`."""
    parts = (
        Unit(code="P1", name="P1", parent="HN", since=MERGER),
        Unit(code="P2", name="P2", parent="HN", since=MERGER),
    )
    tree = UnitTree(
        (*NATION, *parts),
        (
            Succession(old="DA", kind="split", on=MERGER, new="P1"),
            Succession(old="UYNO", kind="transfer", on=MERGER, new="P2"),
        ),
    )
    assert (codes(tree.children("P1", MERGER)), codes(tree.children("P2", MERGER))) == (["DHOI"], ["UYNO"])


def test_a_rename_changes_the_name_from_its_day_on() -> None:
    """The code stays, and the new name is found, the old one no more."""
    tree = UnitTree(
        NATION, (Succession(old="UYNO", kind="rename", on=MERGER, name="Trường Tiểu học Cổ Loa"),)
    )
    assert tree.at(BEFORE).unit("UYNO").name == "Trường Tiểu học Uy Nỗ"
    assert tree.at(MERGER).unit("UYNO").name == "Trường Tiểu học Cổ Loa"
    assert (tree.find("co loa", BEFORE).total, tree.find("co loa", MERGER).total) == (0, 1)
    assert tree.find("uy no", BEFORE).total == 1


def golden_provinces() -> tuple[list[Unit], list[Succession], list[tuple[str, str, str]]]:
    """The rows of G13 as a nation of provinces, each with one grassroots union."""
    names: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    for row in csv.DictReader((DATA / "g13_unit_succession.csv").read_text("utf-8").splitlines()):
        kind = row["kind"].partition("(")[0]
        if kind == "merge":
            links.append((row["old_unit"], row["new_unit"], "merge"))
        if kind == "absorb":
            parts = row["kind"].partition("(+")[2].rstrip(")").split(" +")
            links += [(f"LĐLĐ tỉnh {part}", row["new_unit"], "absorb") for part in parts]
        if kind == "unchanged":
            names.setdefault(row["old_unit"], f"P{len(names)}")
    for old, new, _ in links:
        names.setdefault(old, f"P{len(names)}")
        names.setdefault(new, f"P{len(names)}")
    units = [unit("T"), *(unit(code, "T", name) for name, code in names.items())]
    units += [unit(f"C{code}", code, f"CĐCS {name}") for name, code in names.items()]
    kinds: dict[str, SuccessionKind] = {"merge": "merge", "absorb": "absorb"}
    successions = [
        Succession(old=names[old], new=names[new], kind=kinds[kind], on=MERGER) for old, new, kind in links
    ]
    return units, successions, [(names[old], names[new], kind) for old, new, kind in links]


def test_the_mergers_of_2025_move_children_and_lose_nobody() -> None:
    """G13: every merged or absorbed province's unions hang under the new one; names alone decide nothing."""
    units, successions, links = golden_provinces()
    tree = UnitTree(units, successions)
    before, after = tree.at(BEFORE), tree.at(MERGER)
    assert len(links) == 9
    for old, new, _ in links:
        assert before.unit(f"C{old}").parent == old
        assert after.unit(f"C{old}").parent == new
        assert tree.heir(old, MERGER) == new
    assert len(before) - len(after) == len(links)
    assert after.unit("CP0").parent == "P0"
    assert after.unit("P0").name == "LĐLĐ tỉnh Thanh Hóa"


def test_no_merger_changes_a_count() -> None:
    """I13 on G13: counts belong to codes, the nation's sum is the same the day before and the day after."""
    units, successions, _ = golden_provinces()
    tree = UnitTree(units, successions)
    counts = Counter({one.code: 7 * place for place, one in enumerate(units) if one.code.startswith("C")})
    assert total(tree.at(BEFORE), "T", counts) == total(tree.at(MERGER), "T", counts) == counts.total()


def total(view: TreeView, code: str, counts: Counter[str]) -> int:
    return sum(counts[one.code] for one in view.subtree(code))


@st.composite
def changed_trees(draw: st.DrawFn) -> tuple[list[Unit], list[Succession]]:
    """A random tree and random renames, transfers (downwards only, so without circles), mergers and dissolutions."""
    size = draw(st.integers(2, 12))
    units = [unit("U0")] + [unit(f"U{n}", f"U{draw(st.integers(0, n - 1))}") for n in range(1, size)]
    successions = []
    for _ in range(draw(st.integers(0, 6))):
        old = draw(st.integers(1, size - 1))
        kind = draw(st.sampled_from(("rename", "transfer", "merge", "absorb", "split", "dissolve")))
        new = f"U{draw(st.integers(0, old - 1))}"
        on = MERGER + timedelta(days=draw(st.integers(0, 3)))
        successions.append(Succession(old=f"U{old}", new=new, kind=kind, on=on, name="Tên mới"))
    return units, successions


@given(changed_trees(), st.integers(0, 4))
def test_whatever_happens_to_the_tree_no_count_is_lost(
    changed: tuple[list[Unit], list[Succession]], later: int
) -> None:
    """I13: counts summed over heirs are the same on every day, and every living unit is in the root's subtree."""
    units, successions = changed
    tree, day = UnitTree(units, successions), MERGER + timedelta(days=later)
    view = tree.at(day)
    heirs = Counter(tree.heir(one.code, day) for one in units)
    assert heirs.total() == len(units) == sum(heirs[one.code] for one in view.subtree("U0"))
    assert set(codes(view.subtree("U0"))) == set(codes(view.units))
    for one in view.units:
        below = [other for other in view.units if view.is_under(other.code, one.code)]
        assert set(codes(tuple(below))) == set(codes(view.subtree(one.code)))
        assert 1 + sum(len(view.subtree(child.code)) for child in view.children(one.code)) == len(below)


@given(
    st.lists(
        st.lists(st.sampled_from(("Đông", "Đồng", "Đong", "Hội", "hội", "An", "Á", "2", "10")), min_size=1)
    )
)
def test_brothers_are_in_the_order_of_the_house(names: list[list[str]]) -> None:
    """Children come exactly as `sort_key` of their whole names has it, equal names by code."""
    brothers = [unit(f"U{place:03}", "T", " ".join(words)) for place, words in enumerate(names)]
    view = UnitTree((unit("T"), *brothers)).at(DAY)
    assert view.children("T") == tuple(sorted(brothers, key=lambda one: (sort_key(one.name), one.code)))


def test_a_circle_is_refused() -> None:
    """Units that hang under each other never reach a root: the error names them."""
    with pytest.raises(CircleError) as caught:
        UnitTree((unit("T"), unit("A", "B"), unit("B", "A"))).at(DAY)
    assert caught.value.codes == ("A", "B")


SCHOOLS = (
    unit("T", None, "LĐLĐ huyện"),
    unit("DHOI", "T", "Trường Mầm non Đông Hội", "MN Đông Hội", "mẫu giáo Đông Hội"),
    unit("DONGHOI", "T", "Xã Đông Hội"),
    unit("DHOI2", "T", "Trường Tiểu học Đồng Hới"),
    unit("UYNO", "T", "Trường Tiểu học Uy Nỗ"),
    unit("TDA", "T", "Công ty TNHH Đá Ong"),
    unit("BE", "T", "Trường THCS – THPT Bê-tông (KCN)"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dong hoi", ["DHOI", "DHOI2", "DONGHOI"]),
        ("Đông Hội", ["DHOI", "DONGHOI", "DHOI2"]),
        ("Đồng Hới", ["DHOI2", "DHOI", "DONGHOI"]),
        ("hội đông", ["DHOI", "DHOI2", "DONGHOI"]),
        ("mn dong hoi", ["DHOI"]),
        ("DHOI", ["DHOI", "DHOI2"]),
        ("dhoi", ["DHOI", "DHOI2"]),
        ("xã đông", ["DONGHOI"]),
        ("tieu hoc", ["DHOI2", "UYNO"]),
        ("tieu uy", ["UYNO"]),
        ("thcs thpt", ["BE"]),
        ("THCS-THPT bê tông", ["BE"]),
        ("kcn", ["BE"]),
        ("da", ["TDA"]),
        ("CĐCS Trường Tiểu học Uy Nỗ", ["UYNO"]),
        ("công đoàn cơ sở xã đông hội", ["DONGHOI"]),
        ("không có đơn vị này", []),
        ("🙂", []),
        ("cđcs", []),
    ],
)
def test_units_are_found_as_people_type_them(query: str, found: list[str]) -> None:
    """Without diacritics, in any order, by code or alias; the best first; diacritics decide between equals."""
    assert codes(UnitTree(SCHOOLS).at(DAY).find(query).units) == found


def test_a_search_comes_in_pages() -> None:
    """`limit` and `offset` cut one list in Vietnamese order; `total` counts all of it; an empty query finds all."""
    view = UnitTree(SCHOOLS).at(DAY)
    whole = view.find("", limit=100)
    assert whole.total == len(whole.units) == len(SCHOOLS)
    assert [one.name for one in whole.units][:3] == [
        "Công ty TNHH Đá Ong",
        "LĐLĐ huyện",
        "Trường Mầm non Đông Hội",
    ]
    assert view.find("", limit=2, offset=2).units == whole.units[2:4]
    assert view.find("", limit=2, offset=100).units == ()


def test_a_search_can_stay_inside_a_subtree() -> None:
    """A cadre searches below the own unit."""
    view = UnitTree(NATION).at(DAY)
    assert codes(view.find("tổ", under="UYNO").units) == ["T2", "T10"]
    assert view.find("đông hội", under="UYNO").total == 0
