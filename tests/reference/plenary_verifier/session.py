"""A session: who is in the hall, the agenda, and which rules each command asks."""

from . import agenda, appointments, ceremony, counting, polls, secret_polls
from .chain import PERMISSIONS
from .refusals import unless

DIRECTORATE = ("Director", "ViceDirector")
DIRECTORATE_NAME = "director or vice-director"
HANDLERS = (agenda, appointments, polls, ceremony, secret_polls)


class Session:
    def __init__(self, history):
        self.history = history  # head -> the registry as it was, or None
        self.id = None
        self.registry = self.registry_head = self.convened = None
        self.revoked = set()
        self.phase = "convened"
        self.notice = self.agenda_adopted = False
        self.today = self.chair = None
        self.scrutineers = []
        self.members = {}  # person: "present", "on leave" or "left"
        self.attendees = {}
        self.agenda = []
        self.items = {}
        self.documents = set()  # (item, hash)
        self.proposals = {}
        self.polls = {}  # as drafted
        self.committee = self.head = None  # the head after the entry that is applied
        self.ceremonies, self.ceremony, self.key = set(), None, None
        self.at_fault, self.silent = set(), set()  # silent: left out, as ceremony.py has it

    # ---- questions

    def is_member(self, person):
        office = self.registry.office(person)
        return office is not None and (self.convened["kind"] == "Committee" or office != "Member")

    def body(self):
        holders = (seat["holder"] for seat in self.registry.seats.values())
        return [holder for holder in holders if holder is not None and self.is_member(holder)]

    def is_present(self, person):
        return self.members.get(person) == "present" and self.is_member(person)

    def is_directorate(self, person):
        return self.registry.office(person) in DIRECTORATE

    def attendance(self):
        body = self.body()
        states = [self.members.get(member) for member in body]
        present, on_leave = states.count("present"), states.count("on leave")
        return {"composition": len(body), "present": present, "on_leave": on_leave,
                "absent": len(body) - present - on_leave}

    def check_quorum(self):
        attendance = self.attendance()
        least = counting.needed(self.registry.rules["quorum"], attendance["composition"])
        unless(attendance["present"] >= least, "NoQuorum")

    def unfinished(self):
        for poll in self.polls.values():
            if poll["state"] in ("open", "closed", "tallied"):
                return poll
        return None

    def check_no_unfinished(self, item=None):
        poll = self.unfinished()
        unless(poll is None or item is not None and poll["draft"]["item"] != item,
               "PollsUnfinished")

    def check_mover(self, mover):
        members = mover["members"]
        if mover["kind"] != "Members":
            unless(not members, "BadMover")
            return
        unless(len(members) >= self.registry.rules["joint_movers"] and
               all(self.registry.office(member) for member in members), "BadMover")

    def speaks_of(self, said):
        name, body = said["name"], said["body"]
        if "ceremony" in body:
            begun = self.ceremony is not None and self.ceremony.id == body["ceremony"]
            return self.ceremony.changed if begun else None
        if name in ("CastBallot", "CastSecretBallot", "ChallengeBallot", "ClosePoll"):
            return self._last(self.polls, body["poll"], "opened")
        if "poll" in body and name != "DraftPoll":
            return self._last(self.polls, body["poll"])
        if name in ("WithdrawProposal", "RecordPrerequisite", "RecordFollowUp"):
            return self._last(self.proposals, body["proposal"])
        if name == "AddItem":
            return None
        return self._last(self.items, item_of(said))

    @staticmethod
    def _last(table, identity, field="changed"):
        return table[identity][field] if identity in table else None

    # ---- deciding and applying

    def decide(self, said):
        if self.id is None:
            unless(said["name"] == "Convene", "LogIsEmpty")
            self._check_convene(said)
            return
        unless(said["name"] != "Convene", "LogIsFounded")
        if said["name"] == "RevokeKey":
            unless(said["session"] is None, "OtherLog")
        else:
            unless(said["session"] == self.id, "OtherLog")
        self.registry.check_signer(said["signer"])
        unless(said["signer"] not in self.revoked, "RevokedKey")
        person = self.registry.signer(said["signer"])
        self._check_permission(said, person)
        for handler in (self, *HANDLERS):
            check = getattr(handler, "check_" + said["name"], None)
            if check:
                check(*(() if handler is self else (self,)), said["body"], person)

    def apply(self, said, index):
        if self.id is None:
            self._convene(said)
            return
        person = self.registry.signer(said["signer"])
        for handler in (self, *HANDLERS):
            perform = getattr(handler, "perform_" + said["name"], None)
            if perform:
                args = () if handler is self else (self,)
                perform(*args, said["body"], person, index, said)

    def _check_permission(self, said, person):
        who, phases, item_states, poll_states = PERMISSIONS[said["name"]]
        unless(who & self._standings(said, person), "NotYourRole")
        unless(self.phase in phases, "NotInThisPhase")
        item = item_of(said)
        if item_states and item is not None:
            unless(item in self.items, "UnknownItem")
            unless(self.items[item]["state"] in item_states, "ItemState")
        if poll_states:
            unless(said["body"]["poll"] in self.polls, "UnknownPoll")
            unless(self.polls[said["body"]["poll"]]["state"] in poll_states, "PollState")

    def _standings(self, said, person):
        standings = {role.lower() for role in ("Secretary", "Officer")
                     if self.registry.has_role(person, role)}
        if self.is_member(person):
            standings.add("member")
        elif self.registry.office(person) or self.registry.has_role(person, "Attendee"):
            standings.add("attendee")
        if self.is_directorate(person):
            standings.add(DIRECTORATE_NAME)
        if person == self.chair:
            standings.add("chair")
        if person in self.scrutineers:
            standings.add("scrutineer")
        if any(key and key.number(person) for key in (self.ceremony, self.key)):
            standings.add("key holder")
        if person in self.scrutineers[:1]:
            standings.add("chief scrutineer")
        if self._is_about(said, person):
            standings.add("the person concerned")
        return standings

    def _is_about(self, said, person):
        if said["name"] == "RevokeKey":
            return self.registry.signer(said["body"]["key"]) == person
        return said["name"] in ("Recuse", "RecordDeparture") and said["body"]["person"] == person

    def _check_convene(self, said):
        registry = self.history(said["body"]["registry"])
        unless(registry is not None, "RegistryUnknown")
        registry.check_signer(said["signer"])
        unless(registry.has_role(registry.signer(said["signer"]), "Secretary"), "NotYourRole")
        unless(said["body"]["term"] == registry.term, "BadTerm")
        unless(registry.office(said["body"]["chair"]) in DIRECTORATE, "NotAMember")

    def _convene(self, said):
        self.id, self.convened = said["session"], said["body"]
        self.committee = said["committee"]
        self.registry_head = self.convened["registry"]
        self.registry = self.history(self.registry_head)
        self.chair, self.today = self.convened["chair"], self.convened["date"]

    # ---- procedure

    def check_AdvanceRegistry(self, body, _):
        unless(all(poll["state"] != "open" for poll in self.polls.values()), "PollIsOpen")
        unless(body["registry"]["size"] > self.registry_head["size"], "RegistryBackwards")
        unless(self.history(body["registry"]) is not None, "RegistryUnknown")

    def perform_AdvanceRegistry(self, body, *_):
        self.registry_head = body["registry"]
        self.registry = self.history(self.registry_head)

    def check_RevokeKey(self, body, _):
        self.registry.check_signer(body["key"])
        unless(body["key"] not in self.revoked, "RevokedKey")

    def perform_RevokeKey(self, body, *_):
        self.revoked.add(body["key"])

    def check_GiveNotice(self, body, _):
        days = (self.convened["date"] - body["date"]).days
        unless(days >= 0, "BadDate")
        unless(self.convened["urgent"] or days >= self.registry.rules["notice_days"],
               "NoticeTooShort")

    def perform_GiveNotice(self, *_):
        self.notice = True

    def check_OpenSession(self, *_):
        convened = self.convened
        unless(self.notice or convened["kind"] == "Council" or convened["rehearsal"] or
               convened["urgent"], "NoNotice")
        unless(self.is_present(self.chair), "NotPresent")
        self.check_quorum()

    def perform_OpenSession(self, *_):
        self.phase = "open"

    def check_Recess(self, *_):
        self.check_no_unfinished()

    def perform_Recess(self, *_):
        self.phase = "recessed"

    def check_Resume(self, body, _):
        unless(body["date"] >= self.today, "BadDate")
        self.check_quorum()

    def perform_Resume(self, body, *_):
        self.phase, self.today = "open", body["date"]

    def check_CloseSession(self, *_):
        self.check_no_unfinished()
        unless(all(item["state"] not in ("planned", "started") for item in self.items.values()),
               "ItemsUnfinished")

    def perform_CloseSession(self, *_):
        self.phase = "closed"

    def check_HandOverChair(self, body, _):
        unless(self.is_directorate(body["to"]), "NotAMember")
        unless(body["to"] != self.chair, "KnownAlready")
        unless(body["to"] not in self.scrutineers, "ScrutineerConcerned")
        unless(self.phase == "convened" or self.is_present(body["to"]), "NotPresent")

    def perform_HandOverChair(self, body, *_):
        self.chair = body["to"]

    def check_NameScrutineers(self, body, _):
        self.check_no_unfinished()
        for person in body["scrutineers"]:
            unless(self.is_member(person), "NotAMember")
            unless(self.is_present(person), "NotPresent")
            unless(person != self.chair, "ScrutineerConcerned")

    def perform_NameScrutineers(self, body, *_):
        self.scrutineers = body["scrutineers"]

    # ---- attendance

    def check_SignIn(self, _, person):
        unless(not self.is_present(person) and self.attendees.get(person) != "present",
               "PresentAlready")

    def perform_SignIn(self, _, person, *__):
        (self.members if self.is_member(person) else self.attendees)[person] = "present"
        self.silent.discard(person)

    def check_RecordAttendee(self, body, _):
        unless(not self.is_member(body["attendee"]) and
               self.attendees.get(body["attendee"]) != "present", "PresentAlready")

    def perform_RecordAttendee(self, body, *_):
        self.attendees[body["attendee"]] = "present"

    def check_RecordDeparture(self, body, _):
        unless(self.is_present(body["person"]) or
               self.attendees.get(body["person"]) == "present", "NotPresent")

    def perform_RecordDeparture(self, body, *_):
        present = self.is_present(body["person"])
        (self.members if present else self.attendees)[body["person"]] = "left"

    def check_GrantLeave(self, body, _):
        unless(self.is_member(body["person"]), "NotAMember")
        unless(not self.is_present(body["person"]), "PresentAlready")
        unless(self.members.get(body["person"]) != "on leave", "OnLeave")

    def perform_GrantLeave(self, body, *_):
        self.members[body["person"]] = "on leave"

    def check_Recuse(self, body, _):
        unless(self.registry.rules["recusal"], "RecusalNotKept")
        unless(self.is_member(body["person"]), "NotAMember")
        if body["proposal"] is not None:
            proposal = self.proposals.get(body["proposal"])
            unless(proposal and proposal["proposal"]["item"] == body["item"], "UnknownProposal")
        self.check_no_unfinished(body["item"])
        unless((body["person"], body["proposal"]) not in self.items[body["item"]]["recusals"],
               "KnownAlready")

    def perform_Recuse(self, body, _, index, *__):
        item = self.items[body["item"]]
        item["recusals"].add((body["person"], body["proposal"]))
        item["changed"] = index


def item_of(said):
    """The item that a command names; AddItem, which makes one, names none."""
    body = said["body"]
    if said["name"] == "AmendItem":
        return body["item"]["id"]
    if said["name"] == "ProposeAppointment":
        return body["proposal"]["item"]
    return None if said["name"] == "AddItem" else body.get("item")
