"""Reads commands: the one encoding of docs/protocol.md, by its tables."""

import datetime
import re

from . import documents

NUMBERS = documents.numbers()
MESSAGES = documents.messages()
BODIES = documents.bodies()
ENVELOPE = documents.fields(
    "committee (1): id (32)?, session (2): id?, id (3): id, signer (4): id (32), seen (5): Head")
REGISTRY_KINDS = range(50)

LIST = re.compile(r"list<(\d+)\.\.(\d+)> of ([^,]+)(?:, (ascending|all different))?$")
RANGE = re.compile(r"(\d+)\.\.(\d+)$")
BYTES = re.compile(r"(\d+)(?:\.\.(\d+))? bytes$")
ORDER = {"KindMajority": ("kind",), "EarlierFailure": ("session", "proposal"), "WriteIn": ("name",)}
TEXTS = {"name": (300, False), "label": (200, False), "text": (4000, True)}
SPACES = re.compile("[ \n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
                    "\u2060-\u2069\ufeff]")


class Malformed(Exception):
    pass


def require(condition):
    if not condition:
        raise Malformed


# ---- Protocol Buffers

def _varint(data, at):
    value = shift = 0
    while True:
        require(at < len(data) and shift < 70)
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            require(value < 2**64 and (byte or not shift))  # no more bytes than it needs
            return value, at
        shift += 7


def _parts(data):
    """{number: [int or bytes]} with the numbers ascending, equal ones side by side."""
    found = {}
    at = last = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        require(number >= last and number > 0 and kind in (0, 2))
        last = number
        value, at = _varint(data, at)
        if kind == 2:
            require(at + value <= len(data))
            value, at = data[at:at + value], at + value
        found.setdefault(number, []).append(value)
    return found


# ---- forms

def _integer(value, low, high):
    require(isinstance(value, int) and low <= value <= high)
    return value


def _bytes(value, low, high):
    require(isinstance(value, bytes) and low <= len(value) <= high)
    return value


def _id(value, size):
    require(any(_bytes(value, size, size)))
    return value


def _text(value, form):
    limit, lines = TEXTS[form]
    try:
        text = _bytes(value, 1, limit).decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed from None
    require(not HIDDEN.search(text) and (lines or "\n" not in text))
    require(not SPACES.match(text[0]) and not SPACES.match(text[-1]))
    return text


def _date(value):
    text = _bytes(value, 10, 10)
    require(re.fullmatch(rb"\d{4}-\d\d-\d\d", text))
    try:
        return datetime.date(*(int(part) for part in text.split(b"-")))
    except ValueError:
        raise Malformed from None


def _packed(data):
    numbers = []
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        numbers.append(value)
    return numbers


def _is_varint(form):
    return form in ("u32", "u64", "bool") or form in NUMBERS or RANGE.match(form) is not None


def _value(form, value):
    if form == "id":
        return _id(value, 16)
    if form == "id32":
        return _id(value, 32)
    if form == "hash":
        return _bytes(value, 32, 32)
    if form == "key":
        return _bytes(value, 65, 65)
    if form == "certificate":
        return _bytes(value, 1, 8192)
    if form == "date":
        return _date(value)
    if form in TEXTS:
        return _text(value, form)
    if BYTES.match(form):
        low, high = BYTES.match(form).groups()
        return _bytes(value, int(low), int(high or low))
    if form in MESSAGES:
        return _message(form, _bytes(value, 0, len(value) if isinstance(value, bytes) else 0))
    return _number(form, value)


def _number(form, value):
    if form == "bool":
        return _integer(value, 1, 1) == 1
    if form in ("u32", "u64"):
        return _integer(value, 0, 2**int(form[1:]) - 1)
    if form in NUMBERS:
        return NUMBERS[form][_integer(value, 1, max(NUMBERS[form]))]
    low, high = RANGE.match(form).groups()
    return _integer(value, int(low), int(high))


def _order(form, value):
    if form not in ORDER:
        return value
    if form == "KindMajority":  # by the kind's number
        return [number for number, word in NUMBERS["ItemKind"].items() if word == value["kind"]]
    if form == "WriteIn":
        return value["name"].encode()
    return [value[name] for name in ORDER[form]]


def _check_order(form, values, order):
    if order == "ascending":
        keys = [_order(form, value) for value in values]
        require(all(a < b for a, b in zip(keys, keys[1:])))
    elif form == "FoundingOfficer":
        require(values[0]["person"] != values[1]["person"])
        require(values[0]["public_key"] != values[1]["public_key"])
    elif order:
        require(len(set(values)) == len(values))


def _list(match, given):
    low, high, form, order = match.groups()
    if _is_varint(form):  # packed
        require(len(given) <= 1 and (not given or isinstance(given[0], bytes) and given[0]))
        given = _packed(given[0]) if given else []
        values = [_number(form, value) for value in given]
    else:
        values = [_value(form, value) for value in given]
    require(int(low) <= len(values) <= int(high))
    _check_order(form, values, order)
    return values


def _field(form, given):
    match = LIST.match(form)
    if match:
        return _list(match, given)
    require(len(given) <= 1)
    optional, form = form.endswith("?"), form.removesuffix("?")
    if given:
        require(given[0] != 0 and (form in MESSAGES or given[0] != b""))
        return _value(form, given[0])
    if optional:
        return None
    if _is_varint(form):
        return False if form == "bool" else _number(form, 0)
    raise Malformed


def _message(name, data):
    return _fields(MESSAGES[name], _parts(data), name)


def _fields(table, parts, name):
    require(not set(parts) - {number for _, number, _ in table})
    if name == "Rule":
        require(len(parts) == 1)
        table = [field for field in table if field[1] in parts]
    message = {field: _field(form, parts.get(number, [])) for field, number, form in table}
    check = CHECKS.get(name)
    if check:
        require(check(message))
    return message


# ---- what the tables do not say

def _is_share(f):
    n, d = f["numerator"], f["denominator"]
    return n < d if f["strict"] else n <= d


def is_decisive(share):
    """No tie reaches it."""
    twice, d = 2 * share["numerator"], share["denominator"]
    return twice >= d if share["strict"] else twice > d


def _fits(contest):
    options = [option["kind"] for option in contest["options"]]
    (kind, rule), = contest["rule"].items()
    if kind == "majority":
        return (options == ["For", "Against", "Abstain"] and is_decisive(rule["share"]) and
                contest["max_choices"] == 1)
    if kind == "evaluation":
        return (options[:3] == ["Satisfied", "BasicallySatisfied", "NotSatisfied"] and
                options[3:] in (["Abstain"], ["NotAcquainted"]) and contest["max_choices"] == 1)
    candidates = [option["label"] for option in contest["options"] if option["kind"] == "Candidate"]
    return (options[len(candidates):] in ([], ["WriteIn"]) and
            options[:len(candidates)] == ["Candidate"] * len(candidates) and
            len(set(candidates)) == len(candidates) and
            1 <= rule["posts"] <= len(candidates) and contest["max_choices"] == rule["posts"])


def _usual_holding(rules):
    """Left out where it is the usual one, and only then."""
    if rules["key_holding"] == USUAL_HOLDING:
        return False
    rules["key_holding"] = rules["key_holding"] or USUAL_HOLDING
    return True


USUAL_HOLDING = {"holders": "Scrutineers", "threshold": 0, "margin": 2, "least_ballots": 3}

CHECKS = {
    "CommitteeRules": _usual_holding,
    "Fraction": _is_share,
    "Option": lambda option: (option["kind"] == "Candidate") == (option["label"] is not None),
    "Contest": lambda contest: contest["min_choices"] <= 1 and _fits(contest),
}


def command(data):
    """The command as a dictionary, with kind, name and body."""
    require(1 <= len(data) <= 262144)
    parts = _parts(data)
    kinds = [number for number in parts if number in BODIES]
    require(len(kinds) == 1 and len(parts[kinds[0]]) == 1)
    kind = kinds[0]
    name, table = BODIES[kind]
    body = parts.pop(kind)[0]
    require(isinstance(body, bytes))
    result = _fields(ENVELOPE, parts, "Command")
    result.update(kind=kind, name=name, body=_fields(table, _parts(body), name))
    require((result["committee"] is None) == (name == "Found"))
    require((result["session"] is None) == (kind in REGISTRY_KINDS))
    return result


def subject(said):
    """What the command is about, for the leaf."""
    body, name = said["body"], said["name"]
    if name in ("AddItem", "AmendItem"):
        return body["item"]["id"]
    if name == "ProposeAppointment":
        return body["proposal"]["id"]
    if name in ("HandOverChair", "RecordAttendee"):
        return body["to" if name == "HandOverChair" else "attendee"]
    if name == "Recuse":
        return body["proposal"] or body["item"]
    for field in ("poll", "ceremony", "proposal", "item", "person", "seat"):
        if field in body:
            return body[field] or b""
    return b""


def code(said):
    """The code of a secret ballot, for the leaf."""
    return said["body"]["code"] if said["name"] in ("CastSecretBallot", "ChallengeBallot") else b""
