"""`demo`: a tour."""

import click


@click.command()
def demo() -> None:
    """Tour."""
