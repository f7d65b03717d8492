"""Reads the tables of docs/: a table is a heading's row, a line of dashes, and rows."""

import pathlib
import re

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs"

NUMBER = re.compile(r"(\d+) (\w+)")
FIELD = re.compile(r"(\w+) \((\d+)\)(?:, |: )?")


def rows(document, *heading):
    """The rows of every table in the document that has this heading."""
    found = []
    inside = False
    for line in (DOCS / document).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            inside = False
        elif cells == list(heading):
            inside = True
        elif inside and not set(line.strip()) <= set("|-"):
            found.append(cells + [""] * (len(heading) - len(cells)))
    assert found, f"docs/{document} has no table with the heading {heading}"
    return found


def fields(text):
    """[(name, number, form)] of "a (1), b (2): id, c (3): list<0..9> of u32, ascending"."""
    text = text.replace("id (32)", "id32")
    parts = []
    for match in FIELD.finditer(text):
        parts.append([match.group(1), int(match.group(2)), match.end()])
    starts = [match.start() for match in FIELD.finditer(text)] + [len(text)]
    result = []
    form = None
    for (name, number, end), start in reversed(list(zip(parts, starts[1:]))):
        form = text[end:start].strip().rstrip(",") or form  # or the next field's
        result.append((name, number, form))
    return result[::-1]


def names(text):
    """{"Adopted", ...} of "Adopted, NotAdopted"."""
    return {part.strip() for part in text.split(",") if part.strip()}


def numbers():
    """{"Suite": {1: "P256", 2: "Sm2"}, ...}, of "Numbers"."""
    tables = {}
    for name, text in rows("protocol.md", "", ""):
        tables[name] = {int(number): word for number, word in NUMBER.findall(text)}
    return tables


def messages():
    """{"Fraction": [(name, number, form)], ...}; "Rule" is one of its fields."""
    tables = {"Head": fields("size (1): u64, root (2): hash")}
    for name, text in rows("protocol.md", "message", "fields"):
        tables[name] = fields(text)
    return tables


def bodies():
    """{10: ("Found", [(name, number, form)]), ...}."""
    tables = {}
    by_name = {}
    for number, name, text in rows("protocol.md", "kind", "body", "fields"):
        by_name[name] = by_name[text[3:]] if text.startswith("as ") else fields(text)
        tables[int(number)] = (name, by_name[name])
    return tables


def permissions():
    """{"Found": (who, phases, item states, poll states), ...}."""
    heading = ("command", "number", "who", "session", "item", "poll", "and")
    return {row[0]: tuple(names(cell) for cell in row[2:6])
            for row in rows("permissions.md", *heading)}


def item_kinds():
    """{"Study": (endings, subjects), ...}."""
    kinds = {}
    for which, endings, subjects in rows("protocol.md", "kinds", "endings", "subjects of polls"):
        for kind in names(which):
            kinds[kind] = (names(endings), names(subjects))
    return kinds
