"""Languages are named when sure, and refused only when surely not English."""
# ruff: noqa: E501  (a case is easier to read on one line)

from __future__ import annotations

import socket

import pytest

from secondsource.intake.language import language_of, verdict
from tests.intake.pages import PROSE, failure_of, page, paragraphs, report_of

TEXTS = {
    "de": "Der Damm oberhalb der Bucht hat in der Nacht gehalten, sagte die Ingenieurin dem Rat. Das Wasser stand eine "
    "Handbreit unter der Krone, bevor der Regen um vier Uhr aufhörte. Drei Familien schliefen in der Schule.",
    "fr": "Le barrage au-dessus de la baie a tenu toute la nuit, a dit l'ingénieure au conseil. L'eau était montée à une "
    "main de la crête avant que la pluie ne cesse à quatre heures. Trois familles ont dormi dans l'école.",
    "ru": "Плотина над заливом выдержала ночь, сообщила инженер совету. Вода не дошла до гребня на ладонь, когда в четыре "
    "часа дождь прекратился. Три семьи с нижней улицы ночевали в школе и утром вернулись домой.",
    "zh": "海湾上方的大坝整夜没有决口，工程师告诉议会。凌晨四点雨停之前，水位距离坝顶只有一掌之遥。下街的三户人家在学校过夜，早饭后回家。"
    * 4,
    "es": "La presa sobre la bahía aguantó toda la noche, dijo la ingeniera al consejo. El agua había subido a un palmo de la "
    "cresta antes de que la lluvia cesara a las cuatro. Tres familias durmieron en la escuela.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_foreign_text_is_refused_and_named(code: str, text: str) -> None:
    for body in ((text * 2).encode(), page(f"<article><h1>x</h1>{paragraphs([text] * 2)}</article>")):
        failure = failure_of(body)
        assert failure.kind == "language" and "--language any" in failure.message
        assert report_of(body, language="any").language == code


def test_a_foreign_text_of_few_letters_is_read() -> None:
    assert report_of(TEXTS["de"][:120].encode()).text == TEXTS["de"][:120]


@pytest.mark.parametrize("text", [" ".join(PROSE), " ".join(PROSE).upper(), " ".join(PROSE).lower()])
def test_english_in_every_case_is_english(text: str) -> None:
    assert report_of(text.encode()).language == "en"


def test_english_with_a_foreign_passage_is_read() -> None:
    assert report_of(("\n\n".join(PROSE) + "\n\n" + TEXTS["de"] * 2).encode()).text.startswith("The dam")


def test_a_text_with_a_good_part_of_english_is_read() -> None:
    report = report_of(("\n\n".join(PROSE) + "\n\n" + TEXTS["de"] * 9).encode())
    assert report.language == "de"


@pytest.mark.parametrize("code", ["de", "fr", "es", "ru"])
def test_a_foreign_text_in_capitals_is_what_it_is(code: str) -> None:
    assert verdict((TEXTS[code] * 2).upper()).language == code


def test_a_table_of_names_and_figures_is_not_refused() -> None:
    rows = "\n".join(f"Zorvik {n} Qaltan {n * 7} Mbeki-Ruiz {n % 3}" for n in range(40))
    assert report_of(rows.encode()).language in (None, "en")


def test_a_page_may_only_hint_at_its_language() -> None:
    assert language_of("The dam holds, said the engineer.", hint="en-GB") == "en"
    assert language_of("Der Damm hält, sagte sie.", hint="en") is None
    assert language_of("Dam", hint="en") is None
    assert report_of(page(f"<article><h1>x</h1>{paragraphs()}</article>", lang="de")).language == "en"


def test_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(part: str) -> tuple[str, float]:
        raise AssertionError("the model was asked")

    monkeypatch.setattr("secondsource.intake.language._predict", broken)
    assert verdict(" ".join(PROSE)).language == "en"


def test_the_model_comes_from_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    from secondsource.intake import language

    language._model.cache_clear()
    assert verdict(TEXTS["fr"]).language == "fr"
