"""The application as a Word document, to be completed and changed by its author."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Page
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from campaign.papers.application import Application, Item

_FONT = "Times New Roman"  # what offices write in; it is on their machines
_WIDTHS = (1.1, 3.3, 2.1, 3.2, 1.9, 2.1, 2.3)  # centimetres, 16 in all
_NARROW = 3  # centimetres: in such a column a word stands in the middle
_LINE = Cm(16)  # from margin to margin


def write_application(form: Application, now: datetime) -> bytes:
    """The bytes of a .docx file."""
    page = _page(form, now)
    _centred(page, form.state, bold=True)
    _centred(page, form.motto, bold=True).underline = True
    _centred(page, form.title, bold=True, size=15, before=18)
    _centred(page, form.addressee, before=6)
    page.add_paragraph(form.opening)
    _people(page, form.author_columns, form.authors)
    for item in form.items:
        _item(page, item)
    page.add_paragraph(form.helpers)
    _people(page, form.helper_columns, (("",) * 7, ("",) * 7))
    page.add_paragraph(form.pledge).paragraph_format.space_before = Pt(6)
    _signed(page, form)
    made = BytesIO()
    page.save(made)
    return made.getvalue()


def _page(form: Application, now: datetime) -> Page:
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.footer.paragraphs[0].text = form.number
    style = page.styles["Normal"]
    assert isinstance(style, ParagraphStyle), "the default style is of paragraphs"
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    page.core_properties.title = form.title
    page.core_properties.author, page.core_properties.comments = "", ""
    page.core_properties.created = page.core_properties.modified = now.replace(tzinfo=None)
    return page


def _centred(page: Page, words: str, *, bold: bool = False, size: int = 13, before: int = 0) -> Run:
    paragraph = page.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)
    _middle(paragraph, before)
    return run


def _middle(paragraph: Paragraph, before: int = 0) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(4)


def _people(page: Page, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = page.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for place, row in enumerate([columns, *rows]):
        for cell, words, width in zip(table.add_row().cells, row, _WIDTHS, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(words)
            run.font.size, run.bold = Pt(10), place == 0
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            if place == 0 or width < _NARROW:
                _middle(cell.paragraphs[0])


def _item(page: Page, item: Item) -> None:
    """The question in bold, what is known behind or below it, and dotted lines where nothing is."""
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.add_run(f"- {item.label}: ").bold = True
    if len(item.answer) == 1:
        paragraph.add_run(item.answer[0])
        return
    paragraph.paragraph_format.keep_with_next = True
    for words in item.answer:
        page.add_paragraph(words)
    if not item.answer:
        _dotted(page).paragraph_format.keep_with_next = True
        _dotted(page)


def _dotted(page: Page) -> Paragraph:
    """A line to be written on, from margin to margin whatever the font."""
    paragraph = page.add_paragraph("\t")
    paragraph.paragraph_format.tab_stops.add_tab_stop(_LINE, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return paragraph


def _signed(page: Page, form: Application) -> None:
    for words, bold in ((form.place_and_day, False), (form.applicant, True), (form.signature, False)):
        paragraph = page.add_paragraph()
        run = paragraph.add_run(words)
        run.bold, run.italic = bold, not bold
        _middle(paragraph)
        paragraph.paragraph_format.left_indent = Cm(7)
        paragraph.paragraph_format.keep_with_next = words != form.signature
