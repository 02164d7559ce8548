"""A telephone with Zalo on the page, beside one with Telegram; the bot behind it is this test, over the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from sandbox.scenario import Scenario
from sandbox.server import ZALO_WORLD, build
from sandbox.zalo.world import ZaloWorld

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
TOKEN, NAME = "88:zalo-token", "Bot Sáng Kiến"
MAI, HUNG, GROUP = 1001, 1002, -4001
SCENARIO = {
    "now": "2022-04-27T08:00:00",
    "bots": [{"token": "77:abc", "username": "da_bot", "name": "Sáng kiến Đông Anh"}],
    "people": [{"id": 1001, "first_name": "Nguyễn Thị Hạnh"}],
    "zalo": {
        "bots": [{"token": TOKEN, "display_name": NAME}],
        "people": [
            {"id": MAI, "display_name": "Phạm Thị Mai"},
            {"id": HUNG, "display_name": "Đỗ Văn Hùng"},
        ],
        "groups": [{"id": GROUP, "title": "Tổ may 1", "leader": HUNG, "members": [MAI]}],
    },
    "phones": [
        {"person": 1001, "role": "Công nhân"},
        {"person": "z1001", "role": "Công nhân"},
        {"group": "z-4001", "role": "Nhóm Tổ may 1"},
    ],
    "links": [{"payload": "k7m2pq4xab", "label": "Công ty May Đông Anh"}],
}


@dataclass
class Desk:
    """The page, the world behind it, and the bot's side of the wire."""

    page: Page
    world: ZaloWorld
    http: aiohttp.ClientSession

    def phone(self, key: int | str) -> Locator:
        return self.page.locator(f"[data-phone='chat{key}']")

    async def call(self, method: str, **arguments: Any) -> Any:
        async with self.http.post(f"/zalo/bot{TOKEN}/{method}", json=arguments) as answer:
            return await answer.json()

    async def hears(self) -> dict[str, Any]:
        """The next event the bot gets."""
        told = await self.call("getUpdates", timeout=5)
        event: dict[str, Any] = told["result"]["message"]
        return event

    async def answers(self, event: dict[str, Any], text: str) -> None:
        assert (await self.call("sendMessage", chat_id=event["chat"]["id"], text=text))["ok"]


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser) -> AsyncIterator[Desk]:
    """A page with three telephones. Errors of its script fail the test."""
    app = build(Scenario.model_validate(SCENARIO))
    troubles: list[str] = []
    async with (
        TestServer(app, host="127.0.0.1") as server,
        aiohttp.ClientSession(server.make_url("/")) as http,
    ):
        page = await browser.new_page(color_scheme="light")
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.set_viewport_size(ViewportSize(width=1440, height=900))
        await page.goto(str(server.make_url("/")))
        await page.locator(".phone").first.wait_for()
        yield Desk(page, app[ZALO_WORLD], http)
        await page.close()
        assert troubles == []


async def writes(phone: Locator, text: str, *, label: str = "Nhắn tin") -> None:
    box = phone.get_by_role("textbox", name=label)
    await box.fill(text)
    await box.press("Enter")


async def test_a_zalo_telephone_has_words_and_no_buttons(desk: Desk) -> None:
    """The unit's code is typed from the list, the bot answers in numbered text, and nothing can be pressed."""
    phone = desk.phone("z1001")
    await expect(phone.get_by_role("heading", name="Phạm Thị Mai")).to_contain_text("Zalo")
    await expect(phone.get_by_role("button", name="Lệnh của bot")).to_have_count(0)
    await phone.get_by_role("button", name="Nhắn mã của đơn vị…").click()
    await desk.page.get_by_role("dialog").get_by_role("button", name="Công ty May Đông Anh").click()
    event = await desk.hears()
    assert (event["text"], event["chat"]["chat_type"]) == ("k7m2pq4xab", "PRIVATE")
    await desk.answers(event, "Nhắn số để chọn:\n1. Đăng ký\n2. Trợ giúp")
    await expect(phone.get_by_text("1. Đăng ký")).to_be_visible()
    await expect(phone.locator(".keys")).to_have_count(0)
    await writes(phone, "1")
    assert (await desk.hears())["text"] == "1"
    assert desk.world.violations == []


async def test_the_same_number_on_two_platforms_is_two_people(desk: Desk) -> None:
    """What is said on Zalo stands on the Zalo telephone only, though both persons have the number 1001."""
    await writes(desk.phone("z1001"), "chào bot")
    await expect(desk.phone("z1001").get_by_text("chào bot")).to_be_visible()
    await expect(desk.phone(1001).get_by_text("chào bot")).to_have_count(0)
    await desk.phone(1001).get_by_role("button", name="Bắt đầu").click()
    await expect(desk.phone(1001).get_by_text("/start")).to_be_visible()
    await expect(desk.phone("z1001").get_by_text("/start")).to_have_count(0)


async def test_a_picture_a_sticker_and_a_file_are_sent(desk: Desk) -> None:
    """The bot gets the picture's address and the sticker; of a file it hears only that there was something."""
    phone = desk.phone("z1001")
    for entry in ("Gửi ảnh mẫu", "Nhãn dán mẫu"):
        await phone.get_by_role("button", name="Đính kèm").click()
        await phone.get_by_role("menuitem", name=entry).click()
    assert (await desk.hears())["photo_url"].startswith("http://")
    assert (await desk.hears())["sticker"]
    natural = await phone.locator(".picture img").last.evaluate(
        "async image => { await image.decode(); return image.naturalWidth; }"
    )
    assert natural == 960
    await phone.get_by_role("button", name="Đính kèm").click()
    async with desk.page.expect_file_chooser() as chooser:
        await phone.get_by_role("menuitem", name="Chọn tệp trên máy…").click()
    document = {"name": "bản vẽ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    await (await chooser.value).set_files(document)  # type: ignore[arg-type]  # a file by its content
    await expect(phone.get_by_text("bản vẽ.pdf")).to_be_visible()
    assert "text" not in await desk.hears()


async def test_only_the_leader_brings_the_bot_into_a_group(desk: Desk) -> None:
    """A member cannot; the leader can; the bot hears only who calls it, and nobody has told it the group before."""
    phone = desk.phone("z-4001")
    await expect(phone.get_by_text("2 thành viên, chưa có bot")).to_be_visible()
    async with desk.http.post(
        "/sandbox/api/groups/z-4001/bot", json={"person": "z1001", "action": "add"}
    ) as answer:
        assert answer.status == 409
    await phone.get_by_role("button", name="Mời bot vào nhóm").click()
    await expect(phone.get_by_text("2 thành viên, có bot")).to_be_visible()
    await writes(phone, "mọi người cố lên", label="Nhắn vào nhóm")
    await phone.get_by_role("button", name="@ Gọi bot").click()
    await phone.get_by_label("Người nói").select_option("Phạm Thị Mai")
    await writes(phone, "tiến độ", label="Nhắn vào nhóm")
    event = await desk.hears()
    assert (event["text"], event["chat"]["chat_type"]) == (f"@{NAME} tiến độ", "GROUP")
    await desk.answers(event, "Đã gửi 405/1.172 sáng kiến")
    await expect(phone.get_by_text("Đã gửi 405/1.172 sáng kiến")).to_be_visible()
    await phone.get_by_role("button", name="Tùy chọn").click()
    await expect(phone.get_by_role("menuitem", name="Cho bot làm quản trị viên")).to_have_count(0)


async def test_an_answer_in_a_group_is_heard(desk: Desk) -> None:
    """Who answers a message of the bot need not call it."""
    phone = desk.phone("z-4001")
    await phone.get_by_role("button", name="Mời bot vào nhóm").click()
    desk.world.people.say_in(GROUP, HUNG, "chào bot", mention=True)
    await desk.answers(await desk.hears(), "Kính chào các đồng chí!")
    await phone.get_by_text("Kính chào các đồng chí!").hover()
    await phone.get_by_role("button", name="Trả lời tin này").last.click()
    await writes(phone, "Cảm ơn bot", label="Nhắn vào nhóm")
    assert (await desk.hears())["text"] == "Cảm ơn bot"


async def test_another_zalo_telephone_is_added(desk: Desk) -> None:
    """The dialog asks for the platform, and the new person writes to the Zalo bot."""
    await desk.page.get_by_role("button", name="Thêm điện thoại").last.click()
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_label("Họ và tên").fill("Lê Hoàng Nam")
    await dialog.get_by_label("Ứng dụng").select_option("Zalo")
    await dialog.get_by_role("button", name="Thêm", exact=True).click()
    phone = desk.phone("z1003")
    await expect(phone.get_by_role("heading", name="Lê Hoàng Nam")).to_be_visible()
    await writes(phone, "xin chào")
    assert (await desk.hears())["from"]["display_name"] == "Lê Hoàng Nam"


async def test_a_narrow_screen_names_the_platform_in_the_tab(desk: Desk) -> None:
    """At 390 pixels the tab tells which platform it is, and nothing overflows."""
    await desk.page.set_viewport_size(ViewportSize(width=390, height=844))
    tab = desk.page.get_by_role("tab", name="Phạm Thị Mai")
    await expect(tab).to_contain_text("Zalo")
    await tab.click()
    await expect(desk.phone("z1001").get_by_role("textbox", name="Nhắn tin")).to_be_visible()
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= 390
