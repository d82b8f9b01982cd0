"""What somebody does, as they would say it themselves."""

# What the return's kinds are called by the people who do them; a kind that is missing is not put to them.
PLAIN = {
    "110": "at school",
    "120": "learning at home",
    "210": "in a school sixth form",
    "220": "at a sixth form college",
    "230": "at college",
    "240": "at university",
    "250": "on a part-time course",
    "260": "on a gap year",
    "270": "on a full-time course",
    "280": "at a specialist college",
    "310": "on an apprenticeship",
    "320": "working, and studying too",
    "330": "working",
    "340": "working, with training",
    "350": "in a job that was for a while",
    "360": "working part time",
    "380": "working for yourself",
    "381": "working for yourself, and studying",
    "410": "on a training course",
    "430": "on a training course",
    "440": "on a training course",
    "450": "on a traineeship",
    "460": "on a supported internship",
    "530": "with people who help you back into learning",
    "540": "volunteering",
    "550": "volunteering, and studying",
    "615": "about to start something",
    "616": "about to start something",
    "619": "looking for a course or a job",
    "610": "taking some time before what comes next",
}


def plain(kind: str, where: str) -> str:
    """What a kind of activity is called by whoever does it, and where: nothing for one that is not put to them."""
    said = PLAIN.get(kind, "")
    return f"{said}, {where}" if said and where else said
