"""Polls, from drafting to announcement."""

from . import counting, secret_polls
from .agenda import KINDS
from .appointments import check_ready
from .refusals import unless

BEFORE_THE_DRAFT = ("Amendment", "Clause")


# ---- drafting

def check_DraftPoll(session, body, _):
    unless(body["poll"] not in session.polls, "PollExists")
    _check_method(body)
    if body["test"]:
        named = any(contest["proposals"] for contest in body["contests"])
        unless(body["item"] is None and not named, "WrongContest")
    else:
        _check_real_draft(session, body)
    if body["again"] is not None:
        _check_repetition(session, body)


def _check_method(body):
    contests = body["contests"]
    if body["method"] in ("Secret", "Recorded"):
        unless(all(option["kind"] != "WriteIn" for contest in contests
                   for option in contest["options"]), "WrongMethod")
    if body["method"] == "ShowOfHands":
        unless(all(contest["max_choices"] == 1 for contest in contests), "WrongMethod")


def _check_real_draft(session, body):
    unless(body["item"] is not None, "UnknownItem")
    kind = session.items[body["item"]]["item"]["kind"]
    unless(body["subject"] in KINDS[kind][1], "WrongContest")
    if body["subject"] == "Appointment":
        _check_proposals(session, body)
    else:
        unless(all(not contest["proposals"] for contest in body["contests"]), "WrongContest")
    _check_rule(session, body, kind)


def _check_proposals(session, body):
    seen = set()
    for contest in body["contests"]:
        unless(contest["proposals"], "WrongContest")
        for proposal in contest["proposals"]:
            record = session.proposals.get(proposal)
            unless(record and record["proposal"]["item"] == body["item"], "UnknownProposal")
            unless(record["state"] == "proposed", "ProposalState")
            unless(proposal not in seen, "WrongContest")
            seen.add(proposal)
    unless(not _is_merged(body) or session.registry.rules["merged_polls"], "MergeNotAllowed")


def _is_merged(body):
    return any(len(contest["proposals"]) > 1 for contest in body["contests"])


def _check_rule(session, body, kind):
    rules = session.registry.rules
    majority = (rules["majority"] if body["subject"] == "Procedure"
                else session.registry.majority_for(kind))
    unless(body["subject"] != "Draft" or len(body["contests"]) == 1, "WrongContest")
    form = {"Evaluation": "evaluation", "Election": "election"}.get(body["subject"], "majority")
    for contest in body["contests"]:
        unless(form in contest["rule"], "WrongContest")
        rule = contest["rule"][form]
        if form == "evaluation":
            unless(rule == rules["evaluation"], "WrongRule")
        else:
            unless((rule["threshold"] if form == "election" else rule) == majority, "WrongRule")


def _check_repetition(session, body):
    first = session.polls.get(body["again"])
    unless(first, "UnknownPoll")
    same = all(first["draft"][field] == body[field]
               for field in ("item", "subject", "test", "contests"))
    unless(first["state"] == "voided" and same, "NotARepetition")


def perform_DraftPoll(session, body, _, index, __):
    session.polls[body["poll"]] = {
        "draft": body, "state": "drafted", "opened": None, "changed": index, "roll": set(),
        "attendance": None, "objections": set(), "ballots": {}, "entered": None,
        "confirmed": False, "results": [], "secret": None}


def perform_DiscardPoll(session, body, _, index, __):
    session.polls[body["poll"]].update(state="discarded", changed=index)


def check_ObjectToMerge(session, body, person):
    poll = session.polls[body["poll"]]
    unless(session.is_present(person), "NotPresent")
    unless(_is_merged(poll["draft"]), "WrongContest")
    unless(person not in poll["objections"], "KnownAlready")


def perform_ObjectToMerge(session, body, person, index, _):
    poll = session.polls[body["poll"]]
    poll["objections"].add(person)
    poll["changed"] = index


# ---- opening

def check_OpenPoll(session, body, _):
    poll = session.polls[body["poll"]]
    session.check_no_unfinished()
    session.check_quorum()
    if not poll["draft"]["test"]:
        _check_opening(session, poll)
    roll = _roll(session, poll["draft"])
    unless(roll, "RollEmpty")
    if poll["draft"]["method"] == "Secret":
        secret_polls.check_opening(session, poll, len(roll))


def _check_opening(session, poll):
    draft = poll["draft"]
    unless(session.items[draft["item"]]["state"] == "started", "ItemState")
    _check_order(session, poll)
    unless(not poll["objections"], "MergeObjected")
    for proposal in _proposals(draft):
        record = session.proposals[proposal]
        unless(record["state"] == "proposed", "ProposalState")
        check_ready(session, record)
    for person in session.scrutineers:
        unless(not _is_concerned(session, draft, person), "ScrutineerConcerned")
    present = [session.is_present(person) for person in session.scrutineers]
    unless(sum(present) >= 2 and present[0], "TooFewScrutineers")


def _check_order(session, poll):
    subject = poll["draft"]["subject"]
    others = [other for other in session.polls.values()
              if other is not poll and other["draft"]["item"] == poll["draft"]["item"]]
    if subject == "Draft":
        unless(all(other["state"] != "drafted" or
                   other["draft"]["subject"] not in BEFORE_THE_DRAFT for other in others),
               "OrderOfPolls")
    if subject == "Draft" or subject in BEFORE_THE_DRAFT:
        unless(all(other["state"] != "announced" or other["draft"]["subject"] != "Draft"
                   for other in others), "OrderOfPolls")


def _proposals(draft):
    return [proposal for contest in draft["contests"] for proposal in contest["proposals"]]


def _is_recused(session, draft, person):
    if draft["item"] is None:
        return False
    recusals = session.items[draft["item"]]["recusals"]
    return any((person, what) in recusals for what in [None] + _proposals(draft))


def _is_concerned(session, draft, person):
    nominees = [session.proposals[each]["proposal"]["person"] for each in _proposals(draft)]
    return _is_recused(session, draft, person) or person in nominees


def _roll(session, draft):
    return {person for person in session.body()
            if session.is_present(person) and not _is_recused(session, draft, person)}


def perform_OpenPoll(session, body, _, index, __):
    poll = session.polls[body["poll"]]
    poll.update(state="open", opened=index, changed=index, roll=_roll(session, poll["draft"]),
                attendance=session.attendance())
    if poll["draft"]["method"] == "Secret":
        poll["secret"] = secret_polls.SecretPoll(session, poll, index)


# ---- casting and counting

def check_CastBallot(session, body, person):
    poll = session.polls[body["poll"]]
    contests = poll["draft"]["contests"]
    choices = [choice["options"] for choice in body["choices"]]
    unless(poll["draft"]["method"] == "Recorded", "WrongMethod")
    unless(person in poll["roll"], "NotOnRoll")
    unless(session.is_present(person), "NotPresent")
    unless(len(choices) == len(contests) and
           all(counting.is_choice(*pair) for pair in zip(contests, choices)), "WrongChoice")
    last = poll["ballots"].get(person)
    if last is None:
        unless(body["replaces"] is None, "NotTheLast")
        return
    unless(session.registry.rules["last_ballot_counts"], "BallotIsFinal")
    unless(body["replaces"] == last[0], "NotTheLast")


def perform_CastBallot(session, body, person, _, said):
    choices = [choice["options"] for choice in body["choices"]]
    session.polls[body["poll"]]["ballots"][person] = (said["id"], choices)


def perform_ClosePoll(session, body, _, index, __):
    poll = session.polls[body["poll"]]
    poll.update(state="closed", changed=index)
    if poll["draft"]["method"] == "Secret":
        poll["secret"].close(session.head)
    if poll["draft"]["method"] == "Recorded":
        ballots = [choices for _, choices in poll["ballots"].values()]
        counts = [counting.of_ballots(contest, [choices[i] for choices in ballots],
                                      len(poll["roll"]))
                  for i, contest in enumerate(poll["draft"]["contests"])]
        _settle(poll, counts)


def _settle(poll, counts):
    poll["results"] = [
        {"votes": count["votes"], "not_voting": count["not_voting"],
         "outcome": counting.outcome(contest, count, poll["attendance"])}
        for contest, count in zip(poll["draft"]["contests"], counts)]


def _count(poll, given):
    contests = poll["draft"]["contests"]
    unless(len(given) == len(contests), "WrongCount")
    paper = poll["draft"]["method"] == "Paper"
    counts = []
    for contest, count in zip(contests, given):
        if paper:
            unless(count["returned"] <= count["issued"], "MoreReturnedThanIssued")
        try:
            counts.append(counting.of_papers(contest, count, len(poll["roll"])) if paper else
                          counting.of_hands(contest, count["votes"], len(poll["roll"])))
        except counting.Impossible:
            unless(False, "WrongCount")
    return counts


def check_EnterCount(session, body, person):
    poll = session.polls[body["poll"]]
    unless(poll["draft"]["method"] in ("ShowOfHands", "Paper"), "WrongMethod")
    unless(not poll["confirmed"], "PollState")
    unless(not _is_concerned(session, poll["draft"], person), "ScrutineerConcerned")
    _count(poll, body["counts"])


def perform_EnterCount(session, body, person, index, _):
    session.polls[body["poll"]].update(entered=(person, body["counts"]), changed=index)


def check_ConfirmCount(session, body, person):
    poll = session.polls[body["poll"]]
    unless(poll["draft"]["method"] in ("ShowOfHands", "Paper"), "WrongMethod")
    unless(poll["entered"] and not poll["confirmed"], "PollState")
    unless(poll["entered"][0] != person, "SameScrutineer")
    unless(not _is_concerned(session, poll["draft"], person), "ScrutineerConcerned")
    unless(poll["entered"][1] == body["counts"], "CountsDiffer")


def perform_ConfirmCount(session, body, _, index, __):
    poll = session.polls[body["poll"]]
    poll.update(confirmed=True, changed=index)
    _settle(poll, _count(poll, body["counts"]))


# ---- results

def check_CertifyResult(session, body, person):
    poll = session.polls[body["poll"]]
    unless(poll["results"], "PollState")
    unless(not _is_concerned(session, poll["draft"], person), "ScrutineerConcerned")
    unless(body["results"] == poll["results"], "ResultDiffers")


def perform_CertifyResult(session, body, _, index, __):
    session.polls[body["poll"]].update(state="tallied", changed=index)


def check_AnnounceResult(session, body, _):
    poll = session.polls[body["poll"]]
    unless(poll["state"] == "tallied" or poll["draft"]["test"] and poll["results"], "PollState")
    unless(body["results"] == poll["results"], "ResultDiffers")


def perform_AnnounceResult(session, body, _, index, __):
    poll = session.polls[body["poll"]]
    poll.update(state="announced", changed=index)
    if poll["draft"]["test"]:
        return
    for contest, result in zip(poll["draft"]["contests"], poll["results"]):
        state = "passed" if result["outcome"] == "Adopted" else "failed"
        for proposal in contest["proposals"]:
            session.proposals[proposal].update(state=state, decided_by=body["poll"])


def check_VoidPoll(session, body, _):
    poll = session.polls[body["poll"]]
    if poll["state"] != "announced":
        return
    unless(not poll["draft"]["test"], "PollState")
    unless(session.items[poll["draft"]["item"]]["state"] == "started" and
           session.unfinished() is None, "ItemState")


def perform_VoidPoll(session, body, _, index, __):
    session.polls[body["poll"]].update(state="voided", changed=index)
    for record in session.proposals.values():
        if record["decided_by"] == body["poll"]:
            record.update(state="proposed", decided_by=None)
