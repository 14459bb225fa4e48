"""`serve`: the review page, in a browser."""

import socket
import webbrowser
from pathlib import Path
from threading import Timer

import click

from sourcebook.cli.options import Book, book_option, examples
from sourcebook.cli.users import accounts_at, accounts_option

_SOON = 0.8  # seconds until the server answers


@click.command(
    epilog=examples(
        "sourcebook serve                       the book here, at http://127.0.0.1:8321",
        "sourcebook serve --book war.sourcebook --open",
        "sourcebook serve --https-cookies --name reports.example.org   behind a proxy, for a team",
    ),
    short_help="Look at the book, judge and add in a browser.",
)
@book_option()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; any but this machine's own needs accounts.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port; 0 for any."
)
@click.option("--open", "browse", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with actors, places and settings of your own.",
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="Another name under which the page is reached."
)
@click.option(
    "--https-cookies",
    is_flag=True,
    help="A proxy on this machine speaks HTTPS: cookies go over HTTPS alone, and it says who asks.",
)
@accounts_option
def serve(
    book: Book,
    host: str,
    port: int,
    browse: bool,
    project: Path | None,
    names: tuple[str, ...],
    https_cookies: bool,
    accounts: Path | None,
) -> None:
    """Serve the review page of a book until Ctrl-C.

    Only this machine reaches it, unless --host says otherwise. The address is printed to stderr.
    """
    from sourcebook.review.app import create_app
    from sourcebook.review.hosts import is_loopback
    from sourcebook.review.settings import Settings

    _check_accounts(book, accounts, beyond=not is_loopback(host) or bool(names) or https_cookies)
    with _listening(host, port) as listener:
        port = listener.getsockname()[1]
        app = create_app(
            Settings(
                book=book,
                host=host,
                port=port,
                project=project,
                names=names,
                https=https_cookies,
                accounts=accounts,
            )
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        app.state.books.ahead()
        click.echo(f"{book} at {address}; Ctrl-C stops", err=True)
        if browse:
            later = Timer(_SOON, webbrowser.open, [address])
            later.daemon = True
            later.start()
        _run(app, listener, proxied=https_cookies)


def _check_accounts(book: Book, accounts: Path | None, *, beyond: bool) -> None:
    """Beyond this machine nobody comes in without an account.

    Raises:
        click.ClickException: there is no admin.
    """
    from sourcebook.review.accounts import Users, open_accounts

    if accounts is None and not beyond and not isinstance(book, Path):
        return
    path = accounts_at(book, accounts)
    admins = Users(open_accounts(path, create=False)).admins() if path.exists() else 0
    if beyond and not admins:
        raise click.ClickException(
            f"other machines may reach this page, and {path} has no account of an admin; make one with "
            f"`sourcebook users add NAME --role admin --accounts {path}`, or leave out --host, --name "
            "and --https-cookies"
        )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as e:
        listener.close()
        why = f"{host} port {port} cannot be listened on: {e.strerror or e}"
        raise click.ClickException(f"{why}; another server may use it, --port takes another") from e
    return listener


def _run(app: object, listener: socket.socket, *, proxied: bool) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,  # type: ignore[arg-type] # any ASGI application
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxied,  # else whoever asks could say that he is somebody else
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=3,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn has shut down by then and raises it anew
        return
