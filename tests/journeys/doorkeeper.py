"""Opens sessions for journeys, in one process for all of them: an e-mail address comes in on each line, and the key of
a new session goes out."""

import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    for line in sys.stdin:
        call_command("sign_ins", session=line.strip())
        sys.stdout.flush()


if __name__ == "__main__":
    main()
