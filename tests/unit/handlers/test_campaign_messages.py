"""What a campaign's message carries where a platform lacks something, and the marks above it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from channels.contract import Capabilities
from channels.local import full_capabilities, plain_capabilities
from channels.render import render
from handlers import texts
from handlers.campaign_messages import CampaignRenderer
from storage.campaigns.types import Content
from storage.residents.types import Language

CONTENT = Content(title="Họp", text="Mời *bà con*.", question="Đến không?", options=("Có", "Bận"), picture=b"jpeg")
RENDERER = CampaignRenderer(catalogue=texts.load())


@pytest.mark.parametrize("language", Language)
def test_without_pictures_the_words_stand_alone_and_say_so(language: Language) -> None:
    blind = replace(full_capabilities(), photos=False)
    shown = RENDERER(CONTENT, run="r", language=language, capabilities=blind)
    seeing = RENDERER(CONTENT, run="r", language=language, capabilities=full_capabilities())
    assert (shown.picture, seeing.picture) == (None, b"jpeg")
    assert len(shown.text) > len(seeing.text)
    words_only = RENDERER(replace(CONTENT, picture=None), run="r", language=language, capabilities=blind)
    assert words_only.text == seeing.text, "where there is no picture nothing is missed"


@pytest.mark.parametrize("capabilities", [full_capabilities(), plain_capabilities()])
def test_a_long_text_follows_its_picture_as_a_second_part(capabilities: Capabilities) -> None:
    long = replace(CONTENT, text="Bà con giữ gìn nhau nhé. " * 60)
    first, *others = render(
        RENDERER(long, run="r", language=Language.VIETNAMESE, capabilities=capabilities), capabilities
    )
    assert first.picture == b"jpeg"
    assert len(first.text) <= capabilities.caption_limit
    assert others
    assert all(part.picture is None for part in others)
    assert "Đến không?" in others[-1].text


def test_the_question_stands_right_above_its_answers_and_says_how_to_answer_without_buttons() -> None:
    ends = {}
    for capabilities in (full_capabilities(), plain_capabilities()):
        shown = RENDERER(CONTENT, run="r", language=Language.VIETNAMESE, capabilities=capabilities)
        ends[capabilities.buttons] = render(shown, capabilities)[-1].text.partition("/dung")[2].strip()
    assert ends[True] == "Đến không?"
    assert ends[False] == "Đến không?\nTrả lời bằng một chữ: a, b\n\na. Có\nb. Bận"


def test_tests_and_repeats_are_marked_above_everything() -> None:
    marked = RENDERER(
        CONTENT,
        run="",
        language=Language.VIETNAMESE,
        capabilities=full_capabilities(),
        is_test=True,
        is_repeat=True,
    )
    head, repeat = marked.text.splitlines()[:2]
    assert "[THỬ]" in head
    assert "có thể bạn đã nhận" in repeat
