"""The embedded worker and relay alone, until somebody ends the process."""

import signal

import django


def main() -> None:
    django.setup()
    from django.conf import settings

    from workers import embedded

    with embedded.running(schedule=settings.VAR / "schedule", tasks_at_once=1):
        signal.pause()


if __name__ == "__main__":
    main()
