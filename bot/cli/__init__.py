"""The command line: `nuocrut demo | run | check | migrate | rehearse | invite | export | form | import | …`."""

import typer

from bot.cli.papers import certificates, export, form, qr
from bot.cli.preparing import check, import_, new, rehearse
from bot.cli.running import demo, health, invite, migrate, run, unhook

__all__ = ["app"]

app = typer.Typer(
    help="Nước Rút: the chatbot that carries a trade union through an emulation sprint.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(run)
app.command()(new)
app.command()(check)
app.command()(rehearse)
app.command()(migrate)
app.command()(invite)
app.command()(unhook)
app.command()(export)
app.command()(form)
app.command("import")(import_)
app.command()(qr)
app.command()(certificates)
app.command()(health)
