"""An option that takes the name of a format, and `--list`, which tells which there are."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import click

from sourcebook.cli.options import F


class Named(Protocol):
    """What is listed."""

    @property
    def name(self) -> str:
        """What the option takes."""

    @property
    def what(self) -> str:
        """What it is, in a few words."""


class FormatType(click.ParamType):  # type: ignore[type-arg] # a generic type only in newer releases of click
    """The name of a format.

    Args:
        formats: gives the formats by name; asked only when a name is typed, so that `--help` loads nothing.
        refused: what is said of any other name, behind it.
    """

    name = "format"

    def __init__(self, formats: Callable[[], Mapping[str, Named]], refused: str) -> None:
        self._formats = formats
        self._refused = refused

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The format of a name."""
        if not isinstance(value, str):
            return value
        formats = self._formats()
        if value not in formats:
            self.fail(f"{value!r} {self._refused}: {', '.join(formats)}", param, ctx)
        return formats[value]

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[Any]:
        """Names of formats."""
        from click.shell_completion import CompletionItem

        every = self._formats().values()
        return [CompletionItem(f.name, help=f.what) for f in every if f.name.startswith(incomplete)]


def list_option(lines: Callable[[], list[str]]) -> Callable[[F], F]:
    """`--list`.

    Args:
        lines: gives a line for each format.
    """

    def told(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        del param
        if wanted and not ctx.resilient_parsing:
            click.echo("\n".join(lines()))
            ctx.exit()

    return click.option(
        "--list", is_flag=True, is_eager=True, expose_value=False, callback=told, help="List the formats."
    )
