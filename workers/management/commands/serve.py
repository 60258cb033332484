"""The whole system in one process: pages, worker, relay and clock."""

import signal
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from waitress.server import create_server

from workers import demonstration, embedded
from workers.management.commands.load_demo import accounts

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "在一个进程里运行整个系统，供试用、开发和小单位使用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--no-demo", action="store_true", help="不载入演示数据")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._serve(**options)
        except KeyboardInterrupt:
            self.stdout.write("已停止。")

    def _serve(self, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
        _migrate()
        said = [] if options["no_demo"] else self._demonstration()
        server = _listen(options["port"])
        with embedded.running(schedule=settings.VAR / "schedule"):
            url = f"http://{HOST}:{options['port']}/"
            for line in ["", f"明审已启动，请打开 {url}", *said, "按 Ctrl-C 停止。"]:
                self.stdout.write(line)
            self.stdout.flush()
            server.run()
            self.stdout.write("正在停止……", ending="")
            self.stdout.flush()
        self.stdout.write("已停止。")
        connection.close()

    def _demonstration(self) -> list[str]:
        if not settings.DEMONSTRATION.exists():
            self.stdout.write("首次启动，正在准备数据库和演示数据……")
            self.stdout.flush()
        password = demonstration.load(settings.DEMONSTRATION, timezone.now())
        return [] if password is None else accounts(password)


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _listen(port: int) -> Any:
    try:
        return create_server(
            get_wsgi_application(),
            host=HOST,
            port=port,
            threads=8,
            ident="mingshen",
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise CommandError(
            f"端口 {port} 已被占用，请换一个：make run PORT={port + 1}"
        ) from error


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
