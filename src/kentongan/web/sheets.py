"""Tables for the office's spreadsheet: XLSX (ECMA-376) and CSV (RFC 4180), from plain rows.

Text stays text: a cell that begins as a formula does is never one. XLSX keeps it in a string cell;
CSV, whose readers guess, gets an apostrophe before it (OWASP, CSV injection).
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | None

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a title, a head, rows as long as the head, and a line of explanation."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def make_csv(sheets: Sequence[Sheet]) -> bytes:
    """All tables below one another, each after its title; UTF-8 with a mark, as Excel wants it."""
    out = io.StringIO()
    writer = csv.writer(out)
    for index, sheet in enumerate(sheets):
        if index:
            writer.writerow([])
        writer.writerow([_plain(sheet.title)])
        if sheet.note:
            writer.writerow([_plain(sheet.note)])
        writer.writerow([_plain(each) for each in sheet.head])
        writer.writerows([_plain(each) for each in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def make_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet for each table; its first row is the head."""
    names = _names(sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _types(len(sheets)))
        office = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("_rels/.rels", _relations(office))
        book.writestr("xl/workbook.xml", _book(names))
        links = (
            f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        book.writestr("xl/_rels/workbook.xml.rels", _relations("".join(links)))
        for n, sheet in enumerate(sheets, start=1):
            book.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(sheet))
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """What a workbook takes as names: short, without its own marks, no two alike."""
    found: list[str] = []
    for n, sheet in enumerate(sheets, start=1):
        name = _NOT_A_NAME.sub(" ", _NOT_XML.sub("", sheet.title))[:_LONGEST_NAME].strip()
        taken = {each.casefold() for each in found}
        found.append(name if name and name.casefold() not in taken else f"{name[:25]} {n}".strip())
    return found


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_PARTS}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return _document(
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_PARTS}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


def _relations(inside: str) -> str:
    return _document(f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>')


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return _document(
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    )


def _sheet(sheet: Sheet) -> str:
    notes: list[list[Cell]] = [[], [sheet.note]] if sheet.note else []
    rows = "".join(
        f"<row>{''.join(map(_cell, row))}</row>" for row in [sheet.head, *sheet.rows, *notes]
    )
    return _document(f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>')


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, str):
        said = escape(_NOT_XML.sub("", cell))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def _document(inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{inside}'
