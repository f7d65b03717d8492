"""Appointment business: proposals, and what must precede their vote."""

from .refusals import unless

FOR_PEOPLE = ("Appointments", "Resignation", "Dismissal")
IN_PERSON = ("Appoint", "DecideToAppoint", "Approve", "Elect")
NOMINATION = ("nominee", "post", "organ", "organ_name", "action")


def _same(session, proposal, state):
    return sum(1 for record in session.proposals.values() if record["state"] == state and
               all(record["proposal"][field] == proposal[field] for field in NOMINATION))


def check_ready(session, record):
    rules = session.registry.rules
    met = record["met"]
    unless("Materials" in met, "PrerequisitesMissing")
    days = (session.convened["date"] - met["Materials"]).days
    unless(session.convened["urgent"] or days >= rules["materials_days"], "MaterialsTooLate")
    if record["proposal"]["action"] in IN_PERSON and not record["proposal"]["assessors"]:
        unless(("Examination" in met or not rules["examination"]) and
               ("Statement" in met or not rules["statement"]), "PrerequisitesMissing")


def check_ProposeAppointment(session, body, _):
    proposal = body["proposal"]
    unless(proposal["id"] not in session.proposals, "ProposalExists")
    unless(session.items[proposal["item"]]["item"]["kind"] in FOR_PEOPLE, "WrongContest")
    session.check_mover(proposal["nominator"])
    unless(not _same(session, proposal, "proposed"), "ProposalExists")
    unless(all(earlier["session"] != session.id for earlier in proposal["earlier"]),
           "UnknownProposal")
    failures = len(proposal["earlier"]) + _same(session, proposal, "failed")
    unless(failures < session.registry.rules["nomination_limit"], "TooManyFailures")
    unless(not failures or proposal["reasons"], "ReasonsMissing")


def perform_ProposeAppointment(session, body, _, index, __):
    session.proposals[body["proposal"]["id"]] = {
        "proposal": body["proposal"], "state": "proposed", "met": {}, "follow_ups": set(),
        "decided_by": None, "changed": index}


def _record(session, body, state):
    unless(body["proposal"] in session.proposals, "UnknownProposal")
    record = session.proposals[body["proposal"]]
    unless(record["state"] == state, "ProposalState")
    return record


def check_WithdrawProposal(session, body, _):
    _record(session, body, "proposed")
    poll = session.unfinished()
    unless(poll is None or all(body["proposal"] not in contest["proposals"]
                               for contest in poll["draft"]["contests"]), "ProposalState")


def perform_WithdrawProposal(session, body, _, index, __):
    session.proposals[body["proposal"]].update(state="withdrawn", changed=index)


def check_RecordPrerequisite(session, body, _):
    unless(body["prerequisite"] not in _record(session, body, "proposed")["met"], "KnownAlready")


def perform_RecordPrerequisite(session, body, _, index, __):
    record = session.proposals[body["proposal"]]
    record["met"][body["prerequisite"]] = body["date"]
    record["changed"] = index


def check_RecordFollowUp(session, body, _):
    unless(body["follow_up"] not in _record(session, body, "passed")["follow_ups"],
           "KnownAlready")


def perform_RecordFollowUp(session, body, _, index, __):
    record = session.proposals[body["proposal"]]
    record["follow_ups"].add(body["follow_up"])
    record["changed"] = index
