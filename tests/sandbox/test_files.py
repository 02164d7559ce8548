"""Files up and down: pictures, documents, albums."""

from __future__ import annotations

import pytest

from sandbox.world import flat_png
from sandbox.world.files import image_size
from tests.sandbox.stage import GROUP, OTHER_TOKEN, SANG, TOKEN, Stage

PICTURE = flat_png(400, 300)
REPORT = "Báo cáo".encode() * 100


async def download(stage: Stage, file_id: str, token: str = TOKEN) -> bytes:
    path = (await stage.call("getFile", token=token, file_id=file_id)).result["file_path"]
    async with stage.http.get(f"{stage.url}/file/bot{token}/{path}") as response:
        assert response.status == 200
        return await response.read()


async def test_what_people_send_can_be_downloaded(stage: Stage) -> None:
    """A picture in its sizes and a document arrive, and their bytes come down unchanged."""
    stage.world.people.photo(SANG, PICTURE, "Ảnh đồ gá /x")
    stage.world.people.document(SANG, REPORT, "báo cáo.txt", mime="text/plain")
    photo, document = [update["message"] for update in await stage.updates()]
    assert [(size["width"], size["height"]) for size in photo["photo"]] == [(90, 68), (400, 300)]
    assert photo["caption_entities"][0]["type"] == "bot_command"
    assert await download(stage, photo["photo"][-1]["file_id"]) == PICTURE
    assert image_size(await download(stage, photo["photo"][0]["file_id"])) == (90, 68, "png")
    assert document["document"]["file_name"] == "báo cáo.txt"
    assert await download(stage, document["document"]["file_id"]) == REPORT


async def test_what_the_bot_sends_comes_back_by_its_id(lifted: Stage) -> None:
    """A picture by part name, by attach:// and by file id is the same picture; so is a document."""
    by_name = await lifted.call("sendPhoto", chat_id=SANG, caption="<b>Bảng</b>", parse_mode="HTML",
                                files={"photo": ("bang.png", PICTURE)})  # fmt: skip
    attached = await lifted.call(
        "sendPhoto", chat_id=SANG, photo="attach://x", files={"x": ("bang.png", PICTURE)}
    )
    by_id = await lifted.call("sendPhoto", chat_id=SANG, photo=attached.result["photo"][-1]["file_id"])
    assert by_name.result["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert by_id.result["photo"] == attached.result["photo"]
    assert await download(lifted, by_id.result["photo"][-1]["file_id"]) == PICTURE
    sent = await lifted.call("sendDocument", chat_id=SANG, files={"document": ("dulieu.json", REPORT)})
    again = await lifted.call("sendDocument", chat_id=SANG, document=sent.result["document"]["file_id"])
    assert again.result["document"] == sent.result["document"]
    assert lifted.violations == []


async def test_a_file_id_belongs_to_the_bot_that_received_it(lifted: Stage) -> None:
    """Another bot can neither send nor fetch it."""
    sent = await lifted.call("sendDocument", chat_id=SANG, files={"document": ("a.txt", REPORT)})
    number = sent.result["document"]["file_id"]
    assert (await lifted.call("getFile", token=OTHER_TOKEN, file_id=number)).error == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    path = (await lifted.call("getFile", file_id=number)).result["file_path"]
    async with lifted.http.get(f"{lifted.url}/file/bot{OTHER_TOKEN}/{path}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.png", b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("a.png", PICTURE[:18], "Bad Request: IMAGE_PROCESS_FAILED"),
        (
            "a.svg",
            b"<svg/>",
            "Bad Request: photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp",
        ),
        ("a.png", flat_png(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_bad_pictures(stage: Stage, name: str, content: bytes, error: str) -> None:
    """Broken, foreign and too long pictures are refused."""
    assert (await stage.call("sendPhoto", chat_id=SANG, files={"photo": (name, content)})).error == error


async def test_too_big_a_picture(stage: Stage) -> None:
    """One byte over 10 MB is refused as a whole."""
    answer = await stage.call("sendPhoto", chat_id=SANG, files={"photo": ("a.png", bytes(10 * 2**20 + 1))})
    assert (answer.status, answer.error) == (413, "Request Entity Too Large")


async def test_missing_and_wrong_references(stage: Stage) -> None:
    """No picture at all, an unknown id, an address on the internet: each has its sentence."""
    assert (
        await stage.call("sendPhoto", chat_id=SANG)
    ).error == "Bad Request: there is no photo in the request"
    assert (await stage.call("sendPhoto", chat_id=SANG, photo="AgAC")).error == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert (await stage.call("sendPhoto", chat_id=SANG, photo="https://a.vn/a.png")).error == (
        "Bad Request: failed to get HTTP URL content"
    )
    caption = await stage.call(
        "sendPhoto", chat_id=SANG, caption="đ" * 1025, files={"photo": ("a.png", PICTURE)}
    )
    assert caption.error == "Bad Request: message caption is too long"


async def test_albums(lifted: Stage) -> None:
    """An album is as many messages with one group id; a broken item leaves those before it standing."""
    media = [
        {"type": "photo", "media": "attach://a", "caption": "Hai ảnh"},
        {"type": "photo", "media": "attach://b"},
    ]
    files = {"a": ("a.png", PICTURE), "b": ("b.png", PICTURE)}
    sent = (await lifted.call("sendMediaGroup", chat_id=GROUP, media=media, files=files)).result
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["Hai ảnh", None]
    broken = await lifted.call(
        "sendMediaGroup", chat_id=SANG, media=media, files=files | {"b": ("b.png", b"x")}
    )
    assert (
        broken.error == 'Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'
    )
    assert len(lifted.world.delivered(SANG)) == 1
    many = [{"type": "photo", "media": "attach://a"}] * 11
    assert (await lifted.call("sendMediaGroup", chat_id=SANG, media=many, files=files)).error == (
        "Bad Request: too many messages to send as an album"
    )
    moving = [{"type": "animation", "media": "attach://a"}] * 2
    assert (await lifted.call("sendMediaGroup", chat_id=SANG, media=moving, files=files)).error == (
        'Bad Request: type "animation" can\'t be used in sendMediaGroup'
    )


async def test_people_send_albums_as_separate_messages(stage: Stage) -> None:
    """Pictures sent at once arrive one by one, held together only by media_group_id."""
    stage.world.people.album(SANG, [PICTURE, flat_png(50, 40)], "Trước và sau")
    first, second = [update["message"] for update in await stage.updates()]
    assert first["media_group_id"] == second["media_group_id"]
    assert ("caption" in first, "caption" in second) == (True, False)
    assert [size["width"] for size in second["photo"]] == [50]


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"GIF89a\x0a\x00\x05\x00rest", (10, 5, "gif")),
        (b"BM" + b"\0" * 16 + b"\x0a\0\0\0\x05\0\0\0", (10, 5, "bmp")),
        (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x05\x00\x0a\x03", (10, 5, "jpg")),
    ],
)
def test_sizes_are_read_from_the_header(content: bytes, size: tuple[int, int, str]) -> None:
    """Width and height of GIF, BMP and JPEG come from their first bytes."""
    assert image_size(content) == size
