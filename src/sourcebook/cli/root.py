"""The command `sourcebook` and how its errors end."""

from typing import Any

import click

from sourcebook import __version__
from sourcebook.cli.actors import actors
from sourcebook.cli.archived import archive
from sourcebook.cli.asking import claims, failures, show, sources, timeline, who
from sourcebook.cli.comparing import compare
from sourcebook.cli.completion import completion
from sourcebook.cli.dates import dates
from sourcebook.cli.demo import demo
from sourcebook.cli.exporting import export
from sourcebook.cli.gazetteer import gazetteer
from sourcebook.cli.held import diff, network, ties
from sourcebook.cli.importing import import_
from sourcebook.cli.incidents import incident, incidents, origins
from sourcebook.cli.judging import judge, judgements, queue, release, releases
from sourcebook.cli.paths import hinges, posture, reach
from sourcebook.cli.places import places
from sourcebook.cli.reading import add, read
from sourcebook.cli.serving import serve
from sourcebook.cli.users import users
from sourcebook.errors import SourcebookError

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it

_EPILOG = """\b
Examples:
  sourcebook demo                            a tour with reports that ship with sourcebook
  sourcebook read report.txt                 read one report, keep nothing
  sourcebook add reports/*.html              read reports and keep what they say
  sourcebook timeline --place Aleppo         what happened there
"""


class Road(click.Group):
    """A group that says errors of the library in one line and ends on Ctrl-C with 130."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command."""
        try:
            return super().invoke(ctx)
        except SourcebookError as e:
            raise click.ClickException(str(e)) from e
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            ctx.exit(INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are met."""
        del ctx
        return list(self.commands)


@click.group(cls=Road, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sourcebook")
def main() -> None:
    """Read news reports about conflict; keep who did what to whom, where and when, in whose words.

    Every fact opens to the words that say it: `sourcebook show CLAIM`.
    """


COMMANDS = (
    demo, read, places, dates, add, sources, origins, timeline, claims, show, incidents, incident, who, ties, network,
    diff, reach, hinges, posture, actors, judge, judgements, queue, release, releases, failures, export, import_,
    compare, archive, serve, users, gazetteer, completion,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
