"""Keeping what a search looks up in line with a young person's names."""

from connexions.registers.people import names
from connexions.registers.people.models import Name, NameToken, SearchKey, YoungPerson


def index(*, young_person: YoungPerson) -> None:
    """Write the search keys of a young person's names as they now are, earlier names included."""
    earlier = [
        f"{name.given_name} {name.family_name}" for name in Name.objects.filter(young_person=young_person)
    ]
    wanted = names.keys_of(
        young_person.given_name,
        young_person.middle_names,
        young_person.family_name,
        young_person.preferred_name,
        *earlier,
    )
    keys = SearchKey.objects.filter(young_person=young_person)
    held = set(keys.values_list("word", flat=True))
    if held - wanted:
        keys.filter(word__in=held - wanted).delete()
    new = sorted(wanted - held)
    here = young_person.partnership_id
    SearchKey.objects.bulk_create(
        [SearchKey(partnership_id=here, young_person=young_person, word=word) for word in new]
    )
    NameToken.objects.bulk_create(
        [NameToken(partnership_id=here, word=word, sound=names.sound_of(word)) for word in new],
        ignore_conflicts=True,
    )
