"""The agenda: what is asked of each command about it, and what it does."""

from . import documents
from .refusals import unless

KINDS = documents.item_kinds()


def _change(session, item, index, **what):
    session.items[item].update(what, changed=index)


def _check_editor(session, person):
    unless(not session.agenda_adopted or person == session.chair, "NotYourRole")


def check_AddItem(session, body, person):
    _check_editor(session, person)
    unless(body["item"]["id"] not in session.items, "ItemExists")
    unless(body["position"] <= len(session.agenda), "BadPosition")
    session.check_mover(body["item"]["mover"])


def perform_AddItem(session, body, _, index, __):
    item = body["item"]
    session.agenda.insert(body["position"], item["id"])
    session.items[item["id"]] = {"item": item, "state": "planned", "recusals": set(),
                                 "changed": index}


def check_AmendItem(session, body, person):
    _check_editor(session, person)
    unless(session.items[body["item"]["id"]]["item"]["kind"] == body["item"]["kind"], "ItemExists")
    session.check_mover(body["item"]["mover"])


def perform_AmendItem(session, body, _, index, __):
    _change(session, body["item"]["id"], index, item=body["item"])


def check_MoveItem(session, body, person):
    _check_editor(session, person)
    unless(body["position"] < len(session.agenda), "BadPosition")


def perform_MoveItem(session, body, _, index, __):
    session.agenda.remove(body["item"])
    session.agenda.insert(body["position"], body["item"])
    _change(session, body["item"], index)


def check_WithdrawItem(session, body, _):
    session.check_no_unfinished(body["item"])


def perform_WithdrawItem(session, body, _, index, __):
    _change(session, body["item"], index, state="withdrawn")


check_DeferItem = check_WithdrawItem


def perform_DeferItem(session, body, _, index, __):
    _change(session, body["item"], index, state="deferred")


def check_AdoptAgenda(session, *_):
    unless(not session.agenda_adopted, "KnownAlready")


def perform_AdoptAgenda(session, *_):
    session.agenda_adopted = True


def check_StartItem(session, *_):
    unless(session.agenda_adopted, "AgendaNotAdopted")
    unless(all(item["state"] != "started" for item in session.items.values()),
           "AnotherItemStarted")


def perform_StartItem(session, body, _, index, __):
    _change(session, body["item"], index, state="started")


def check_ConcludeItem(session, body, _):
    endings, _ = KINDS[session.items[body["item"]]["item"]["kind"]]
    unless(body["ending"] in endings, "WrongEnding")
    session.check_no_unfinished(body["item"])
    _check_ending(session, body["item"], body["ending"])


def _check_ending(session, item, ending):
    announced = [poll for poll in session.polls.values()
                 if poll["draft"]["item"] == item and poll["state"] == "announced"]
    subjects = {poll["draft"]["subject"] for poll in announced}
    drafts = [poll for poll in announced if poll["draft"]["subject"] == "Draft"]
    if ending in ("Adopted", "NotAdopted"):
        unless(drafts, "EndingWithoutVote")
        adopted = all(result["outcome"] == "Adopted" for result in drafts[-1]["results"])
        unless(adopted == (ending == "Adopted"), "EndingWithoutVote")
    elif ending == "Evaluated":
        unless("Evaluation" in subjects, "EndingWithoutVote")
    elif ending == "Voted":
        undecided = any(record["proposal"]["item"] == item and record["state"] == "proposed"
                        for record in session.proposals.values())
        unless(not undecided, "PollsUnfinished")
        unless(subjects & {"Appointment", "Election"}, "EndingWithoutVote")
    else:
        unless(not drafts, "EndingWithoutVote")


def perform_ConcludeItem(session, body, _, index, __):
    _change(session, body["item"], index, state="concluded")


def check_AttachDocument(session, body, _):
    unless(body["item"] is None or body["item"] in session.items, "UnknownItem")
    unless((body["item"], body["hash"]) not in session.documents, "DocumentExists")


def perform_AttachDocument(session, body, *_):
    session.documents.add((body["item"], body["hash"]))
