from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import CADRE, CAMPAIGN_GROUP, UNIT_GROUP, WORKER, Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_new_reader_sees_four_phones_and_the_clock(desk: Desk) -> None:
    """The page opens with the worker, the cadre, both groups, the day of the sprint and a bot that is connected."""
    await desk.open()
    await expect(desk.page.locator(".phone")).to_have_count(4)
    for heading in ("Nguyễn Thị Hạnh", "Trần Văn Bình", "Nhóm của đơn vị", "Nhóm của toàn chiến dịch"):
        await expect(desk.page.get_by_role("heading", name=heading)).to_be_visible()
    await expect(desk.page.locator("#clock")).to_contain_text("08:00")
    await expect(desk.page.locator("#clock")).to_contain_text("Thứ Tư, 27/4/2022")
    await expect(desk.page.locator("#clock")).to_contain_text("Ngày 1/35")
    await expect(desk.page.locator(".strip i")).to_have_count(35)
    await expect(desk.page.get_by_text("Bot đã nối: Sáng kiến Đông Anh")).to_be_visible()


async def test_a_worker_registers_by_tapping_and_typing(desk: Desk) -> None:
    """Link, button, name, title: every answer of the bot appears, and the number is the bot's."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("button", name="Đồng ý").click()
    await expect(phone.get_by_text("Bạn chọn: Đồng ý")).to_be_visible()
    await expect(phone.get_by_text("đã sửa")).to_be_visible()
    await phone.get_by_role("textbox", name="Nhắn tin").fill("Nguyễn Thị Hạnh")
    await phone.get_by_role("button", name="Gửi", exact=True).click()
    await expect(phone.get_by_text("Cảm ơn Nguyễn Thị Hạnh.")).to_be_visible()
    await phone.get_by_role("textbox", name="Nhắn tin").fill("Gá kẹp may cổ áo")
    await desk.page.keyboard.press("Enter")
    await expect(phone.get_by_text("Đã ghi nhận sáng kiến SK-T-000001.")).to_be_visible()
    assert desk.bot.names == ["Nguyễn Thị Hạnh"]
    assert desk.bot.numbers == ["SK-T-000001"]
    await expect(phone.get_by_role("textbox", name="Nhắn tin")).to_have_value("")


async def test_a_pasted_link_works_and_a_wrong_one_is_told(desk: Desk) -> None:
    """A whole link pasted is opened with its code; something that is no link is refused in words."""
    await desk.open()
    phone = desk.phone(WORKER)
    await phone.get_by_role("button", name="Mở liên kết mời…").click()
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_label("Liên kết mời").fill("không phải liên kết")
    await dialog.get_by_role("button", name="Mở", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_have_text("Chưa thấy mã nào trong liên kết này.")
    await dialog.get_by_label("Liên kết mời").fill("https://t.me/da_bot?start=ABC234XYZ9")
    await dialog.get_by_role("button", name="Mở", exact=True).click()
    await expect(phone.get_by_text("Đơn vị: ABC234XYZ9")).to_be_visible()


async def test_a_chosen_picture_reaches_the_bot(desk: Desk, picture: Path) -> None:
    """A picture file from the machine is sent, shown, and arrives with its true size; the sample does as well."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("button", name="Đính kèm").click()
    async with desk.page.expect_file_chooser() as chooser:
        await phone.get_by_role("menuitem", name="Chọn ảnh trên máy…").click()
    await (await chooser.value).set_files(picture)
    await expect(phone.get_by_text("Đã nhận ảnh 40 x 30.")).to_be_visible()
    await phone.get_by_role("button", name="Đính kèm").click()
    await phone.get_by_role("menuitem", name="Gửi ảnh mẫu").click()
    await expect(phone.get_by_text("Đã nhận ảnh 960 x 640.")).to_be_visible()
    await expect(phone.get_by_role("button", name="Mở ảnh")).to_have_count(2)
    natural = await phone.locator(".picture img").last.evaluate(
        "async image => { await image.decode(); return image.naturalWidth; }"
    )
    assert natural == 960


async def test_a_file_that_is_no_picture_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    """A text sent as a photo is not sent, and the reader is told."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("button", name="Đính kèm").click()
    wrong = tmp_path / "notes.png"
    wrong.write_text("no picture", encoding="utf-8")
    async with desk.page.expect_file_chooser() as chooser:
        await phone.get_by_role("menuitem", name="Chọn ảnh trên máy…").click()
    await (await chooser.value).set_files(wrong)
    await expect(desk.page.get_by_text("Tệp này không phải ảnh")).to_be_visible()
    await expect(phone.get_by_role("button", name="Mở ảnh")).to_have_count(0)


async def test_the_clock_goes_a_day_and_to_the_end(desk: Desk) -> None:
    """+1 hour, +1 day and to the end move the clock, the strip and the time on the phones."""
    await desk.open()
    await desk.page.get_by_role("button", name="Tua thêm một giờ").click()
    await expect(desk.page.locator("#clock")).to_contain_text("09:00")
    await desk.page.get_by_role("button", name="Tua thêm một ngày").click()
    await expect(desk.page.locator("#clock")).to_contain_text("Thứ Năm, 28/4/2022")
    await expect(desk.page.locator(".strip i.done")).to_have_count(1)
    await desk.page.get_by_role("button", name="Tới cuối đợt").click()
    await expect(desk.page.get_by_text("Đợt đã kết thúc")).to_be_visible()
    await expect(desk.page.locator("#clock")).to_contain_text("Thứ Tư, 1/6/2022")
    await expect(desk.phone(WORKER).locator(".status")).to_contain_text("08:05")
    await expect(desk.page.get_by_role("button", name="Chạy")).to_be_disabled()
    await desk.page.get_by_role("button", name="Tua thêm một ngày").click()
    await expect(desk.page.locator("#clock")).to_contain_text("Thứ Năm, 2/6/2022")


async def test_the_crowd_registers_when_it_is_switched_on(desk: Desk) -> None:
    """Off by default; switched on, a day later all three have registered with the bot, and the bar says so.

    Before, it says how many are still to come: "0/3 registered" looked as if something were amiss.
    """
    await desk.open()
    await expect(desk.page.get_by_text("0 đã đăng ký", exact=True)).to_be_visible()
    await expect(desk.page.get_by_text("3 chưa đến", exact=True)).to_be_visible()
    switch = desk.page.get_by_role("switch", name="Đám đông")
    await expect(switch).to_have_attribute("aria-checked", "false")
    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "true")
    await desk.page.get_by_role("button", name="Tua thêm một ngày").click()
    await expect(desk.page.get_by_text("3 đã đăng ký", exact=True)).to_be_visible()
    await expect(desk.page.get_by_text("chưa đến")).to_have_count(0)
    assert desk.bot.names == ["Người 0", "Người 1", "Người 2"]


async def test_a_violation_is_counted_and_explained(desk: Desk) -> None:
    """What the bot does against the rules is counted in the bar and listed on request."""
    await desk.open()
    await desk.bot.call("sendNothing")
    await desk.page.get_by_role("button", name="1 vi phạm").click()
    await expect(desk.page.get_by_role("dialog").get_by_role("cell", name="sendNothing")).to_be_visible()


async def test_running_and_pausing(desk: Desk) -> None:
    """Run moves the clock by itself; pause holds it."""
    await desk.open()
    await desk.page.get_by_label("Tốc độ chạy").select_option("5")
    await desk.page.get_by_role("button", name="Chạy").click()
    await expect(desk.page.locator("#clock .now")).not_to_contain_text("08:0")
    await desk.page.get_by_role("button", name="Tạm dừng").click()
    await expect(desk.page.get_by_role("button", name="Chạy")).to_be_visible()
    held = desk.world.clock.now()
    await asyncio.sleep(0.5)
    assert desk.world.clock.now() == held


async def test_the_bot_joins_a_group_and_answers_there(desk: Desk) -> None:
    """The cadre adds the bot, the bot greets, and a command from the menu is addressed to it and answered."""
    await desk.open()
    phone = desk.phone(UNIT_GROUP)
    await phone.get_by_role("button", name="Thêm bot vào nhóm").click()
    await expect(phone.get_by_text("Trần Văn Bình đã thêm Sáng kiến Đông Anh vào nhóm")).to_be_visible()
    await expect(phone.get_by_text("Chào cả nhóm!")).to_be_visible()
    await expect(phone.get_by_text("2 thành viên, có bot")).to_be_visible()
    await phone.get_by_label("Người nói").select_option("Nguyễn Thị Hạnh")
    await phone.get_by_role("button", name="Lệnh của bot").click()
    await phone.get_by_role("menuitem", name="/tiendo").click()
    await expect(phone.get_by_text("Đã đăng ký 381/1.172, đạt 32,5%.")).to_be_visible()
    spoken = next(update for update in desk.bot.seen if update.get("message", {}).get("text"))
    assert spoken["message"]["text"] == "/tiendo@da_bot"
    assert spoken["message"]["from"]["id"] == WORKER


async def test_a_link_into_a_group_asks_for_the_group(desk: Desk) -> None:
    """The bot's button with a startgroup link lets the cadre choose the group, and the code arrives there."""
    await desk.open()
    phone = desk.phone(CADRE)
    await phone.get_by_role("button", name="Bắt đầu").click()
    await phone.get_by_text("Bạn đồng ý chứ?").wait_for()
    button = {"text": "Thêm bot vào nhóm đơn vị", "url": "https://t.me/da_bot?startgroup=CODE77"}
    await desk.bot.say(CADRE, "Mã liên kết nhóm", reply_markup={"inline_keyboard": [[button]]})
    for times in (1, 2):  # the second time the bot is in the group already
        await phone.get_by_role("button", name="Thêm bot vào nhóm đơn vị").click()
        await desk.page.get_by_role("dialog").get_by_role("button", name="Công ty May Đông Anh").click()
        await expect(desk.phone(UNIT_GROUP).get_by_text("/start@da_bot CODE77")).to_have_count(times)


async def test_a_pinned_post_is_shown_and_found(desk: Desk) -> None:
    """A message the bot pins stands on top, and a press on it brings it into view."""
    await desk.open()
    desk.world.groups.add_bot(CAMPAIGN_GROUP, by=CADRE)
    sent = await desk.bot.call("sendMessage", chat_id=CAMPAIGN_GROUP, text="Bảng tiến độ ngày 1/35")
    for number in range(30):
        desk.world.people.say(CADRE, f"Các tổ cố lên {number}", chat_id=CAMPAIGN_GROUP)
    desk.world.groups.promote(CAMPAIGN_GROUP, by=CADRE)
    pin = {"chat_id": CAMPAIGN_GROUP, "message_id": sent["message_id"], "disable_notification": True}
    await desk.bot.call("pinChatMessage", **pin)
    phone = desk.phone(CAMPAIGN_GROUP)
    post = phone.locator(f"[data-id='{sent['message_id']}']")
    await expect(phone.get_by_role("button", name="Tin đã ghim")).to_contain_text("Bảng tiến độ ngày 1/35")
    await expect(post).not_to_be_in_viewport()
    await phone.get_by_role("button", name="Tin đã ghim").click()
    await expect(post).to_be_in_viewport()
    desk.world.people.say(WORKER, "Tin sau cùng", chat_id=CAMPAIGN_GROUP)
    await expect(phone.get_by_text("1 tin mới")).to_be_visible()
    await phone.get_by_role("button", name="Xuống tin mới nhất").click()
    await expect(phone.get_by_text("Tin sau cùng")).to_be_in_viewport()
    await expect(phone.get_by_text("1 tin mới")).to_be_hidden()


async def test_a_page_that_came_late_took_the_pin_away(desk: Desk) -> None:
    """What happens in a chat while its history is on its way is shown on top of it, not forgotten."""
    asked, let_go = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await let_go.wait()
        await route.fulfill(response=answer)

    desk.world.groups.add_bot(CAMPAIGN_GROUP, by=CADRE)
    desk.world.groups.promote(CAMPAIGN_GROUP, by=CADRE)
    await desk.page.route(f"**/chats/{CAMPAIGN_GROUP}/messages*", late)
    await desk.open()
    await asked.wait()
    sent = await desk.bot.call("sendMessage", chat_id=CAMPAIGN_GROUP, text="Bảng tiến độ ngày 1/35")
    pin = {"chat_id": CAMPAIGN_GROUP, "message_id": sent["message_id"], "disable_notification": True}
    await desk.bot.call("pinChatMessage", **pin)
    phone = desk.phone(CAMPAIGN_GROUP)
    top = phone.get_by_role("button", name="Tin đã ghim")
    await expect(top).to_contain_text("Bảng tiến độ ngày 1/35")
    async with desk.page.expect_response(f"**/chats/{CAMPAIGN_GROUP}/messages*"):
        let_go.set()
    await expect(phone.locator(f"[data-id='{sent['message_id']}']")).to_be_visible()
    await expect(top).to_contain_text("Bảng tiến độ ngày 1/35")


async def test_a_long_history_is_read_page_by_page(desk: Desk) -> None:
    """Of 500 messages the last 200 are shown; the button brings the older ones until there are none left."""
    for number in range(500):
        desk.world.people.say(WORKER, f"tin {number:03d}")
    await desk.open()
    phone = desk.phone(WORKER)
    await expect(phone.locator(".message")).to_have_count(200)
    await expect(phone.get_by_text("tin 499")).to_be_in_viewport()
    for count in (400, 500):
        await phone.get_by_role("button", name="Xem tin cũ hơn").click()
        await expect(phone.locator(".message")).to_have_count(count)
    await expect(phone.get_by_role("button", name="Xem tin cũ hơn")).to_have_count(0)


async def test_another_worker_and_another_group_are_added(desk: Desk) -> None:
    """A new person gets a telephone of their own, a new group the chosen creator."""
    await desk.open()
    await desk.page.get_by_role("button", name="Thêm điện thoại").last.click()
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_label("Họ và tên").fill("Lê Hoàng Nam")
    await dialog.get_by_role("button", name="Thêm", exact=True).click()
    await expect(desk.page.get_by_role("heading", name="Lê Hoàng Nam")).to_be_visible()
    await desk.page.get_by_role("button", name="Thêm điện thoại").last.click()
    await dialog.get_by_label("Thêm điện thoại của").select_option("Một nhóm")
    await dialog.get_by_label("Tên nhóm").fill("Tổ sản xuất số 2")
    await dialog.get_by_label("Người lập nhóm").select_option("Trần Văn Bình")
    await dialog.get_by_role("button", name="Thêm", exact=True).click()
    await expect(desk.page.get_by_role("heading", name="Tổ sản xuất số 2").first).to_be_visible()
    group = next(chat for chat in desk.world.groups_by_id.values() if chat.title == "Tổ sản xuất số 2")
    assert group.members[CADRE].status == "creator"
    assert len(group.members) == 3


async def test_blocking_and_coming_back(desk: Desk) -> None:
    """Blocked from the menu, the phone offers only to unblock; the bot is told both times."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("button", name="Tùy chọn").click()
    await phone.get_by_role("menuitem", name="Chặn bot").click()
    await expect(phone.get_by_text("Đã chặn bot")).to_be_visible()
    await phone.get_by_role("button", name="Bỏ chặn bot").click()
    await expect(phone.get_by_role("textbox", name="Nhắn tin")).to_be_visible()
    await desk.world.wait_quiet()
    moves = [update["my_chat_member"] for update in desk.bot.seen if "my_chat_member" in update]
    assert [move["new_chat_member"]["status"] for move in moves] == ["kicked", "member"]


async def test_a_narrow_screen_shows_one_phone_with_tabs(desk: Desk) -> None:
    """At 390 pixels one phone is seen, tabs change it, and a tab counts what came meanwhile; nothing overflows."""
    await desk.open(390, 844)
    await expect(desk.phone(WORKER)).to_be_visible()
    await expect(desk.phone(CADRE)).to_be_hidden()
    await desk.page.get_by_role("tab", name="Trần Văn Bình").click()
    await expect(desk.phone(CADRE)).to_be_visible()
    await expect(desk.phone(WORKER)).to_be_hidden()
    desk.world.people.start(WORKER, "K7M2PQ4XAB")
    tab = desk.page.get_by_role("tab", name="Nguyễn Thị Hạnh")
    await expect(tab.locator(".count")).to_have_text("1")
    await tab.click()
    await expect(desk.phone(WORKER).get_by_text("Bạn đồng ý chứ?")).to_be_in_viewport()
    await expect(tab.locator(".count")).to_have_count(0)
    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_a_draft_is_kept_over_a_reload(desk: Desk) -> None:
    """What was typed and not sent is still there after reloading the page, and so are the messages."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("textbox", name="Nhắn tin").fill("đang viết dở")
    await desk.page.reload()
    await expect(phone.get_by_role("textbox", name="Nhắn tin")).to_have_value("đang viết dở")
    await expect(phone.get_by_text("Bạn đồng ý chứ?")).to_be_visible()


async def test_markup_in_a_message_stays_text(desk: Desk) -> None:
    """What a person types is shown as typed, never as part of the page."""
    await desk.open()
    phone = await desk.join()
    await phone.get_by_role("textbox", name="Nhắn tin").fill("<img src=x onerror=alert(1)><b>đậm</b>")
    await desk.page.keyboard.press("Enter")
    await expect(phone.get_by_text("<img src=x onerror=alert(1)><b>đậm</b>")).to_be_visible()
    await expect(phone.locator(".words img, .words b")).to_have_count(0)


async def test_everything_can_be_reached_with_the_keyboard(desk: Desk) -> None:
    """The commands menu opens, moves and closes by keys, and gives the focus back to its button."""
    await desk.open()
    phone = await desk.join()
    button = phone.get_by_role("button", name="Lệnh của bot")
    await button.focus()
    await desk.page.keyboard.press("Enter")
    await expect(phone.get_by_role("menuitem", name="/start")).to_be_focused()
    await desk.page.keyboard.press("ArrowDown")
    await expect(phone.get_by_role("menuitem", name="/tiendo")).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(phone.get_by_role("menu")).to_have_count(0)
    await expect(button).to_be_focused()


async def test_a_keyboard_that_lost_its_place(desk: Desk) -> None:
    """Who starts the bot with Enter types on at once; a figure that changes above takes the focus from no button."""
    await desk.open()
    phone = desk.phone(WORKER)
    await desk.page.get_by_role("button", name="Thêm điện thoại").focus()
    await phone.get_by_role("button", name="Bắt đầu").dispatch_event("click")
    await expect(desk.page.locator("#clock")).to_contain_text("1tin đã gửi")
    await expect(desk.page.get_by_role("button", name="Thêm điện thoại")).to_be_focused()
    other = desk.phone(CADRE)
    await other.get_by_role("button", name="Bắt đầu").press("Enter")
    await expect(other.get_by_role("textbox", name="Nhắn tin")).to_be_focused()
