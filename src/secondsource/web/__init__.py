"""The workbench in the browser: pages and a REST interface over one desk, served to this machine alone."""

from secondsource.web.app import build
from secondsource.web.serving import serve

__all__ = ["build", "serve"]
