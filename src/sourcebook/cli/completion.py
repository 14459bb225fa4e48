"""`completion`: words for the Tab key."""

import click

from sourcebook.cli.options import examples


@click.command(
    epilog=examples(
        'eval "$(sourcebook completion bash)"                 in ~/.bashrc',
        'eval "$(sourcebook completion zsh)"                  in ~/.zshrc',
        "sourcebook completion fish > ~/.config/fish/completions/sourcebook.fish",
    ),
    short_help="Print what makes the Tab key complete commands.",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands and options on Tab."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # click knows all three
        raise click.ClickException(f"click cannot complete for {shell}")
    # the script is built here rather than by source(), which for bash starts a shell to ask for its version
    made = kind(ctx.find_root().command, {}, "sourcebook", "_SOURCEBOOK_COMPLETE")
    click.echo(made.source_template % made.source_vars())
