"""The registry: who the committee is."""

import copy

from . import encoding, signatures
from .chain import PERMISSIONS
from .refusals import unless

CONFIRMED = {"SetRules", "FillSeat", "VacateSeat", "GrantRole", "AdmitKey", "AdmitNode",
             "BeginTerm"}


class Registry:
    def __init__(self, suite):
        self.suite = suite
        self.term = self.term_began = self.rules = None
        self.people = {}  # id: {name, note, roles}
        self.seats = {}  # id: {office, holder}
        self.keys = {}  # key id: {key, person, index, revoked}
        self.nodes = {}  # likewise
        self.pending = {}  # index: (person, name, body)

    def copy(self):
        """What changes later is copied; what is only replaced is shared."""
        other = copy.copy(self)
        other.people = {key: {**value, "roles": set(value["roles"])}
                        for key, value in self.people.items()}
        for table in ("seats", "keys", "nodes"):
            setattr(other, table, {key: dict(value) for key, value in getattr(self, table).items()})
        other.pending = dict(self.pending)
        return other

    # ---- questions

    def signer(self, key):
        """The key's person; None if it is unknown or revoked."""
        known = self.keys.get(key)
        return known["person"] if known and not known["revoked"] else None

    def check_signer(self, key):
        unless(key in self.keys, "UnknownKey")
        unless(not self.keys[key]["revoked"], "RevokedKey")

    def has_role(self, person, *roles):
        return person in self.people and not self.people[person]["roles"].isdisjoint(roles)

    def office(self, person):
        for seat in self.seats.values():
            if seat["holder"] == person:
                return seat["office"]
        return None

    def majority_for(self, kind):
        for exception in self.rules["majorities"]:
            if exception["kind"] == kind:
                return exception["majority"]
        return self.rules["majority"]

    def in_office(self, *roles):
        return len({key["person"] for key in self.keys.values()
                    if not key["revoked"] and self.has_role(key["person"], *roles)})

    def speaks_of(self, said):
        if said["name"] == "Confirm":
            return said["body"]["entries"][-1]
        if said["name"] == "RevokeKey" and said["body"]["key"] in self.keys:
            return self.keys[said["body"]["key"]]["index"]
        return None

    # ---- deciding and applying

    def decide(self, said, committee):
        unless(said["committee"] == committee, "OtherCommittee")
        unless(said["kind"] in encoding.REGISTRY_KINDS, "OtherLog")
        self.check_signer(said["signer"])
        person = self.signer(said["signer"])
        standings = {role.lower() for role in ("Secretary", "Officer")
                     if self.has_role(person, role)}
        if said["name"] == "RevokeKey" and self.signer(said["body"]["key"]) == person:
            standings.add("the person concerned")
        unless(standings & PERMISSIONS[said["name"]][0], "NotYourRole")
        if said["name"] == "Confirm":
            self._confirm(self.copy(), said, person, 0)
        else:
            self._check(said["name"], said["body"])

    def apply(self, said, index):
        person = self.signer(said["signer"])
        if said["name"] == "Confirm":
            self._confirm(self, said, person, index)
        elif self._waits(said["name"], said["body"]):
            self.pending[index] = (person, said["name"], said["body"])
        else:
            self._perform(said["name"], said["body"], index)

    def _waits(self, name, body):
        return name in CONFIRMED or name == "PutPerson" and body["person"] in self.people

    @staticmethod
    def _confirm(after, said, person, index):
        for entry in said["body"]["entries"]:
            unless(entry in after.pending, "NothingToConfirm")
            proposer, name, body = after.pending.pop(entry)
            unless(proposer != person, "OwnProposal")
            after._check(name, body)
            after._perform(name, body, index)

    def _check(self, name, body):
        if name in ("SetRules", "AddSeat", "PutPerson", "BeginTerm"):
            self._check_simple(name, body)
        elif name in ("FillSeat", "VacateSeat"):
            self._check_seat(name, body)
        elif name in ("GrantRole", "WithdrawRole"):
            self._check_role(name, body)
        elif name in ("AdmitKey", "AdmitNode"):
            self._check_admission(name, body)
        elif name == "RevokeKey":
            self.check_signer(body["key"])
            after = self.copy()
            after.keys[body["key"]]["revoked"] = True
            unless(after.in_office("Secretary", "Officer") >= 1, "LastOfficers")
        elif name == "RevokeNode":
            alive = [key for key, node in self.nodes.items() if not node["revoked"]]
            unless(body["key"] in alive and len(alive) > 1, "UnknownNode")

    def _check_simple(self, name, body):
        if name == "SetRules":
            check_rules(body["rules"])
        elif name == "AddSeat":
            unless(body["seat"] not in self.seats, "KnownAlready")
        elif name == "PutPerson":
            known = self.people.get(body["person"])
            unless(not known or known["name"] != body["name"] or known["note"] != body["note"],
                   "KnownAlready")
        else:
            unless(body["term"] == self.term + 1 and body["date"] >= self.term_began, "BadTerm")

    def _check_seat(self, name, body):
        unless(body["seat"] in self.seats, "UnknownSeat")
        holder = self.seats[body["seat"]]["holder"]
        if name == "VacateSeat":
            unless(holder is not None, "SeatVacant")
            return
        unless(holder is None, "SeatTaken")
        unless(body["person"] in self.people, "UnknownPerson")
        unless(self.office(body["person"]) is None, "AlreadySeated")

    def _check_role(self, name, body):
        unless(body["person"] in self.people, "UnknownPerson")
        has = self.has_role(body["person"], body["role"])
        if name == "GrantRole":
            unless(not has, "KnownAlready")
            return
        unless(has, "NotGranted")
        after = self.copy()
        after.people[body["person"]]["roles"].discard(body["role"])
        unless(after.in_office("Secretary") >= 1 and
               after.in_office("Secretary", "Officer") >= 2, "LastOfficers")

    def _check_admission(self, name, body):
        if name == "AdmitKey":
            unless(body["person"] in self.people, "UnknownPerson")
            key = body["public_key"]
        else:
            key = body["node"]["public_key"]
        unless(signatures.is_point(self.suite, key), "BadKey")
        identity = signatures.key_id(self.suite, key)
        unless(identity not in self.keys and identity not in self.nodes, "KnownAlready")

    def _perform(self, name, body, index):
        if name == "SetRules":
            self.rules = body["rules"]
        elif name == "PutPerson":
            roles = self.people[body["person"]]["roles"] if body["person"] in self.people else set()
            self.people[body["person"]] = {"name": body["name"], "note": body["note"],
                                           "roles": roles}
        elif name == "AddSeat":
            self.seats[body["seat"]] = {"office": body["office"], "holder": None}
        elif name in ("FillSeat", "VacateSeat"):
            self.seats[body["seat"]]["holder"] = body.get("person")
        elif name == "GrantRole":
            self.people[body["person"]]["roles"].add(body["role"])
        elif name == "WithdrawRole":
            self.people[body["person"]]["roles"].discard(body["role"])
        elif name == "AdmitKey":
            self._admit(self.keys, body["public_key"], index, body["person"])
        elif name == "AdmitNode":
            self._admit(self.nodes, body["node"]["public_key"], index)
        elif name == "RevokeKey":
            self.keys[body["key"]]["revoked"] = True
        elif name == "RevokeNode":
            self.nodes[body["key"]]["revoked"] = True
        elif name == "BeginTerm":
            self.term, self.term_began = body["term"], body["date"]
            for seat in self.seats.values():
                seat["holder"] = None

    def _admit(self, table, key, index, person=None):
        table[signatures.key_id(self.suite, key)] = {
            "key": key, "person": person, "index": index, "revoked": False}

    def found(self, body):
        self.term, self.term_began, self.rules = body["term"], body["date"], body["rules"]
        for officer in body["officers"]:
            self.people[officer["person"]] = {"name": officer["name"], "note": None,
                                              "roles": {"Officer"}}
            self._admit(self.keys, officer["public_key"], 0, officer["person"])
        self.people[body["officers"][0]["person"]]["roles"].add("Secretary")
        self._admit(self.nodes, body["node"]["public_key"], 0)


def check_rules(rules):
    majorities = [rules["majority"]] + [each["majority"] for each in rules["majorities"]]
    unless(all(encoding.is_decisive(each["share"]) for each in majorities), "BadRules")


def check_founding_signatures(said, entry):
    """What must hold before anything is known of a committee."""
    unless(said["name"] == "Found", "LogIsEmpty")
    suite = 1 if said["body"]["suite"] == "P256" else 2
    first, second = (officer["public_key"] for officer in said["body"]["officers"])
    unless(signatures.is_point(suite, first) and signatures.is_point(suite, second), "BadKey")
    unless(signatures.key_id(suite, first) == said["signer"], "UnknownKey")
    for key, signature in ((first, entry.signature), (second, entry.cosignature)):
        unless(signatures.verify(suite, key, "plenary/v1/sign/founding", entry.command, signature),
               "BadSignature")
    return suite


def check_founding(suite, body):
    keys = [officer["public_key"] for officer in body["officers"]] + [body["node"]["public_key"]]
    unless(signatures.is_point(suite, keys[2]) and len(set(keys)) == 3, "BadKey")
    check_rules(body["rules"])
