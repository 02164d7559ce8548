"""Several PDFs as one, in their order, each page in its own size."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typst

_BOUND = """#set page(width: auto, height: auto, margin: 0pt)
#for number in range(int(sys.inputs.pages)) {
  if number > 0 { pagebreak() }
  image(str(number) + ".pdf")
}"""


def bind(folder: Path, pages: int, now: datetime) -> bytes:
    """One PDF of the files 0.pdf, 1.pdf … of this folder, of one page each. It blocks: not on the loop."""
    compiler = typst.Compiler(
        _BOUND.encode(),
        root=folder,
        ignore_system_fonts=True,
        sys_inputs={"pages": str(pages)},
        package_path=folder,
        package_cache_path=folder,
    )
    made = compiler.compile(format="pdf", timestamp=now.astimezone(UTC).replace(microsecond=0))
    assert isinstance(made, bytes), "one PDF"
    return made
