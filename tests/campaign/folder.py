"""A small campaign's folder, and the same folder with something changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = "examples/dong-anh"

TOML = """\
code = "DA"
name = "Chương trình “1 triệu sáng kiến”"
root = "LDLD"

[owner]
name = "LĐLĐ huyện"
contact = "Văn phòng"

[[phases]]
code = "gd1"
name = "Giai đoạn 1"
from = 2022-01-08
until = 2022-05-31

[[phases]]
code = "gd2"
name = "Giai đoạn 2"
from = 2022-06-01
until = 2023-09-01

[[sprints]]
code = "cd35"
name = "Đợt cao điểm"
from = 2022-04-27
until = "24h00 ngày 31/5/2022"

[clusters]
MN = "Cụm Mầm non"
TH = { name = "Cụm Tiểu học", short = "Tiểu học" }

[blocks]
hcsn = "Trường học, cơ quan"

[[targets]]
phase = "gd1"
kind = "floor"
block = "hcsn"
value = 1000

[[targets]]
phase = "gd1"
kind = "allocated"
column = "gd1"

[[targets]]
phase = "gd2"
kind = "pledged"
unit = "DHOI"
value = 24
"""

UNITS = """\
code,name,parent,cluster,block,members,aliases,gd1
LDLD,LĐLĐ huyện,,,,,,70
DHOI,Trường Mầm non Đông Hội,LDLD,MN,hcsn,55,MN Đông Hội|mẫu giáo,30
UYNO,Trường Tiểu học Uy Nỗ,LDLD,TH,hcsn,62,,40
"""

ENTERED = """\
key,unit,entered_at,title,field,member_kind
K1,DHOI,2022-01-10 14:05,Làm đồ chơi từ chai nhựa,education,public_service
K2,UYNO,10/2/2022 8h30,Nhật ký đọc sách mười phút,,
"""


def write(
    folder: Path,
    *,
    toml: str = TOML,
    units: str = UNITS,
    entered: str | None = ENTERED,
    texts: str | None = None,
) -> Path:
    """A folder with these files; None: without that file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "campaign.toml").write_text(toml, "utf-8")
    (folder / "units.csv").write_text(units, "utf-8")
    for name, text in (("entered.csv", entered), ("texts.ftl", texts)):
        if text is not None:
            (folder / name).write_text(text, "utf-8")
    return folder
