"""What is written to a group: words with the places of a name and a link. Pure."""

from connexions.ground.messaging.rules import fragments

PURPOSE = "are you still doing this?"  # of each message, as the post room keeps it
NAME, LINK = "{name}", "{link}"
BEGIN = {
    "text": "Hi {name}, it is Connexions. Are you still doing the same as before? Tell us in one minute: {link}"
    " Text STOP if you do not want texts from us.",
    "email": "Hi {name},\n\nWe help young people find out what comes next, and we have not heard from you for a while."
    " Please tell us what you are doing now. It takes one minute:\n\n{link}\n\nThank you, Connexions",
    "letter": "Dear {name},\n\nWe help young people find out what comes next: a course, an apprenticeship, a job, or"
    " somebody to talk to. We have not heard from you for a while.\n\nPlease tell us what you are doing now. It takes"
    " one minute, on any phone:\n\n{link}\n\nOr ring us, or come in. We would be glad to hear from you, whatever you"
    " are doing.\n\nYours sincerely\n\nConnexions",
}
LONGEST = {"text": 459, "email": 4000, "letter": 4000}  # three parts of a text
MOST_PARTS = 3
# What a text to a group says where it can be answered by text.
BEGIN_ANSWERED = (
    "Hi {name}, it is Connexions. Still doing the same as before? Reply 1 for yes, else 2 work, 3 college, 4 school,"
    " 5 apprenticeship, 6 training, 7 looking, and where. Or tell us here: {link} Text STOP for no more texts."
)


def filled(words: str, *, name: str, link: str) -> str:
    """The words as one of them reads it."""
    return words.replace(NAME, name).replace(LINK, link)


def parts(text: str) -> int:
    """As how many texts it counts, and costs."""
    return fragments(text)


def wrong_with(words: str, *, way: str, name: str, link: str) -> str:
    """Why it cannot be sent so, in a sentence; nothing where it can."""
    if not words.strip():
        return "Write what it says."
    left = filled(words, name="", link="")
    if "{" in left or "}" in left:
        return "Only {name} and {link} are filled in: take out the other brackets."
    long = len(filled(words, name=name, link=link))
    if long > LONGEST[way]:
        return f"This is {long} characters with the name and the link; at most {LONGEST[way]} can be sent."
    if way == "text" and parts(filled(words, name=name, link=link)) > MOST_PARTS:
        count = parts(filled(words, name=name, link=link))
        return f"This counts as {count} texts, for a sign of it (an emoji, ŵ) takes more room: at most {MOST_PARTS}."
    return ""
