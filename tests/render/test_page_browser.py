"""The page in a browser: what ties text and list, by mouse and by keys, and that nothing else happens."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secondsource.model.report import Failure, Report
from secondsource.model.statement import Reading
from secondsource.records import failure_row, reading_row
from secondsource.render.page import page as page_of
from tests.desk import standin
from tests.render import placed, rich

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no /usr/bin/chromium: apt-get install chromium"
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TAKE = "document['title']='taken'"
HOSTILE = f'<img src=x onerror="{TAKE}"><script>{TAKE}</script>'


class Opened:
    """A page in the browser, with all that it tried to fetch or complained of."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce"} | options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def lit(self) -> list[str]:
        """The words of the text that are highlighted, by stretch."""
        return self.page.evaluate("[...document.querySelectorAll('.text .on')].map(e => e.textContent)")

    def held(self) -> list[str]:
        """The ids of the items that are held."""
        return self.page.evaluate("[...document.querySelectorAll('.report .item.held')].map(e => e.id)")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def visible(self, selector: str) -> int:
        """How many elements can be seen."""
        return self.page.locator(selector).filter(visible=True).count()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One report, two reports and a failure, a hostile one, and a long one."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = Report(text=f"Ada Roe said {HOSTILE}.\n\nNext.", title=HOSTILE, path=HOSTILE, publisher=HOSTILE)
    rows = {
        "one": [standin.reading()],
        "two": [standin.reading(), standin.reading(title="A second report")],
        "hostile": [standin.StandInReader().read(hostile)],
        "long": [long_reading()],
        "rich": [rich.reading()],
        "placed": [placed.reading()],
        "grouped": [rich.reading(), rich.reading(title="A second report")],
    }
    made = {}
    for name, readings in rows.items():
        made[name] = folder / f"{name}.html"
        shown = [reading_row(reading, with_text=True) for reading in readings]
        if name == "two":
            shown.append(failure_row(Failure(path="wall.pdf", kind="not-text", message="no text")))
        made[name].write_text(page_of(shown, group=name == "grouped"), encoding="utf-8")
    return made


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    """Opens one of the pages; at the end none has fetched or complained of anything."""
    all_opened: list[Opened] = []

    def open_(name: str = "one", **options: Any) -> Opened:
        all_opened.append(Opened(browser, pages[name], **options))
        return all_opened[-1]

    yield open_
    for one in all_opened:
        assert one.complaints == []
        assert all(url.startswith("file://") or url == "data:," for url in one.requests)
        assert sum(url.startswith("file://") for url in one.requests) == 1
        one.context.close()


def long_reading() -> Reading:
    """5,000 words with 200 statements by 40 people."""
    names = [f"Officer {letter}o{more}" for more in ("", "a") for letter in string.ascii_uppercase[:20]]
    said = [f"{names[n % 40]} said the wall was {n} feet high." for n in range(200)]
    filler = " ".join(["Nothing else was known that day."] * 3)
    return standin.StandInReader().read(Report(text="\n\n".join(f"{one} {filler}" for one in said)))


def test_hovering_over_the_list_lights_the_words_their_source_and_cue(opened: Any) -> None:
    page = opened()
    page.page.hover("#r1-s13 .words")
    assert page.lit() == ["an inquiry to be opened this week"]
    by = page.page.evaluate("[...document.querySelectorAll('.text .by')].map(e => e.textContent)")
    assert by == ["An official of the coast guard", "expects"]


def test_hovering_over_the_words_lights_the_item(opened: Any) -> None:
    page = opened()
    page.page.hover(".text [data-s='13']")
    assert page.page.evaluate("document.querySelector('.item.on').id") == "r1-s13"
    page.page.mouse.move(5, 5)
    page.page.hover(".brand")
    assert page.lit() == []


def test_an_interrupted_statement_is_lit_as_a_whole(opened: Any) -> None:
    page = opened()
    page.page.hover("#r1-s2 .words")
    assert page.lit() == [
        'the vessel was "never in danger"',
        "it would ",
        "probably",
        " sail again before the weekend",
    ]


def test_clicking_the_words_holds_the_item_and_clicking_again_goes_outward(opened: Any) -> None:
    page = opened()
    for held in ("r1-s8", "r1-s7", "r1-s8"):
        page.page.click(".text .in >> nth=0")
        assert page.held() == [held]
    page.page.click("#r1-h")
    page.page.click(".text p >> nth=0", position={"x": 3, "y": 3})
    assert page.held() == []


def test_clicking_an_item_brings_its_words_into_view(opened: Any) -> None:
    page = opened("long")
    page.page.locator("#r1-s150").scroll_into_view_if_needed()
    page.page.click("#r1-s150 .words")
    assert page.held() == ["r1-s150"]
    assert page.lit() == ["the wall was 150 feet high"]
    box = page.page.locator(".text .on").bounding_box()
    assert 0 <= box["y"] <= DESKTOP["height"] - box["height"]


def test_clicking_words_brings_the_item_into_view_and_leaves_the_text_alone(opened: Any) -> None:
    page = opened("long")
    page.page.evaluate("document.querySelector('[data-s=\"120\"]').scrollIntoView({block: 'center'})")
    before = page.page.evaluate("scrollY")
    page.page.click(".text [data-s='120']")
    box = page.page.locator("#r1-s120").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= DESKTOP["height"] + 1
    assert page.page.evaluate("scrollY") == before


def test_keys_walk_through_the_statements(opened: Any) -> None:
    page = opened()
    page.press("j")
    assert page.held() == ["r1-s2"]
    page.press("j", "j", "k")
    assert page.held() == ["r1-s3"]
    page.press("ArrowDown", "ArrowDown", "ArrowUp")
    assert page.held() == ["r1-s4"]
    page.press("Escape")
    assert page.held() == []


def test_tab_and_enter_hold_a_statement(opened: Any) -> None:
    page = opened()
    page.page.focus("#r1-s9 .go")
    assert page.lit() == ["any warning had been given"]
    page.press("Tab")
    assert page.page.evaluate("document.activeElement.closest('.item').id") == "r1-s10"
    page.press("Enter")
    assert page.held() == ["r1-s10"]
    assert page.page.get_attribute("#r1-s10 .go", "aria-current") == "true"


def test_the_writers_own_assertions_are_shown_on_demand(opened: Any) -> None:
    page = opened()
    assert page.visible(".item.own") == 0
    page.press("w")
    assert page.visible(".item.own") == 6
    page.page.hover(".text .own >> nth=1")
    assert page.lit() == ["Nobody was hurt."]
    page.page.uncheck("#own")
    assert page.visible(".item.own") == 0


def test_sources_filter_both_sides(opened: Any) -> None:
    page = opened()
    page.page.click(".chip >> nth=0")
    assert page.visible(".item") == 4
    assert page.page.locator(".text [data-s='13'].off").count() == 1
    page.page.click(".chip >> nth=1")
    assert page.visible(".item") == 6
    page.press("j", "j", "j", "j", "j")
    assert page.held() == ["r1-s9"]
    page.press("Escape", "Escape")
    assert page.visible(".item") == 12
    assert page.page.locator(".text .off").count() == 0


def test_a_source_opens_to_what_is_known_of_it_and_leads_to_its_statements(opened: Any) -> None:
    page = opened("rich")
    assert page.page.locator(".chip").all_inner_texts()[:3] == [
        "Anna Berg 3",
        "Tom Berg 2",
        "Ida Lund and Per Voss 1",
    ]
    page.page.focus(".chip >> nth=1")
    page.press("Enter")
    known = page.page.inner_text(".party[open] .known")
    assert "Driver · person" in known and "“the driver”" in known
    assert page.visible(".item") == 2
    page.page.click(".party[open] .to >> nth=1")
    assert page.held() == ["r1-s9"]
    assert page.lit() == ["why nobody had stopped him at the border"]


def test_chain_basis_and_certainty_are_told_on_demand(opened: Any) -> None:
    page = opened("rich")
    assert page.visible(".how dl") == 0
    page.page.click("#r1-s6 summary")
    assert page.held() == []
    told = page.page.inner_text("#r1-s6 dl")
    for words in ("“believes”: likely, 55–80 %", "intercept: “intercepted calls”", "a Valmark diplomat → "):
        assert words in told
    page.page.click("#r1-s6 .to")
    assert page.held() == ["r1-s7"]
    assert page.page.is_checked("#own")
    page.page.hover("#r1-s6 .words")
    by = page.page.evaluate("[...document.querySelectorAll('.text .by')].map(e => e.textContent)")
    assert by == ["his country's intelligence service", "believes", "intercepted calls"]


def marked(page: Opened) -> list[str]:
    """The words of the text that a time, number or place stands at, by stretch."""
    found: list[str] = page.page.evaluate(
        "[...document.querySelectorAll('.text .v')].map(e => e.textContent)"
    )
    return found


def test_a_bar_leads_to_its_words_by_mouse_and_by_keys(opened: Any) -> None:
    page = opened("placed")
    assert page.visible("#r1-when") == page.visible(".panel >> nth=0") == 1
    bar = ".panel .val >> text=since Thursday"
    page.page.hover(bar)
    assert "".join(marked(page)) == "since Thursday"
    page.page.focus(".panel .val >> text=July")
    assert marked(page) == ["July"]
    page.press("Enter")
    box = page.page.locator(".text .v").bounding_box()
    assert 0 <= box["y"] <= DESKTOP["height"]
    page.press("Escape")
    assert marked(page) == []


def test_a_dot_and_a_country_lead_to_their_words(opened: Any) -> None:
    page = opened("placed")
    assert page.visible(".map circle") == 5
    page.page.click(".map a[aria-label^=Narva] circle")
    assert marked(page) == ["Narva"]
    box = page.page.locator(".text .v").bounding_box()
    assert 0 <= box["y"] <= DESKTOP["height"]
    page.page.focus(".map a[aria-label=Poland]")
    assert marked(page) == ["Poland"]


def test_tables_stand_behind_and_their_lines_lead_to_the_words_too(opened: Any) -> None:
    page = opened("placed")
    assert page.visible(".charts table") == 0
    page.page.click(".behind >> nth=0 >> summary")
    assert "not placed" in page.page.inner_text(".charts table >> nth=0")
    page.page.click(".charts td .val >> text=Recently")
    assert "".join(marked(page)) == "Recently"


def test_a_statement_tells_when_how_many_and_where_on_demand(opened: Any) -> None:
    page = opened("placed")
    page.page.click("#r1-s3 summary")
    told = page.page.inner_text("#r1-s3 dl")
    for words in ("“the spring of 2030”: 2030-03 to 2030-05", "≥ 40 cranes", "Gdansk, Pomerania, Poland"):
        assert words in told
    page.page.click("#r1-s3 .val >> text=cranes")
    assert marked(page) == ["At least 40"]


def test_without_scripts_bars_and_dots_lead_to_the_words(opened: Any) -> None:
    page = opened("placed", java_script_enabled=False)
    page.page.click(".panel .val >> text=July")
    assert page.page.url.endswith("#r1-when4")
    page.page.click(".map a[aria-label^=Riga] circle")
    assert page.page.url.endswith("#r1-at2")


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_the_charts_fit_and_no_words_of_an_axis_cover_others(opened: Any, width: int) -> None:
    page = opened("placed", viewport={"width": width, "height": 900})
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.page.evaluate(
        "[...document.querySelectorAll('.axis, .map')].map(s => [...s.querySelectorAll('text')]"
        ".map(t => t.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom]))"
    )
    for svg in boxes:
        for at, one in enumerate(svg):
            for two in svg[:at]:
                apart = one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] - 3 or two[1] >= one[3] - 3
                assert apart, (one, two)


def test_a_link_shows_a_statement_that_was_filtered_away(opened: Any) -> None:
    page = opened("rich")
    page.page.click(".chip >> text=intelligence")
    page.page.click("#r1-s6 summary")
    assert page.visible("#r1-s7") == 0
    page.page.click("#r1-s6 .to")
    assert page.held() == ["r1-s7"] and page.visible("#r1-s7") == 1


def test_grouped_keys_walk_down_the_list_as_it_stands(opened: Any) -> None:
    page = opened("grouped")
    page.press("j", "j", "j", "j")
    assert page.held() == ["r1-s8"]
    page.press("j", "k", "k")
    assert page.held() == ["r1-s4"]
    page.page.click("#r1 .chip >> text=diplomat")
    assert page.visible("#r1 .kind") == page.visible("#r1 .by-source") == 1
    assert page.visible("#r2 .by-source") == 7
    page.press("w")
    assert page.visible("#r2 .by-source") == 8


def test_help_opens_and_single_letters_can_be_turned_off(opened: Any) -> None:
    page = opened()
    page.press("?")
    assert page.visible("#help") == 1
    page.press("j")
    assert page.held() == []
    page.page.uncheck("#keys")
    page.press("Escape")
    assert page.visible("#help") == 0
    page.press("j", "?")
    assert page.held() == [] and page.visible("#help") == 0


def test_several_reports_have_an_index_and_keys_go_from_one_to_the_next(opened: Any) -> None:
    page = opened("two")
    assert page.page.locator(".index li").count() == 2
    assert page.visible("#unread") == 1
    page.page.click(".index li >> nth=1 >> a")
    assert page.page.url.endswith("#r2")
    page.press("j")
    assert page.held() == ["r2-s2"]
    page.press("Escape", "p")
    page.press("j")
    assert page.held()[0].startswith("r1-")
    page.press("Escape")
    page.page.focus("#r1-s15 .go")
    page.press("j")
    assert page.held() == ["r2-s2"]


def test_hostile_markup_is_inert(opened: Any) -> None:
    page = opened("hostile")
    assert page.page.evaluate("document.images.length") == 0
    assert page.page.title() == f"{HOSTILE} - Second Source"
    page.page.click(".text .s")
    assert page.lit() == [HOSTILE]


def test_even_an_injected_script_would_not_run(browser: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    text = pages["one"].read_text(encoding="utf-8").replace("</main>", f"{HOSTILE}</main>")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(text, encoding="utf-8")
    page = Opened(browser, spoilt)
    assert page.page.title() != "taken"
    assert len(page.complaints) == 3 and all("Content Security Policy" in one for one in page.complaints)
    page.context.close()


def test_on_a_phone_what_is_touched_comes_to_the_foot_and_nothing_is_cut_off(opened: Any) -> None:
    page = opened(viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.page.tap(".text [data-s='13']")
    assert page.visible("#card") == 1
    assert "an inquiry to be opened this week" in page.page.inner_text("#card")
    page.page.tap("#card button")
    assert page.visible("#card") == 0
    page = opened("rich", viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.page.tap(".text [data-s='5 6']")
    assert "“intercepted calls”" in page.page.inner_text("#card dl")
    page.page.tap("#card .to")
    assert page.held() == ["r1-s7"]


def test_a_long_report_is_quick_to_use(opened: Any) -> None:
    page = opened("long")
    took = page.page.evaluate(
        "(() => { const t = performance.now();"
        " for (let i = 0; i < 20; i++) document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}));"
        " return performance.now() - t; })()"
    )
    assert page.held() == ["r1-s19"]
    assert took < 2000


CONTRAST = """
(selectors) => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => { canvas.fillStyle = '#000'; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = colour => { const [r, g, b] = rgb(colour).map(v => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = element => { for (let e = element; e; e = e.parentElement) {
    const found = getComputedStyle(e).backgroundColor;
    if (found !== 'rgba(0, 0, 0, 0)') return found; } return '#fff'; };
  return selectors.flatMap(selector => [...document.querySelectorAll(selector)].map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return [selector + ' ' + e.className, (a + 0.05) / (b + 0.05)]; }));
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(opened: Any, scheme: str) -> None:
    page = opened("rich", color_scheme=scheme)
    page.press("w")
    page.page.evaluate("document.querySelectorAll('.report details').forEach(d => { d.open = true; })")
    chosen = ".key .tag .known .kind .how .to .chip .who .sure .base"
    found = page.page.evaluate(CONTRAST, chosen.split())
    page = opened("placed", color_scheme=scheme)
    page.page.evaluate("document.querySelectorAll('.report details').forEach(d => { d.open = true; })")
    page.page.hover(".panel .val >> nth=0")
    values = [
        ".val",
        ".told",
        ".small",
        ".charts h4",
        ".charts th",
        ".charts td",
        ".behind summary",
        ".text .v",
    ]
    found += page.page.evaluate(CONTRAST, values)
    page = opened("long", color_scheme=scheme)
    page.press("w")
    chosen = ".s .src .who .words .lead .notes .no .chip .details .brand-what .count"
    found += page.page.evaluate(CONTRAST, chosen.split())
    assert len({name for name, _ in found if "c9" in name}) > 0
    page.page.click("#r1-s3 .words")
    page.page.click(".chip >> nth=3")
    found += page.page.evaluate(CONTRAST, [".text .on", ".item.held *", ".chip"])
    poor = {name: round(ratio, 2) for name, ratio in found if ratio < 4.5}
    assert poor == {}


def test_in_print_the_list_follows_the_text_controls_are_gone_and_nothing_stays_folded(opened: Any) -> None:
    page = opened("rich", java_script_enabled=False)
    page.page.emulate_media(media="print")
    assert page.visible(".tools") == 0
    text, side = (page.page.locator(where).bounding_box() for where in (".text", ".side"))
    assert side["y"] >= text["y"] + text["height"]
    for folded in ("#r1-s6 dl", ".known >> nth=0"):
        assert page.page.locator(folded).bounding_box()["height"] > 10


def test_without_scripts_the_links_still_tie(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    page.page.click("#r1-s13 .go")
    assert page.page.url.endswith("#r1-t13")
    page.page.click(".chip >> nth=1")
    page.page.click(".party[open] .to >> nth=1")
    assert page.page.url.endswith("#r1-s10")
