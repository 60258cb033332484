"""Makes a database with documents that wait for a worker: `prepare COUNT`."""

import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from disclosures.samples import build
    from tests.workers.conftest import submit

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for number in range(int(sys.argv[1])):
        submit(build.document("qinghe-2025", "docx"), "决算.docx", str(100 + number))


if __name__ == "__main__":
    main()
