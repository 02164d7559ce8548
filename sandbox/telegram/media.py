"""sendPhoto, sendDocument, sendMediaGroup, getFile: bytes up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.telegram.access import require_sending
from sandbox.telegram.calls import Call, method
from sandbox.telegram.refusals import PlainError, RefusalError
from sandbox.telegram.sending import Draft, deliver, prepare, store
from sandbox.telegram.texts import CAPTION_LIMIT, Formatted, check_length, formatted, read_caption

if TYPE_CHECKING:
    from sandbox.telegram.arguments import Upload

PHOTO_BYTES = 10 * 2**20
DOCUMENT_BYTES = 50 * 2**20
DOWNLOAD_BYTES = 20 * 2**20
PHOTO_EXTENSIONS = frozenset({"jpg", "jpeg", "gif", "png", "tif", "bmp"})
ALBUM_LIMIT = 10
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@method("sendPhoto", counted=True)
def send_photo(call: Call) -> dict[str, Any]:
    """Send a picture: a file part, `attach://`, or a file id."""
    caption = _read_caption(call)
    if not call.arguments.text("photo") and call.arguments.upload("photo") is None:
        raise RefusalError("there is no photo in the request")
    draft = prepare(call)
    check_length(caption, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG", call.complain)
    require_sending(draft.chat, call.bot, "can_send_photos", "photos")
    photo = {"photo": _photo(call, call.arguments.text("photo"), call.arguments.upload("photo"))}
    return deliver(call, draft, photo | caption.fields("caption", "caption_entities"))


@method("sendDocument", counted=True)
def send_document(call: Call) -> dict[str, Any]:
    """Send a file: a file part, `attach://`, or a file id."""
    caption = _read_caption(call)
    if not call.arguments.text("document") and call.arguments.upload("document") is None:
        raise RefusalError("there is no document in the request")
    draft = prepare(call)
    check_length(caption, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG", call.complain)
    require_sending(draft.chat, call.bot, "can_send_documents", "documents")
    document = {
        "document": _document(call, call.arguments.text("document"), call.arguments.upload("document"))
    }
    return deliver(call, draft, document | caption.fields("caption", "caption_entities"))


@method("sendMediaGroup", counted=True)
def send_media_group(call: Call) -> list[dict[str, Any]]:
    """Send an album. Items go one by one: when one fails, those before it stand."""
    items = _read_album(call)
    captions = [_item_caption(call, item) for item in items]
    draft = prepare(call, with_markup=False)
    for caption in captions:
        check_length(caption, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG", call.complain)
    kind = items[0]["type"]
    require_sending(draft.chat, call.bot, f"can_send_{kind}s", f"{kind}s")
    if call.flood is not None:
        call.flood.admit(draft.chat, len(items))
    group = {"media_group_id": str(call.world.random.getrandbits(60))}
    fields = [group | caption.fields("caption", "caption_entities") for caption in captions]
    return [_album_item(call, draft, number, item, fields[number]) for number, item in enumerate(items)]


@method("getFile")
def get_file(call: Call) -> dict[str, Any]:
    """Where a received file can be downloaded."""
    stored = call.world.files.find(call.arguments.text("file_id"), call.bot.id)
    if stored is None:
        raise RefusalError("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > DOWNLOAD_BYTES:
        raise RefusalError("file is too big")
    return {**stored.wire(), "file_path": stored.path}


def _read_caption(call: Call) -> Formatted:
    return read_caption(call.arguments, call.complain)


def _read_album(call: Call) -> list[dict[str, Any]]:
    try:
        items = call.arguments.value("media")
    except (KeyError, ValueError) as broken:
        raise RefusalError("can't parse media JSON object") from broken
    if not isinstance(items, list):
        raise RefusalError("expected an Array of InputMedia")
    if not items:
        raise RefusalError("there are no messages to send")
    if len(items) > ALBUM_LIMIT:
        raise RefusalError("too many messages to send as an album")
    if len(items) == 1:
        call.complain("an album of one item")
    kinds = {item.get("type") for item in items if isinstance(item, dict)}
    for kind in sorted(map(str, kinds - {"photo", "document"})):
        if kind not in {"audio", "video", "live_photo"}:
            raise RefusalError(f'type "{kind}" can\'t be used in sendMediaGroup')
        call.complain(f"the stand-in does not do {kind} in albums")
        raise RefusalError(f"the stand-in does not do {kind} in albums")
    if len(kinds) > 1:
        raise RefusalError("document can't be mixed with other media types")
    return items


def _album_item(
    call: Call, draft: Draft, number: int, item: dict[str, Any], fields: dict[str, Any]
) -> dict[str, Any]:
    reference = item.get("media", "")
    read = _photo if item["type"] == "photo" else _document
    try:
        content = {item["type"]: read(call, reference, call.arguments.attached(reference))}
    except RefusalError as refused:
        sentence = f'failed to send message #{number + 1} with the error message "{refused.sentence}"'
        raise RefusalError(sentence) from refused
    return store(call, draft, fields | content).payload


def _photo(call: Call, reference: str, upload: Upload | None) -> list[dict[str, Any]]:
    """The sizes of a picture. A file id brings along its small size when the world has one."""
    if upload is None:
        stored = call.world.files.find(reference, call.bot.id)
        if stored is None or not stored.width:
            raise RefusalError(_wrong_reference(reference))
        return [size.photo_size() for size in call.world.files.sizes(stored)]
    if len(upload.content) > PHOTO_BYTES:
        raise PlainError(413, "Request Entity Too Large")
    _, dot, extension = upload.name.rpartition(".")
    if dot and extension.lower() not in PHOTO_EXTENSIONS:
        raise RefusalError(
            "photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp"
        )
    try:
        sizes = call.world.files.store_photo(upload.content)
    except ValueError as broken:
        raise RefusalError("IMAGE_PROCESS_FAILED") from broken
    width, height = sizes[-1].width, sizes[-1].height
    if width + height > 10000 or max(width, height) > 20 * min(width, height):
        raise RefusalError("PHOTO_INVALID_DIMENSIONS")
    for size in sizes:
        size.known_to.add(call.bot.id)
    return [size.photo_size() for size in sizes]


def _document(call: Call, reference: str, upload: Upload | None) -> dict[str, Any]:
    if upload is None:
        stored = call.world.files.find(reference, call.bot.id)
        if stored is None:
            raise RefusalError(_wrong_reference(reference))
        return stored.document()
    if len(upload.content) > DOCUMENT_BYTES:
        raise PlainError(413, "Request Entity Too Large")
    if not upload.content:
        raise RefusalError("file must be non-empty")
    stored = call.world.files.store(upload.content, folder="documents", name=upload.name, mime=upload.mime)
    stored.known_to.add(call.bot.id)
    return stored.document()


def _wrong_reference(reference: str) -> str:
    return "failed to get HTTP URL content" if reference.startswith(("http://", "https://")) else WRONG_FILE


def _item_caption(call: Call, item: dict[str, Any]) -> Formatted:
    mode = str(item.get("parse_mode", "")).lower()
    return formatted(str(item.get("caption", "")), mode, item.get("caption_entities"), call.complain)
