"""Quoted posts and their authors."""

from __future__ import annotations

import pytest
from hypothesis import given

from secondsource.reading.posts import posts
from tests.reading.build import Text
from tests.text.test_segment import stays_linear
from tests.text.texts import texts


def told(text: str) -> list[tuple[str, str]]:
    """(author, post) of the posts of a text."""
    made = Text(text)
    return [(made.of(t.label), made.of(t.speech)) for t in posts(made.segments)]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("The dam held all night. — Orla Venn (@venn) May 3, 2019", "Orla Venn (@venn)"),
        ("The dam held all night. https://t.example/x pic.a/y — Rek (@rek) 3 May 2019", "Rek (@rek)"),
        ('<tweet id="4" author="@venn" date="May 3">The dam held all night.</tweet>', "@venn"),
        ("<blockquote data-author='Orla Venn'>The dam held all night.</blockquote>", "Orla Venn"),
        ('<tweet author="@v">The dam held all night. — Orla Venn (@v) May 3, 2019</tweet>', "Orla Venn (@v)"),
        ("Orla Venn @venn · 3h\n\nThe dam held all night.", "Orla Venn @venn"),
    ],
)  # fmt: skip
def test_the_author_stands_beside_the_post(text: str, author: str) -> None:
    assert told(f"It rained.\n\n{text}\n\nThe dam is old.") == [(author, "The dam held all night.")]


@pytest.mark.parametrize(
    "text",
    [
        "Write to venn@oskvard.example for more.",
        "The dam – Venn's (@venn) – held.",
        "<p>The dam held.</p>",
        "@venn",
    ],
)
def test_what_is_no_post(text: str) -> None:
    assert told(f"It rained.\n\n{text}\n\nThe dam is old.") == []


@given(texts)
def test_on_any_text_posts_are_not_empty(text: str) -> None:
    made = Text(text)
    for post in posts(made.segments):
        assert post.speech[0] < post.speech[1] <= len(made.segments)


@pytest.mark.parametrize("part", ["- a (@", "<a author=", "https://", "— A (@b) ", "@a ", " "])
def test_long_texts_take_time_in_proportion(part: str) -> None:
    assert stays_linear(lambda text: posts(text.segments), lambda n: Text("@ " + part * n), 300)
