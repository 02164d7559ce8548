"""Writes units.csv beside this file: `python examples/thanh-hoa/make_units.py`; always the same list.

The numbers of unions and members by block are those of the newspaper of 7/9/2023; what it does not name is left
without a block. The districts' unions are real; all grassroots unions, marked "(mẫu)", their members and targets are
made up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

SEED = 600_175
COLUMNS = ("code", "name", "parent", "kind", "cluster", "block", "members", "gd1", "gd2")
TARGETS = (48_453, 68_176)  # of the phases, shared out by members

# Code, name, and what the names of the district's communes often begin with.
DISTRICTS = (
    ("TPTH", "thành phố Thanh Hóa", "Đông"), ("SSON", "thành phố Sầm Sơn", "Quảng"),
    ("BSON", "thị xã Bỉm Sơn", "Ba"), ("NSON", "thị xã Nghi Sơn", "Hải"), ("BTHUOC", "huyện Bá Thước", "Điền"),
    ("CTHUY", "huyện Cẩm Thủy", "Cẩm"), ("DSON", "huyện Đông Sơn", "Đông"), ("HTRUNG", "huyện Hà Trung", "Hà"),
    ("HLOC", "huyện Hậu Lộc", "Lộc"), ("HHOA", "huyện Hoằng Hóa", "Hoằng"), ("LCHANH", "huyện Lang Chánh", "Giao"),
    ("MLAT", "huyện Mường Lát", "Mường"), ("NGASON", "huyện Nga Sơn", "Nga"), ("NLAC", "huyện Ngọc Lặc", "Ngọc"),
    ("NTHANH", "huyện Như Thanh", "Xuân"), ("NXUAN", "huyện Như Xuân", "Thanh"), ("NCONG", "huyện Nông Cống", "Tân"),
    ("QHOA", "huyện Quan Hóa", "Phú"), ("QSON", "huyện Quan Sơn", "Sơn"), ("QXUONG", "huyện Quảng Xương", "Quảng"),
    ("TTHANH", "huyện Thạch Thành", "Thạch"), ("THOA", "huyện Thiệu Hóa", "Thiệu"),
    ("TXUAN", "huyện Thọ Xuân", "Xuân"), ("THUONGX", "huyện Thường Xuân", "Luận"),
    ("TSON", "huyện Triệu Sơn", "Thọ"), ("VLOC", "huyện Vĩnh Lộc", "Vĩnh"), ("YDINH", "huyện Yên Định", "Định"),
)  # fmt: skip
SECOND = (
    *(
        "An",
        "Bình",
        "Cát",
        "Châu",
        "Đạt",
        "Điền",
        "Đức",
        "Giang",
        "Hải",
        "Hòa",
        "Hưng",
        "Khê",
        "Lâm",
        "Long",
        "Lương",
    ),
    *(
        "Minh",
        "Ngọc",
        "Phong",
        "Phú",
        "Quang",
        "Quý",
        "Sơn",
        "Tâm",
        "Thắng",
        "Thịnh",
        "Tiến",
        "Trung",
        "Vân",
        "Yên",
    ),
)
FIRMS = (
    "May",
    "Giày",
    "Cơ khí",
    "Xây dựng",
    "Vận tải",
    "Gạch",
    "Chế biến gỗ",
    "Thủy sản",
    "Thương mại",
    "Phân bón",
)
OFFICES = (
    "Hạt Kiểm lâm",
    "Điện lực",
    "Kho bạc",
    "Bảo hiểm xã hội",
    "Bưu điện",
    "Chi cục Thuế",
    "Bệnh viện",
    "Thủy nông",
)


@dataclass(frozen=True)
class Block:
    """So many unions with so many members; a union has at least `least`. `letter`: what their codes have in them."""

    code: str
    letter: str
    unions: int
    members: int
    least: int


BLOCKS = (
    Block("xa", "X", 559, 15_609, 14),
    Block("truong", "T", 1_974, 52_356, 9),
    Block("dn", "D", 736, 206_100, 12),
    Block("", "K", 386, 34_533, 8),
)


def main() -> None:
    """Write the list."""
    with (Path(__file__).parent / "units.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(COLUMNS)
        written.writerows(lines())


def lines() -> Iterator[tuple[str | int, ...]]:
    """The province, its districts, and the unions of every block."""
    random = Random(SEED)
    yield ("TINH", "LĐLĐ tỉnh Thanh Hóa", "", "province_union", "", "", "", "", "")
    for code, name, _ in DISTRICTS:
        yield (code, f"LĐLĐ {name}", "TINH", "upper_union", "", "", "", "", "")
    unions = [(block, size) for block in BLOCKS for size in shared(random, block)]
    goals = zip(*(by_members([size for _, size in unions], target) for target in TARGETS), strict=True)
    names = {block.code: named(block) for block in BLOCKS}
    for (block, size), (first, second) in zip(unions, goals, strict=True):
        code, name, district = next(names[block.code])
        yield (code, f"{name} (mẫu)", district, "grassroots", district, block.code, size, first, second)


def shared(random: Random, block: Block) -> list[int]:
    """The sizes of a block's unions: a few large ones and many small ones, together exactly its members."""
    weights = [random.paretovariate(2.2) for _ in range(block.unions)]
    free = block.members - block.least * block.unions
    return [block.least + more for more in by_members(weights, free)]


def by_members(weights: Sequence[float], whole: int) -> list[int]:
    """A whole shared out in proportion, each part a whole number, the largest remainders first."""
    total = sum(weights)
    exact = [whole * each / total for each in weights]
    parts = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def named(block: Block) -> Iterator[tuple[str, str, str]]:
    """(code, name, district) one after the other, the districts in turn."""
    for number, (second, stem) in enumerate(product(SECOND, _stems(block)), 1):
        for district, called, first in DISTRICTS:
            name = (
                f"{stem} {first} {second}"
                if block.code in {"xa", "truong"}
                else f"{stem} {second} {short(called)}"
            )
            yield f"{district}{block.letter}{number:02d}", name, district


def _stems(block: Block) -> tuple[str, ...]:
    schools = ("Trường Mầm non", "Trường Tiểu học", "Trường THCS")
    return {"xa": ("Xã",), "truong": schools, "dn": tuple(f"Công ty {each}" for each in FIRMS)}.get(
        block.code, OFFICES
    )


def short(district: str) -> str:
    """A district without its kind: "Hoằng Hóa"."""
    return district.removeprefix("huyện ").removeprefix("thành phố ").removeprefix("thị xã ")


if __name__ == "__main__":
    main()
