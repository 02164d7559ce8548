"""Texts: HTML, MarkdownV2, explicit entities, trimming, lengths."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.telegram.refusals import RefusalError
from sandbox.telegram.texts import formatted
from tests.sandbox.stage import SANG, Stage

PARSE = "Bad Request: can't parse entities: "


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("a<blink>b</blink>", 'Unsupported start tag "blink" at byte offset 1'),
        ("đ<TABLE>", 'Unsupported start tag "table" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("xin chào</b>", "Unexpected end tag at byte offset 9"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_html_errors_are_the_real_sentences(stage: Stage, html: str, sentence: str) -> None:
    """Every mistake in HTML gets the sentence of Telegram's own parser, with the offset in bytes."""
    assert (await stage.text(text=html, parse_mode="HTML")).error == PARSE + sentence


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>đậm</b> <i>nghiêng</i>", "đậm nghiêng", [("bold", 0, 3), ("italic", 4, 7)]),
        ("😀 <strong>8</strong>", "😀 8", [("bold", 3, 1)]),
        ("<b></b>rỗng", "rỗng", []),
        ("&lt;b&gt; &amp; &quot;&#39; &nbsp; &", "<b> & \"' &nbsp; &", []),
        ("<b>a<u>b</u></>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<code>1.008</code>", "1.008", [("code", 0, 5)]),
        ("<blockquote expandable>dài</blockquote>", "dài", [("expandable_blockquote", 0, 3)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("  <b> a </b>  ", " a", [("bold", 0, 2)]),
        ("a\x00b\r\nc  \n ", "a b \nc", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Tags become entities in UTF-16 units, escapes their characters, and the text is trimmed."""
    found = formatted(html, "html", None, pytest.fail)
    assert found.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in found.entities] == entities


def test_html_links_languages_and_times_carry_their_values() -> None:
    """A link keeps its address, a program its language, a time its instant; a wrong link is plain text."""
    html = (
        '<a href="https://dongthap.vn/a?b=1&amp;c=2">đây</a> <a href="không phải">đó</a> '
        '<pre><code class="language-python">x</code></pre> <tg-time unix="1653955200" format="R">31/5</tg-time>'
    )
    found = formatted(html, "html", None, pytest.fail)
    assert found.text == "đây đó x 31/5"
    assert found.entities == [
        {"type": "text_link", "offset": 0, "length": 3, "url": "https://dongthap.vn/a?b=1&c=2"},
        {"type": "pre", "offset": 7, "length": 1, "language": "python"},
        {"type": "date_time", "offset": 9, "length": 4, "unix_time": 1653955200, "date_time_format": "R"},
    ]


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("1.008", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*đậm", "Can't find end of Bold entity at byte offset 0"),
        ("a _b", "Can't find end of Italic entity at byte offset 2"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("[a](http://b", "Can't find end of a URL at byte offset 0"),
    ],
)
async def test_markdown_errors_are_the_real_sentences(stage: Stage, markdown: str, sentence: str) -> None:
    """Unescaped and unclosed marks get the real sentences."""
    assert (await stage.text(text=markdown, parse_mode="MarkdownV2")).error == PARSE + sentence


def test_markdown_becomes_text_and_entities() -> None:
    """Marks nest, escapes vanish, links and code keep their content."""
    markdown = "*đậm __gạch__* `a_b` [đây](https://a.vn/) ~x~ ||y||\n>trích\\.\n```py\n1\n```"
    found = formatted(markdown, "markdownv2", None, pytest.fail)
    assert found.text == "đậm gạch a_b đây x y\ntrích.\n1"
    assert [(e["type"], e["offset"], e["length"]) for e in found.entities] == [
        ("bold", 0, 8),
        ("underline", 4, 4),
        ("code", 9, 3),
        ("text_link", 13, 3),
        ("strikethrough", 17, 1),
        ("spoiler", 19, 1),
        ("blockquote", 21, 6),
        ("pre", 28, 1),
    ]


@pytest.mark.parametrize(
    ("text", "entity", "sentence"),
    [
        ("😀a", {"offset": 1, "length": 1}, "entity begins in a middle of a UTF-16 symbol at byte offset 0"),
        (
            "a😀",
            {"offset": 0, "length": 2},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 1",
        ),
        ("abc", {"offset": 4, "length": 1}, "entity begins after the end of the text at UTF-16 offset 4"),
        (
            "abc",
            {"offset": 1, "length": 5},
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 6",
        ),
        ("abc", {"offset": 1}, "can't parse MessageEntity: Can't find field \"length\""),
        (
            "abc",
            {"offset": 0, "length": 1, "type": "huge"},
            "can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
def test_explicit_entities_are_checked_against_the_text(
    text: str, entity: dict[str, Any], sentence: str
) -> None:
    """Spans outside the text or inside a character are refused with the place."""
    with pytest.raises(RefusalError) as refused:
        formatted(text, "", [{"type": "bold", **entity}], pytest.fail)
    assert refused.value.description == f"Bad Request: {sentence}"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "Bad Request: message text is empty"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "html"}, "Bad Request: text must be non-empty"),
        ({"text": "đ" * 4097}, "Bad Request: message is too long"),
        ({"text": "đ" * 16385}, "Bad Request: text is too long"),
        ({"text": "a", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
    ],
)
async def test_lengths_and_emptiness(stage: Stage, arguments: dict[str, str], error: str) -> None:
    """Empty, blank and too long texts get their sentences."""
    assert (await stage.call("sendMessage", chat_id=SANG, **arguments)).error == error


async def test_4096_letters_pass_after_parsing_and_trimming(stage: Stage) -> None:
    """Only what is left after parsing and trimming counts."""
    answer = await stage.text(text=f"<b>{'đ' * 4096}</b>   ", parse_mode="HTML")
    assert len(answer.result["text"]) == 4096
    assert stage.violations == []


async def test_automatic_entities_are_added_to_the_echo(lifted: Stage) -> None:
    """Commands, mentions and links in a plain text come back as entities, but not inside code."""
    text = "😀 /xephang hỏi @sang_nguyen hoặc https://dongthap.vn/x, a.b@c.vn. #sangkien"
    found = (await lifted.text(text=text)).result["entities"]
    units = text.encode("utf-16-le")
    assert [
        (e["type"], units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"))
        for e in found
    ] == [
        ("bot_command", "/xephang"),
        ("mention", "@sang_nguyen"),
        ("url", "https://dongthap.vn/x"),
        ("email", "a.b@c.vn"),
        ("hashtag", "#sangkien"),
    ]
    code = (await lifted.text(text="<code>/xephang</code>", parse_mode="HTML")).result["entities"]
    assert [entity["type"] for entity in code] == ["code"]
    assert "entities" not in (await lifted.text(text="31/5/2022 và/hoặc 1.008. Đúng")).result
