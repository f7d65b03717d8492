"""The key of secret polls, as docs/protocol.md and docs/secret-ballots.md have it."""

from . import counting
from .group import INFINITY, Group, Reader, WrongForm, encode, encode_all, u8, u32
from .refusals import Refused, unless

SAID = {"committing": "commitments", "dealing": "deals", "accepting": "accepted"}


class Ceremony:
    """The ceremony begun last. Messages by the holder's number, from 1."""

    def __init__(self, session, body, index):
        self.group = Group(session.registry.suite)
        self.id, self.threshold, self.holders = body["ceremony"], body["threshold"], body["holders"]
        self.state, self.changed = "committing", index
        self.commitments, self.deals, self.accepted = {}, {}, {}
        self.round = self.key = self.share_keys = self.digest = None
        self.context = self.group.hash(
            "ceremony", u8(self.group.suite), session.committee, session.id, self.id,
            u32(self.threshold), b"".join(self.holders))

    def number(self, person):
        return self.holders.index(person) + 1 if person in self.holders else None

    def silent(self):
        said = getattr(self, SAID[self.state]) if self.state in SAID else None
        return {person for number, person in enumerate(self.holders, 1)
                if said is not None and number not in said}

    # ---- messages

    def read_commitment(self, number, data):
        reader = Reader(self.group, data)
        transport, nonce, z = reader.point(), reader.point(), reader.scalar()
        promise = reader.take(32)
        reader.end()
        c = self.group.hash_to_scalar("transport-proof", self.context, u32(number),
                                      encode(transport), encode(nonce))
        if self.group.sum((z, self.group.g), (-c, transport), (-1, nonce)) is not INFINITY:
            raise WrongForm
        return {"bytes": data, "transport": transport, "promise": promise}

    def read_deal(self, number, data):
        count = self.threshold + 1
        reader = Reader(self.group, data)
        points, nonces, z = reader.points(count), reader.points(count), reader.scalars(count)
        others = [j for j in range(1, len(self.holders) + 1) if j != number]
        masked = {j: reader.take(32) for j in others}
        reader.end()
        promise = self.group.hash("deal-commitment", self.context, u32(number), encode_all(points))
        if promise != self.commitments[number]["promise"]:
            raise WrongForm
        c = self.group.hash_to_scalar("deal-proof", self.round, u32(number), encode_all(points),
                                      encode_all(nonces))
        terms = []
        for point, nonce, response in zip(points, nonces, z):
            by = self.group.coefficient()
            terms += [(by * response, self.group.g), (-by, nonce), (-by * c, point)]
        if self.group.sum(*terms) is not INFINITY:
            raise WrongForm
        return {"bytes": data, "points": points, "masked": masked}

    def end_dealing(self):
        deals = [self.deals[number] for number in sorted(self.deals)]
        columns = [self.group.add(deal["points"][k] for deal in deals)
                   for k in range(self.threshold)]
        self.key = columns[0]
        self.share_keys = {j: self.group.sum(*((j**k, column) for k, column in enumerate(columns)))
                           for j in range(1, len(self.holders) + 1)}
        made = self.key is not INFINITY and INFINITY not in self.share_keys.values()
        self.state = "accepting" if made else "broken"
        self.digest = self.group.hash("ceremony-key", self.round,
                                      *(deal["bytes"] for deal in deals))

    def dealer_is_at_fault(self, dealer, holder, complaint):
        """Whatever is wrong with the complaint itself is the complainer's fault."""
        group, deal = self.group, self.deals[dealer]
        transport, ephemeral = self.commitments[holder]["transport"], deal["points"][-1]
        try:
            reader = Reader(group, complaint)
            shared, nonce, shared_nonce = reader.points(3)
            z = reader.scalar()
            reader.end()
        except WrongForm:
            return False
        c = group.hash_to_scalar("complaint-proof", self.round, u32(dealer), u32(holder),
                                 *(encode(p) for p in (transport, ephemeral, shared, nonce,
                                                       shared_nonce)))
        if (group.sum((z, group.g), (-1, nonce), (-c, transport)) is not INFINITY or
                group.sum((z, ephemeral), (-1, shared_nonce), (-c, shared)) is not INFINITY):
            return False
        masked = int.from_bytes(deal["masked"][holder], "big")
        if masked >= group.q:
            return True
        mask = group.hash_to_scalar("share-mask", self.round, u32(dealer), u32(holder),
                                    encode(ephemeral), encode(shared))
        share = (masked - mask) % group.q
        terms = [(-holder**k, point) for k, point in enumerate(deal["points"][:self.threshold])]
        return group.sum((share, group.g), *terms) is not INFINITY


def eligible(session):
    body = session.registry.rules["key_holding"]["holders"] == "Body"
    people = session.body() if body else session.scrutineers
    return [person for person in people
            if session.is_present(person) and person not in session.at_fault]


def may_be_left_out(session):
    ceremony, silent = session.ceremony, set(session.silent)
    if ceremony is not None:
        now = ceremony.silent()
        if len(ceremony.holders) - len(now) >= ceremony.threshold:
            silent |= now
    return silent


def present_holders(session):
    """Of the session's key: those who could hold the next as well, and still have a key to sign with."""
    signers = {session.registry.signer(key) for key in session.registry.keys
               if key not in session.revoked}
    return [person for person in eligible(session)
            if session.key.number(person) and person in signers]


def threshold(session):
    rules = session.registry.rules
    if rules["key_holding"]["holders"] == "Body":
        return counting.needed(rules["quorum"], session.attendance()["composition"])
    return rules["key_holding"]["threshold"] or max(2, len(eligible(session)) // 2 + 1)


# ---- commands

def check_BeginCeremony(session, body, _):
    unless(body["ceremony"] not in session.ceremonies, "CeremonyExists")
    session.check_no_unfinished()
    silent = may_be_left_out(session)
    holders, may = body["holders"], eligible(session)
    left_out = [person for person in may if person not in holders]
    unless([person for person in may if person in holders] == holders and
           all(person in silent for person in left_out), "WrongHolders")
    n, t = len(holders), body["threshold"]
    unless(t == threshold(session), "WrongHolders")
    unless(2 <= t <= n < 2 * t and n <= 100, "TooFewHolders")


def perform_BeginCeremony(session, body, _, index, __):
    session.ceremonies.add(body["ceremony"])
    session.silent |= {person for person in eligible(session) if person not in body["holders"]}
    session.ceremony = Ceremony(session, body, index)


def _check_step(session, body, person, state):
    ceremony = session.ceremony
    if ceremony is None or ceremony.id != body["ceremony"]:
        raise Refused("CeremonyState" if body["ceremony"] in session.ceremonies
                      else "UnknownCeremony")
    unless(ceremony.number(person), "NotAHolder")
    unless(ceremony.state == state, "CeremonyState")
    return ceremony, ceremony.number(person)


def _check_message(read, number, data):
    try:
        return read(number, data)
    except WrongForm:
        raise Refused("BadCeremonyMessage") from None


def check_CommitToCeremony(session, body, person):
    ceremony, number = _check_step(session, body, person, "committing")
    unless(number not in ceremony.commitments, "SaidAlready")
    _check_message(ceremony.read_commitment, number, body["commitment"])


def perform_CommitToCeremony(session, body, person, index, _):
    ceremony = session.ceremony
    number = ceremony.number(person)
    ceremony.commitments[number] = ceremony.read_commitment(number, body["commitment"])
    if len(ceremony.commitments) == len(ceremony.holders):
        ceremony.state, ceremony.changed = "dealing", index
        ceremony.round = ceremony.group.hash(
            "ceremony-round", ceremony.context,
            *(ceremony.commitments[j]["bytes"] for j in sorted(ceremony.commitments)))


def check_DealShares(session, body, person):
    ceremony, number = _check_step(session, body, person, "dealing")
    unless(number not in ceremony.deals, "SaidAlready")
    _check_message(ceremony.read_deal, number, body["deal"])


def perform_DealShares(session, body, person, index, _):
    ceremony = session.ceremony
    number = ceremony.number(person)
    ceremony.deals[number] = ceremony.read_deal(number, body["deal"])
    if len(ceremony.deals) == len(ceremony.holders):
        ceremony.changed = index
        ceremony.end_dealing()


def check_AcceptDeals(session, body, person):
    ceremony, number = _check_step(session, body, person, "accepting")
    unless(number not in ceremony.accepted, "SaidAlready")
    unless(body["deals"] == ceremony.digest, "DealsDiffer")


def perform_AcceptDeals(session, body, person, index, _):
    ceremony = session.ceremony
    ceremony.accepted[ceremony.number(person)] = True
    if len(ceremony.accepted) == len(ceremony.holders):
        ceremony.state, ceremony.changed = "complete", index
        session.key, session.silent = ceremony, set()


def check_ComplainOfDeal(session, body, person):
    ceremony, number = _check_step(session, body, person, "accepting")
    unless(number not in ceremony.accepted, "SaidAlready")
    unless(ceremony.number(body["dealer"]), "NotAHolder")
    unless(body["dealer"] != person, "BadCeremonyMessage")


def perform_ComplainOfDeal(session, body, person, index, _):
    ceremony = session.ceremony
    dealer = ceremony.dealer_is_at_fault(ceremony.number(body["dealer"]),
                                         ceremony.number(person), body["complaint"])
    ceremony.state, ceremony.changed = "broken", index
    session.at_fault.add(body["dealer"] if dealer else person)
