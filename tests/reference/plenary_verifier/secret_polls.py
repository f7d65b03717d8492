"""Secret polls, as docs/protocol.md and docs/secret-ballots.md have them."""

import math

from . import ceremony, counting
from .group import INFINITY, Reader, WrongForm, encode, encode_all, u8, u32, u64
from .refusals import Refused, unless

MOST_CHALLENGES = 20


class Contest:
    """What the ballots of one contest look like."""

    def __init__(self, terms, roll, contests):
        self.options = sum(option["kind"] != "WriteIn" for option in terms["options"])
        self.most, self.blank = terms["max_choices"], terms["min_choices"] == 0
        values = self.options + self.blank
        self.packed = (self.most == 1 and values <= 16 and
                       4 * contests**2 * math.comb(roll + values - 1, values - 1) <= 2**36)
        if self.packed:
            self.places = 1
            self.slots = [[(roll + 1)**j for j in range(self.options)] + [0] * self.blank]
        else:
            self.places = values
            self.slots = [[0, 1]] * values + [list(range(1, self.most + 1))]

    def shape(self):
        return u8(1 if self.packed else 2) + u32(self.options) + u32(self.most) + u8(self.blank)

    def size(self):
        return 130 * self.places + sum(194 * len(values) - 32 for values in self.slots)

    def weight(self, place):
        return 1 if place < self.options else self.most


class SecretPoll:
    def __init__(self, session, poll, index):
        terms = poll["draft"]["contests"]
        self.key, self.group = session.key, session.key.group
        self.roll = len(poll["roll"])
        self.least = session.registry.rules["key_holding"]["least_ballots"]
        self.contests = [Contest(contest, self.roll, len(terms)) for contest in terms]
        self.seen, self.spent, self.challenges = set(), set(), {}
        self.ballots = {}  # person: ciphertexts of the last
        self.whole, self.codes = True, 0  # in an edition: False once one is left out; those shown
        self.closed = self.expected = None
        self.sealed_by, self.sealed = [], False
        self.aggregates, self.answers, self.false_answers = [], {}, set()
        self.opened = self.totals = None
        self.context = self.group.hash(
            "poll-context", u8(self.group.suite), session.committee, session.id,
            poll["draft"]["poll"], u64(index), session.head["root"], self.key.context,
            encode(self.key.key), u32(self.roll),
            b"".join(contest.shape() for contest in self.contests))

    def places(self):
        return sum(contest.places for contest in self.contests)

    def context_for(self, person):
        return self.group.hash("ballot-context", self.context, person)

    def code(self, person, data):
        return self.group.hash("ballot-code", self.context_for(person), data)

    # ---- ballots

    def read(self, data):
        """[(ciphertexts, [(commitments, challenges but the last, responses)])] of the contests."""
        reader, parts = Reader(self.group, data), []
        for contest in self.contests:
            own, proofs = reader.pairs(contest.places), []
            for values in contest.slots:
                n = len(values)
                proofs.append((reader.pairs(n), reader.scalars(n - 1), reader.scalars(n)))
            parts.append((own, proofs))
        reader.end()
        return parts

    def holds(self, person, parts):
        """Every equation, times a coefficient of its own."""
        q = self.group.q
        e = self.group.hash_to_scalar(
            "ballot-proof", self.context_for(person),
            encode_all(p for own, _ in parts for pair in own for p in pair),
            encode_all(p for _, proofs in parts for ab, _, _ in proofs for pair in ab
                       for p in pair))
        of_g = of_key = 0
        terms = []
        for contest, (own, proofs) in zip(self.contests, parts):
            sums = [[0, 0] for _ in own]  # of each ciphertext's two points
            for place, (values, (ab, given, z)) in enumerate(zip(contest.slots, proofs)):
                weights = ([(place, 1)] if place < contest.places else
                           [(i, contest.weight(i)) for i in range(contest.places)])
                for v, (a, b), c, response in zip(values, ab, given + [(e - sum(given)) % q], z):
                    alpha, beta = self.group.coefficient(), self.group.coefficient()
                    of_g += alpha * response + beta * c * v
                    of_key += beta * response
                    terms += [(-alpha, a), (-beta, b)]
                    for i, weight in weights:
                        sums[i][0] -= alpha * c * weight
                        sums[i][1] -= beta * c * weight
            terms += [(k, point) for pair, both in zip(own, sums)
                      for k, point in zip(both, pair)]
        terms += [(of_g, self.group.g), (of_key, self.key.key)]
        return self.group.sum(*terms) is INFINITY

    def check_enters(self, person, data, code):
        unless(self.code(person, data) == code, "CodeDiffers")
        unless(code not in self.spent, "BallotSpent")
        try:
            parts = self.read(data)
        except WrongForm:
            raise Refused("BadBallot") from None
        unless(self.holds(person, parts), "FalseBallot")
        firsts = [a[0] for own, _ in parts for a, _ in own]
        unless(len(set(firsts)) == len(firsts) and not self.seen & set(firsts), "BallotSeen")

    def enter(self, data):
        pairs = [pair for own, _ in self.read(data) for pair in own]
        self.seen |= {a[0] for a, _ in pairs}
        return pairs

    # ---- opening

    def close(self, head):
        self.closed = head
        if not self.whole:
            return
        count = len(self.ballots)
        s = self.group.hash_to_scalar("aggregate", self.context, u64(head["size"]), head["root"],
                                      u32(count))
        ballots = list(self.ballots.values())
        first = [self.group.sum((s, self.group.g)), self.group.sum((s, self.key.key))]
        self.aggregates = [tuple(self.group.add([first[side]] + [own[place][side]
                                                                 for own in ballots])
                                 for side in (0, 1)) for place in range(self.places())]
        self.expected = {"head": head, "ballots": count,
                         "aggregates": encode_all(p for pair in self.aggregates for p in pair)}

    @property
    def count(self):
        return self.expected["ballots"]

    def could_be(self, seal):
        """Where ballots are left out: the first seal says what to expect."""
        if self.expected:
            return self.expected == seal
        reader = Reader(self.group, seal["aggregates"])
        try:
            reader.pairs(self.places())
            reader.end()
        except WrongForm:
            return False
        return seal["head"] == self.closed and seal["ballots"] <= self.roll

    def take_seal(self, seal):
        if not self.expected:
            self.expected = seal
            self.aggregates = Reader(self.group, seal["aggregates"]).pairs(self.places())

    def read_answer(self, data):
        reader, count = Reader(self.group, data), self.places()
        answer = reader.point(), reader.points(count), reader.points(count), reader.scalar()
        reader.end()
        return answer

    def answer_holds(self, number, answer):
        group, (a, factors, commitments, z) = self.group, answer
        share_key = self.key.share_keys[number]
        c = group.hash_to_scalar(
            "opening-proof", self.context, u64(self.closed["size"]), self.closed["root"],
            u32(self.count), u32(number), encode(share_key),
            encode_all(p for pair in self.aggregates for p in pair), encode_all(factors),
            encode_all([a] + commitments))
        by = group.coefficient()
        terms = [(by * z, group.g), (-by, a), (-by * c, share_key)]
        for (first, _), factor, commitment in zip(self.aggregates, factors, commitments):
            by = group.coefficient()
            terms += [(by * z, first), (-by, commitment), (-by * c, factor)]
        return group.sum(*terms) is INFINITY

    def open(self):
        q, numbers = self.group.q, sorted(self.answers)
        lagrange = {}
        for j in numbers:
            value = 1
            for m in numbers:
                if m != j:
                    value = value * m * pow(m - j, -1, q) % q
            lagrange[j] = value
        self.opened = [self.group.sum((1, b), *((-lagrange[j], self.answers[j][1][place])
                                                for j in numbers))
                       for place, (_, b) in enumerate(self.aggregates)]

    def totals_match(self, totals):
        if len(totals) != len(self.contests):
            return False
        count, place = self.count, 0
        for contest, total in zip(self.contests, totals):
            votes = total["votes"] + [total["blank"]] * contest.blank
            if len(total["votes"]) != contest.options or not contest.blank and total["blank"]:
                return False
            if contest.packed and sum(votes) != count:
                return False
            for i in range(contest.places):
                value = (sum(n * v for n, v in zip(votes, contest.slots[0])) if contest.packed
                         else votes[i])
                if not contest.packed and votes[i] > count:
                    return False
                if self.group.sum((value, self.group.g)) != self.opened[place]:
                    return False
                place += 1
        return True


def _counts(poll, totals):
    count, roll = poll["secret"].count, len(poll["roll"])
    counts = []
    for contest, total in zip(poll["draft"]["contests"], totals):
        marked = count - total["blank"]
        unless(total["blank"] <= count and all(votes <= marked for votes in total["votes"]) and
               marked <= sum(total["votes"]) <= marked * contest["max_choices"], "TotalsDiffer")
        counts.append({"votes": total["votes"], "write_ins": [], "ballots": count,
                       "blank": total["blank"], "not_voting": roll - count})
    return counts


# ---- opening the poll

def check_opening(session, poll, roll):
    holding = session.registry.rules["key_holding"]
    unless(session.key, "SecretNeedsKey")
    unless(session.ceremony.state in ("complete", "broken"), "CeremonyState")
    present = len(ceremony.present_holders(session))
    unless(present >= min(len(session.key.holders), session.key.threshold + holding["margin"]),
           "TooFewHolders")
    unless(session.scrutineers and session.is_present(session.scrutineers[0]),
           "TooFewScrutineers")
    unless(roll >= holding["least_ballots"], "TooFewBallots")
    terms = poll["draft"]["contests"]
    unless(sum(Contest(contest, roll, len(terms)).size() for contest in terms) <= 200_000,
           "WrongContest")


# ---- commands

def _secret(session, body):
    poll = session.polls[body["poll"]]
    unless(poll["draft"]["method"] == "Secret", "WrongMethod")
    return poll, poll["secret"]


def _check_voter(session, poll, person):
    unless(person in poll["roll"], "NotOnRoll")
    unless(session.is_present(person), "NotPresent")


def check_CastSecretBallot(session, body, person):
    poll, secret = _secret(session, body)
    _check_voter(session, poll, person)
    last = poll["ballots"].get(person)
    if last is None:
        unless(body["replaces"] is None, "NotTheLast")
    else:
        unless(session.registry.rules["last_ballot_counts"], "BallotIsFinal")
        unless(body["replaces"] == last[0], "NotTheLast")
    secret.check_enters(person, body["ballot"], body["code"])


def perform_CastSecretBallot(session, body, person, _, said):
    poll = session.polls[body["poll"]]
    poll["ballots"][person] = (said["id"], body["code"])
    poll["secret"].ballots[person] = poll["secret"].enter(body["ballot"])


def check_ChallengeBallot(session, body, person):
    poll, secret = _secret(session, body)
    _check_voter(session, poll, person)
    unless(secret.challenges.get(person, 0) < MOST_CHALLENGES, "TooManyChallenges")
    secret.check_enters(person, body["ballot"], body["code"])


def perform_ChallengeBallot(session, body, person, *_):
    secret = session.polls[body["poll"]]["secret"]
    secret.enter(body["ballot"])
    secret.spent.add(body["code"])
    secret.challenges[person] = secret.challenges.get(person, 0) + 1


def _seal(body):
    return {field: body[field] for field in ("head", "ballots", "aggregates")}


def check_SealPoll(session, body, person):
    _, secret = _secret(session, body)
    unless(not secret.sealed and person not in secret.sealed_by, "SaidAlready")
    chief = session.scrutineers[0]
    unless(all((other == chief) != (person == chief) for other in secret.sealed_by),
           "SaidAlready")
    unless(secret.could_be(_seal(body)), "SealDiffers")
    unless(body["ballots"] >= secret.least, "TooFewBallots")


def perform_SealPoll(session, body, person, index, _):
    poll = session.polls[body["poll"]]
    secret = poll["secret"]
    secret.take_seal(_seal(body))
    secret.sealed_by.append(person)
    if len(secret.sealed_by) == 2:
        secret.sealed, poll["changed"] = True, index


def check_AnswerOpening(session, body, person):
    _, secret = _secret(session, body)
    number = secret.key.number(person)
    unless(number, "NotAHolder")
    unless(secret.sealed, "NotSealed")
    unless(number not in secret.answers and person not in secret.false_answers, "SaidAlready")
    unless(secret.opened is None, "PollState")
    try:
        secret.read_answer(body["answer"])
    except WrongForm:
        raise Refused("BadAnswer") from None


def perform_AnswerOpening(session, body, person, *_):
    secret = session.polls[body["poll"]]["secret"]
    number, answer = secret.key.number(person), secret.read_answer(body["answer"])
    if not secret.answer_holds(number, answer):
        secret.false_answers.add(person)
        session.at_fault.add(person)
        return
    secret.answers[number] = answer
    if len(secret.answers) == secret.key.threshold:
        secret.open()


def check_StateTotals(session, body, _):
    poll, secret = _secret(session, body)
    unless(secret.totals is None, "SaidAlready")
    unless(secret.opened is not None, "TooFewAnswers")
    unless(secret.totals_match(body["totals"]), "TotalsDiffer")
    _counts(poll, body["totals"])


def perform_StateTotals(session, body, _, index, __):
    poll = session.polls[body["poll"]]
    poll["secret"].totals, poll["changed"] = body["totals"], index
    poll["results"] = [
        {"votes": count["votes"], "not_voting": count["not_voting"],
         "outcome": counting.outcome(contest, count, poll["attendance"])}
        for contest, count in zip(poll["draft"]["contests"], _counts(poll, body["totals"]))]
