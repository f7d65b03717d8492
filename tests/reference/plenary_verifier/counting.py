"""Counts and outcomes, as docs/rules.md has them."""


class Impossible(Exception):
    """Figures that contradict each other, the terms or the roll."""


def require(condition):
    if not condition:
        raise Impossible


def needed(share, of):
    n, d = share["numerator"], share["denominator"]
    count = of * n // d + 1 if share["strict"] else -(-of * n // d)
    return max(count, 1)


def is_choice(contest, marks):
    """Ascending is a matter of form."""
    options = contest["options"]
    return (contest["min_choices"] <= len(marks) <= contest["max_choices"] and
            all(mark < len(options) and options[mark]["kind"] != "WriteIn" for mark in marks))


def of_ballots(contest, ballots, roll):
    votes = [0] * len(contest["options"])
    for marks in ballots:
        for mark in marks:
            votes[mark] += 1
    blank = sum(1 for marks in ballots if not marks)
    return {"votes": votes, "write_ins": [], "ballots": len(ballots), "blank": blank,
            "not_voting": roll - len(ballots)}


def of_hands(contest, votes, roll):
    require(contest["max_choices"] == 1 and len(votes) == len(contest["options"]))
    hands = sum(votes)
    require(hands <= roll)
    require(sum(_write_in_line(contest, votes)) == 0)
    return {"votes": votes, "write_ins": [], "ballots": hands, "blank": 0,
            "not_voting": roll - hands}


def of_papers(contest, papers, roll):
    votes, write_ins = papers["votes"], papers["write_ins"]
    require(papers["issued"] <= roll)
    require(papers["valid"] + papers["invalid"] == papers["returned"])
    require(len(votes) == len(contest["options"]))
    require(papers["blank"] <= papers["valid"])
    require(not papers["blank"] or contest["min_choices"] == 0)
    marked = papers["valid"] - papers["blank"]
    for option, count in zip(contest["options"], votes):
        require(option["kind"] == "WriteIn" or count <= marked)
    require(marked <= sum(votes) <= marked * contest["max_choices"])
    candidates = [option["label"] for option in contest["options"]]
    for person in write_ins:
        require(person["name"] not in candidates and 1 <= person["votes"] <= marked)
    require(sum(each["votes"] for each in write_ins) == sum(_write_in_line(contest, votes)))
    return {"votes": votes, "write_ins": write_ins, "ballots": papers["valid"],
            "blank": papers["blank"], "not_voting": roll - papers["returned"]}


def _write_in_line(contest, votes):
    return [count for option, count in zip(contest["options"], votes)
            if option["kind"] == "WriteIn"]


def outcome(contest, count, attendance):
    bases = {"All": attendance["composition"], "Present": attendance["present"],
             "Voting": count["ballots"] - count["blank"]}

    def least(majority):
        return needed(majority["share"], bases[majority["base"]])

    (kind, rule), = contest["rule"].items()
    votes = count["votes"]
    if kind == "majority":
        return "Adopted" if votes[0] >= least(rule) else "NotAdopted"
    if kind == "evaluation":
        satisfied = votes[0] + (votes[1] if rule["basically_counts"] else 0)
        if satisfied < least(rule["satisfied"]):
            return "NotSatisfied"
        return "Excellent" if votes[0] >= least(rule["excellent"]) else "Satisfied"
    threshold = least(rule["threshold"]) if rule["threshold"] else 1
    return _elected(contest, count, threshold, rule["posts"])


def _elected(contest, count, threshold, posts):
    people = [votes for option, votes in zip(contest["options"], count["votes"])
              if option["kind"] == "Candidate"]
    people += [person["votes"] for person in count["write_ins"]]
    people = [votes for votes in people if votes >= threshold]
    elected = sum(1 for own in people if sum(1 for votes in people if votes >= own) <= posts)
    if elected == posts:
        return "Elected"
    return "PartlyElected" if elected else "NobodyElected"
