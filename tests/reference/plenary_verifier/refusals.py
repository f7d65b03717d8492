class Refused(Exception):
    """A question of "Accepting a command" that was answered no; str() is its name."""


def unless(condition, refusal):
    if not condition:
        raise Refused(refusal)
