"""`nuocrut demo --play --exit` as a command of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot import small_campaign

COMMAND = (sys.executable, "-m", "bot", "demo", "--play", "--exit", "--port", "0")
ROOT = Path(__file__).parents[2]


def run(*options: str, patience: float = 110) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], capture_output=True, text=True, timeout=patience, check=False, cwd=ROOT
    )


def test_a_short_play_goes_as_it_has_to(tmp_path: Path) -> None:
    """Three days over the wire end with 0, and the transcript has what groups and cadres were sent, hour by hour."""
    done = run(str(small_campaign.make(tmp_path)))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert done.stderr == ""
    said = done.stdout
    assert re.match(r"Nước Rút: http://127\.0\.0\.1:\d+/\n", said)
    assert "═══ Chủ nhật 29/5 · ngày 1/3, còn 2 ngày ═══" in said
    assert (
        "17:00  nhóm LĐLĐ huyện Đông Anh trên Telegram\n     │ Tuần cuối · Ngày mai là ngày cuối · Ngày 2/3\n"
        in said
    )
    assert "08:00  riêng Lê Thị Hà\n     │ Việc cần quan tâm ngày 31/5 – ngày cuối cùng\n" in said
    assert "đã gửi 405/1.172 sáng kiến, đạt 34,6% chỉ tiêu phân bổ giai đoạn 1." in said
    assert re.search(r"^reviewers said: .*valid 11.* · still under review: 12$", said, re.MULTILINE)
    assert "Hỏi thêm" not in said
    assert "registered 24 · left 1 · failed 0 · missed 0" in said
    assert re.search(r"^on telegram 1\d · on zalo 1\d$", said, re.MULTILINE)
    assert said.endswith("✓ The play went as it has to.\n")


@pytest.mark.parametrize("platform", ["telegram", "zalo"])
def test_a_play_on_one_platform_goes_as_it_has_to(tmp_path: Path, platform: str) -> None:
    """With --only everybody is on that platform, its groups get their posts, and nothing of the other is said."""
    done = run(str(small_campaign.make(tmp_path)), "--only", platform)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert f"\non {platform} 24\n" in done.stdout
    assert ("Zalo's plan limits" in done.stdout) is (platform == "zalo")
    assert done.stdout.endswith("✓ The play went as it has to.\n")


def test_a_play_that_goes_wrong_says_so(tmp_path: Path) -> None:
    """With other figures than the campaign promises it ends with 1 and says in plain words which."""
    done = run(
        str(small_campaign.make(tmp_path, registered=2, done=1008, percent="86%", review="")),
        "--days",
        "31/5",
    )
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr
    assert "✗ The sprint ends at 383 (32,7%), not at 1008 (86%)." in done.stdout
    for platform in ("telegram", "zalo"):
        assert f"✗ The end post on {platform} does not say 1.008 and 86%." in done.stdout
    assert "ngày 1/3" not in done.stdout
    assert done.stderr == ""


@pytest.mark.timeout(600)
@pytest.mark.skipif(not os.environ.get("CI"), reason="35 days take a minute or two; CI=true plays them")
def test_the_whole_sprint_goes_as_it_has_to() -> None:
    """Đông Anh's 35 days end at 1.008, 86 % of 1.172, with the posts of G16 and every told initiative there once."""
    done = run(patience=590)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "registered 627 · left 45 · failed 0 · missed 0" in done.stdout
    assert "đã gửi 1.008/1.172 sáng kiến, đạt 86% chỉ tiêu phân bổ giai đoạn 1." in done.stdout
