"""Pages that are no report are failures of their own kind; articles that look like them are not."""
# ruff: noqa: E501  (a page is easier to read when each of its lines stays whole)

from __future__ import annotations

import pytest

from tests.intake.pages import CONSENT, PROSE, article, failure_of, linked_data, page, paragraphs, report_of

BUTTONS = "<button>Accept all</button><button>Manage options</button>"
LOGIN = (
    "<form action=/session><label>Email <input name=email></label><label>Password <input type=password></label>"
    "<button>Log in</button></form>"
)


def cards(count: int, teaser: str = "Two lines about it, and no more than that.") -> str:
    heads = ("Bridge opens in Vessel Bay", "Ferry late again on Tuesday", "School roof is mended at last")
    return "".join(
        f"<div class=item><h3><a href=/story/{n}>{heads[n % 3]} {n}</a></h3><p>{teaser}</p></div>"
        for n in range(count)
    )


CONSENT_WALLS = {
    "bare paragraphs": page(paragraphs(CONSENT) + BUTTONS, title="Vessel Bay Herald"),
    "inside an article element": page(
        f"<article><h1>Your privacy</h1>{paragraphs(CONSENT)}</article>" + BUTTONS
    ),
    "a known manager's box": page(
        f"<div id=onetrust-banner-sdk><h2>Cookies</h2>{paragraphs(CONSENT)}{BUTTONS}</div>", title="Herald"
    ),
    "many paragraphs": page(f"<main><h1>Before you continue</h1>{paragraphs(CONSENT * 6)}</main>{BUTTONS}"),
    "a list of purposes": page(
        "<div><h1>We care about your privacy</h1><p>We and 1,204 vendors store information on your device.</p>"
        "<ul><li>Personalised advertising, with your consent.</li><li>Measurement of ads and content.</li>"
        "<li>Precise location data, if you accept.</li></ul></div>" + BUTTONS
    ),
    "beside a menu": page(
        "<nav><a href=/a>News</a><a href=/b>Sport</a></nav>"
        + paragraphs(CONSENT)
        + "<footer>© Herald</footer>"
        + BUTTONS
    ),
    "buttons and a heading alone": page(
        f"<div class=cookie-consent><h2>Cookies on the Herald</h2>{BUTTONS}</div>"
    ),
    "in German": page(
        "<div id=cmpbox><h2>Datenschutz</h2><p>Wir und unsere Partner verwenden Cookies. Ihre Einwilligung ist "
        "freiwillig.</p><button>Alle akzeptieren</button></div>",
        title="Bote",
        lang="de",
    ),
}
LOGINS = {
    "a form alone": page(LOGIN, title="Log in"),
    "words and a form": page(
        f"<main><h1>Sign in to keep reading</h1><p>Already a member? Log in with your email.</p>{LOGIN}</main>"
    ),
    "a paywall without a form": page(
        "<main><h1>Dam holds</h1><p>Subscribe to continue reading. You have read your free articles this month.</p>"
        "<p>Get unlimited access to the Herald with a subscription; cancel any time.</p></main>"
    ),
    "with a line about the paper": page(
        f"<main><h1>Log in</h1><p>The Herald has covered the coast since the year of the great flood.</p>{LOGIN}</main>",
        title="Log in | Herald",
    ),
    "with long terms": page(
        "<main><h1>Log in</h1>"
        + LOGIN
        + paragraphs(
            [
                f"Your account and password are yours alone; rule {n} of our terms for members asks it of you."
                for n in range(15)
            ]
        )
        + "</main>",
        title="Log in",
    ),
}
NOT_FOUND = {
    "short": page("<h1>404</h1><p>The page you are looking for could not be found.</p>", title="404"),
    "with help": page(
        "<main><h1>Page not found</h1><p>Sorry, we can't find that page. It may have been moved or deleted.</p>"
        "<p>Check the address, go back to the home page, or try a search.</p></main>"
    ),
    "without a number": page(
        "<h1>Oops!</h1><p>This story no longer exists, or the link you followed is broken.</p>"
    ),
    "with news below": page(
        "<h1>Page not found</h1><p>Sorry, the page you were looking for does not exist.</p><h2>Latest</h2>"
        + cards(3, "")
    ),
}
ERRORS = {
    "forbidden": page(
        "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>"
        "<p>Reference #18.4f1</p>",
        title="Access Denied",
    ),
    "a check": page(
        "<h1>Just a moment...</h1><p>Checking your browser before you access the site. Please enable JavaScript.</p>",
        title="Just a moment...",
    ),
    "bad gateway": page(
        "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", title="502 Bad Gateway"
    ),
    "maintenance": page(
        "<h1>We'll be back soon</h1><p>Our site is down for maintenance. Please try again in an hour.</p>",
        title="Maintenance",
    ),
}
LINK_PAGES = {
    "headlines and teasers": page(f"<main><h1>Latest news</h1>{cards(9)}</main>", title="Herald: news from the bay"),
    "a list of links": page("<h1>Archive</h1><ul>" + "".join(
        f"<li><a href=/a/{n}>The council votes on the dam for the {n}th time</a></li>" for n in range(14)) + "</ul>"),
    "cards that are links as wholes": page(
        "<main>" + "".join(f"<a href=/s/{n}><h3>Ferry number {n} is late again</h3><p>Nobody knows why it is so.</p></a>"
                           for n in range(8)) + "</main>"
    ),
    "items that open with a link": page("<ul>" + "".join(
        f"<li><a href=/n/{n}>The harbour is open to boat {n}</a> The master said that the tide was high.</li>"
        for n in range(9)) + "</ul>"),
}  # fmt: skip
NO_ARTICLES = {
    "an empty body": page(""),
    "a shell for a script": page("<div id=root></div><script src=/app.js></script>"),
    "a picture": page("<h1>Dam</h1><img src=dam.jpg alt='The dam at night'>"),
    "a menu": page("<nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>"),
}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        pytest.param(kind, body, id=f"{kind}: {name}")
        for kind, bodies in {
            "consent-wall": CONSENT_WALLS,
            "login-page": LOGINS,
            "not-found-page": NOT_FOUND,
            "error-page": ERRORS,
            "link-page": LINK_PAGES,
            "no-article": NO_ARTICLES,
        }.items()
        for name, body in bodies.items()
    ],
)
def test_a_page_that_is_no_report_is_a_failure_of_its_kind(kind: str, body: bytes) -> None:
    failure = failure_of(body, language="any")
    assert failure.kind == kind
    assert len(failure.message) > 20 and "\n" not in failure.message


ABOUT_COOKIES = (
    "The data office of Vessel Bay fined a chain of bakeries 40,000 crowns on Monday over its cookie banner.",
    "The banner offered visitors a large button to accept and hid the settings, the office said in its ruling.",
    "“Consent that cannot be refused is no consent,” the commissioner, Ines Tolle, told reporters.",
    "A lawyer for the chain said that its partners had written the text and that it would appeal.",
)
ABOUT_LOGINS = (
    "Thieves took the passwords of 3,000 members of the Vessel Bay rowing club, police said on Friday.",
    "The club shut its login page at noon and told members to change the password of their email accounts.",
    "Its secretary, Tam Ortega, said the attackers had signed in with the account of a former treasurer.",
)
ABOUT_MISSING = (
    "A boy of nine who was missing for two days has not been found, the police of Hollin said on Sunday.",
    "Forty people searched the wood and the old quarry until dark; the search goes on at first light.",
)
REPORTS = {
    "about cookies": (page(f"<article><h1>Bakeries fined over cookies</h1>{paragraphs(ABOUT_COOKIES)}</article>"), "Tolle"),
    "about logins": (page(f"<main><h1>Club loses passwords</h1>{paragraphs(ABOUT_LOGINS)}</main>"), "Ortega"),
    "about a search": (page(f"<div><h1>Missing boy not found</h1>{paragraphs(ABOUT_MISSING)}</div>"), "quarry"),
    "under a consent box": (article(after=f"<div class=cookie-banner>{paragraphs(CONSENT)}{BUTTONS}</div>"), "spillway"),
    "with a consent box first": (
        page(f"<div id=consent>{paragraphs(CONSENT * 3)}{BUTTONS}</div><article><h1>Dam holds</h1>{paragraphs()}</article>"),
        "spillway",
    ),
    "with a login box": (article(after=f"<div class=modal>{LOGIN}</div>"), "spillway"),
    "with a login in the page's head": (
        page(f"<header role=banner>{LOGIN}</header><article><h1>Dam holds</h1>{paragraphs()}</article>"), "spillway"
    ),
    "short, with boxes around it": (
        page(f"<div class=modal>{LOGIN}</div><div id=onetrust-consent-sdk>{paragraphs(CONSENT)}{BUTTONS}</div>"
             "<main><h1>Ferry late</h1><p>The evening ferry was an hour late on Monday, the harbour said.</p></main>"),
        "evening ferry",
    ),
    "one sentence": (page("<h1>Ferry late</h1><p>The evening ferry was an hour late on Monday.</p>"), "evening ferry"),
    "with more news below": (article(after=f"<section><h2>More</h2>{cards(8)}</section>"), "spillway"),
    "a teaser before the paywall": (
        page(f"<main><h1>Dam holds</h1>{paragraphs(PROSE[:3])}<p>Subscribe to keep reading. Already a member? Log in.</p></main>"),
        "Three families",
    ),
    "a company's own notice": (
        page("<main><h1>What happened to your account</h1>" + paragraphs(
            ["We are writing to you because your email and password were in a file that was stolen from our server."] * 9)
            + "</main>"),
        "stolen",
    ),
    "a roundup with long items": (
        page("<main><h1>Morning letter</h1>" + "".join(
            f"<h2><a href=/s/{n}>Item number {n} of the day</a></h2>{paragraphs(PROSE[:3])}<p>That was item {n}.</p>"
            for n in range(6)) + "</main>"),
        "Three families",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "held"), REPORTS.values(), ids=REPORTS)
def test_an_article_is_a_report_whatever_lies_over_it(body: bytes, held: str) -> None:
    report = report_of(body)
    assert held in report.text
    for line in (*CONSENT, "Subscribe to keep reading"):
        assert line not in report.text


def test_a_page_that_calls_itself_an_article_is_no_page_of_links() -> None:
    body = page(
        f"<main><h1>Ferry late</h1><p>It was an hour late, the harbour said.</p>{cards(7)}</main>",
        head=linked_data(headline="Ferry late"),
    )
    assert "an hour late" in report_of(body).text


def test_a_short_report_among_many_links_is_a_report() -> None:
    menu = "".join(f"<p><a href='/{n}'>Ferries and harbours of the north {n}</a></p>" for n in range(12))
    lines = [f"<p>{line}</p>" for line in PROSE]
    for amid in ("", "<p><a href='/x'>Read also: the bridge that nobody wanted to pay for</a></p>"):
        told = "".join([*lines[:2], amid, *lines[2:]])
        report = report_of(page(f"{menu}<div><h1>Dam holds</h1>{told}</div>{menu}"))
        assert PROSE[-1] in report.text
