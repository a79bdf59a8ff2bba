"""The commands and their options; what each does stands in a module of its own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Group, Parameter, UnknownCommandError

from secondsource.cli import ask, claims, decide, keep, serve, share, versions, watch
from secondsource.cli.options import HYPHEN as _HYPHEN
from secondsource.cli.words import tell
from secondsource.errors import SecondSourceError, UsageError
from secondsource.versions import PACKAGE

app = App(
    name="secondsource",
    help="Read and keep news reports: what is claimed, who says so, and in which words.",
    version=f"secondsource {PACKAGE}",
    version_flags=["--version"],
    help_format="plaintext",  # the others load a Markdown parser
    result_action="return_value",
)
_FLAG: dict[str, Any] = {"negative": "", "show_default": False}
_READ = Group("Read", sort_key=1)
_WHAT = Group("What is read", sort_key=1)
_HOW = Group("How it is shown", sort_key=2)


@app.command(group=_READ, usage="Usage: secondsource read INPUT... [OPTIONS]")
def read(
    *inputs: Annotated[str, Parameter(group=_WHAT)],
    format: Annotated[Literal["text", "json", "jsonl", "html", "csv"] | None, Parameter(group=_HOW)] = None,
    output: Annotated[str | None, Parameter(name=["--output", "-o"], group=_HOW)] = None,
    own: Annotated[bool, Parameter(**_FLAG, group=_HOW)] = False,
    group: Annotated[Literal["source"] | None, Parameter(group=_HOW)] = None,
    points: Annotated[bool, Parameter(**_FLAG, group=_HOW)] = False,
    with_text: Annotated[bool, Parameter(**_FLAG, group=_HOW)] = False,
    table: Annotated[Literal["times", "numbers", "places"] | None, Parameter(group=_HOW)] = None,
    bom: Annotated[bool, Parameter(**_FLAG, group=_HOW)] = False,
    raw: Annotated[bool, Parameter(**_FLAG, group=_HOW)] = False,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], **_FLAG, group=_HOW)] = False,
    published: Annotated[str | None, Parameter(group=_WHAT)] = None,
    publisher: Annotated[str | None, Parameter(group=_WHAT)] = None,
    language: Annotated[Literal["en", "any"], Parameter(group=_WHAT)] = "en",
    allow_private: Annotated[bool, Parameter(**_FLAG, group=_WHAT)] = False,
) -> int:
    """Show every statement of a report: who says it, how it is introduced, and what is said.

    Nothing is kept, and nothing leaves this machine; only an address is fetched.

    Parameters
    ----------
    inputs
        Files, folders, record files (.jsonl), addresses (http, https), or - for standard input.
    format
        text (for people), json (one list), jsonl (a line a report), html (one page that works offline), csv
        (of a table). Without it, text, or what the name given with -o ends in.
    output
        Write to this file instead of standard output; it appears whole or not at all.
    own
        In text: show also what the writer asserts alone, cut short.
    group
        In text and html: source puts together what each one says, the named sources first.
    points
        In text: show also the single propositions of what is said.
    table
        Instead of statements, a table of times, numbers or places: as text, csv or jsonl (a line a value).
    bom
        In csv: begin with a byte-order mark, which some spreadsheets need.
    with_text
        In json and jsonl: add the report's text.
    raw
        In json and jsonl: add the attributions as the reader's training corpus cuts them.
    quiet
        No progress and no summary.
    published
        When the reports were published, where they do not say it: 2024-10-18, or with a time.
    publisher
        Who published them, where they do not say it.
    language
        en reads English only and says so of other reports; any reads whatever comes.
    allow_private
        Fetch also addresses within private networks.
    """
    asked: dict[str, Any] = dict(locals())  # all options by their names, which are those of Wanted
    from secondsource.cli import read as command

    asked["inputs"] = tuple("-" if given == _HYPHEN else given for given in inputs)
    asked["output"] = "-" if output == _HYPHEN else output
    return command.read(command.Wanted(**asked))


@app.command(group=_READ, usage="Usage: secondsource schema NAME")
def schema(name: str, /) -> int:
    """Print the JSON Schema of what a command gives as json or jsonl.

    Parameters
    ----------
    name
        The command, as read, search, reports, show, sources, parties, timeline, changes or history; a name
        that is none of them is answered with all there are.
    """
    from secondsource.cli.output import ClosedPipe, opened
    from secondsource.records import line
    from secondsource.records import schema as schema_of

    with contextlib.suppress(ClosedPipe):
        opened(None).write((line(schema_of(name), indent=2) + "\n").encode())
    return 0


for part in (keep, watch, ask, claims, versions, decide, share, serve):
    part.register(app)
_BESIDES = Group("Besides", sort_key=9)
for flag in (*app.help_flags, *app.version_flags):
    app[flag].group = (_BESIDES,)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        tokens = [_HYPHEN if token == "-" else token for token in given]
        done = app(tokens, exit_on_error=False, print_error=False)
        return done if isinstance(done, int) else 0
    except UnknownCommandError:
        tell(f"there is no command {given[0]!r}; see secondsource --help")
        return 2
    except CycloptsError as error:
        tell(f"{_command(given)}{error}".rstrip(".") + f"; see secondsource {_command(given)[:-2]} --help")
        return 2
    except UsageError as error:
        tell(str(error))
        return 2
    except SecondSourceError as error:
        tell(str(error))
        return 1
    except Exception as error:
        from secondsource.cli.output import ClosedPipe

        if isinstance(error, ClosedPipe):
            return 0
        raise


def _command(given: Sequence[str]) -> str:
    """`read: ` when the arguments begin with that command."""
    return f"{given[0]}: " if given and given[0] in tuple(app) else ""
