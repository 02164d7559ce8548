"""PDF and pictures by typst, from a template and data; what people typed is data and never markup.

A template reads the data with `json(bytes(sys.inputs.data))`. It sees no file but itself, the font that comes with the
program and no other, and nothing of the network; a campaign's own sees what lies beside it, for pictures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from fontpkg_be_vietnam_pro import ROOT as FONT

Kind = Literal["pdf", "png"]
SHIPPED = Path(__file__).parent / "templates"
TEMPLATES = "templates"  # the folder of a campaign's own
_SHARP = 150.0  # dots an inch of a picture: enough for a telephone and for a sheet of A5


class TemplateError(Exception):
    """A template cannot be set; the message says where, in words of typst."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT / "files"])


def typeset(
    template: str, data: Mapping[str, Any], kind: Kind, *, now: datetime, beside: Path | None = None
) -> Sequence[bytes]:
    """The pages as one PDF, or as a picture each. Takes a tenth of a second: not to be done on the loop.

    `beside`: the folder whose pictures the template may show.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with TemporaryDirectory() as empty:
        nothing = Path(empty)
        compiler = typst.Compiler(
            template.encode(),
            root=beside if beside is not None else nothing,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            package_path=nothing,
            package_cache_path=nothing,
        )
        try:
            made = compiler.compile(
                format=kind, ppi=_SHARP, timestamp=now.astimezone(UTC).replace(microsecond=0)
            )
        except typst.TypstError as error:
            raise TemplateError(error.diagnostic or error.message) from error
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if page is not None]


def template(name: str, folder: Path | None = None) -> str:
    """The campaign's own `templates/<name>.typ`, else the shipped one. TemplateError when it cannot be read."""
    own = folder / TEMPLATES / f"{name}.typ" if folder is not None else None
    path = own if own is not None and own.is_file() else SHIPPED / f"{name}.typ"
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: {error}") from error
