"""Lessons screen by screen and quizzes with explained answers; what was read and the score live in memory only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from awareness.choose import lesson_of_the_week, next_lesson
from awareness.errors import NotInLibrary
from awareness.library import Library
from awareness.types import Lesson, LessonId, Question, Quiz, QuizId
from channels.contract import Outgoing
from channels.markup import literal
from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.relative import HELPING
from handlers.screens import MENU

_OPEN: Final = "learn.open"
_PAGE: Final = 7
"""Lessons on one list: what a small phone shows without scrolling."""
_FAMILY_TOPIC: Final = "gia-dinh"


@dataclass(slots=True)
class QuizScore:
    """How many questions of the running quiz were answered right."""

    right: int = 0


@dataclass(slots=True)
class Finished:
    """The lessons and quizzes that were gone through in this chat, while it is remembered."""

    lessons: frozenset[LessonId] = frozenset()
    quizzes: frozenset[QuizId] = frozenset()


def conversation(library: Library, web_address: str = "") -> Conversation:
    """Return the lessons and quizzes of `library`. `web_address` goes into what is passed on to a friend."""
    pages = _Pages(library, web_address)
    return Conversation(
        name="learn",
        commands=("hoc",),
        open=pages.list_all,
        choices={
            "more": pages.more,
            "quizzes": pages.list_quizzes,
            "lesson": pages.lesson,
            "tell": pages.tell,
            "quiz": pages.quiz,
            "answer": pages.answer,
        },
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    library: Library
    web_address: str

    async def list_all(self, context: Context) -> None:
        """Show the first lessons, those not read yet before the others, and the way to the rest."""
        await self._list(context, 0)

    async def more(self, context: Context) -> None:
        """Show a later page of the lessons."""
        await self._list(context, int(context.argument))

    async def list_quizzes(self, context: Context) -> None:
        """Show the quizzes by name."""
        picks = _numbered([(quiz.title, "quiz", f"{quiz.id}/0") for quiz in self.library.quizzes])
        await context.show(Screen(text=context.t("learn-quizzes"), choices=picks, back_to=_OPEN))

    async def lesson(self, context: Context) -> None:
        """Show one screen of a lesson, the first one with its picture."""
        name, place = _taken_apart(context.argument)
        lesson = self._lesson(name)
        if lesson is None:
            await self._gone(context)
            return
        place = min(place, len(lesson.screens) - 1)
        is_last = place == len(lesson.screens) - 1
        if is_last:
            context.recall(Finished).lessons |= {lesson.id}
        picks = self._after(context, lesson) if is_last else (_next(context, "lesson", lesson.id, place + 1),)
        above = (f"**{literal(lesson.title)}** ({place + 1}/{len(lesson.screens)})", self.library.mark(lesson))
        below = context.t("source", source=literal(lesson.source)) if is_last else ""
        text = _paragraphs("\n".join(filter(None, above)), literal(lesson.screens[place]), below)
        shown = lesson.picture if place == 0 else None
        picture = self.library.picture(shown) if shown is not None else None
        alt = shown.alt if shown is not None else ""
        await context.show(Screen(text=text, choices=picks, picture=picture, picture_alt=alt, back_to=_OPEN))

    async def tell(self, context: Context) -> None:
        """Say a lesson in a message of its own, ready to be passed on."""
        lesson = self._lesson(context.argument)
        if lesson is None:
            await self._gone(context)
            return
        address = context.t("tell-address", address=literal(self.web_address)) if self.web_address else ""
        parts = (f"**{literal(lesson.title)}**", literal(lesson.screens[0]), context.t("tell-from"), address)
        await context.say(Outgoing(text=_paragraphs(*parts)))
        picks = self._after(context, lesson, is_told=True)
        await context.show(Screen(text=context.t("tell"), choices=picks, back_to=_OPEN), anew=True)

    async def quiz(self, context: Context) -> None:
        """Ask one question of a quiz."""
        name, place = _taken_apart(context.argument)
        quiz = self._quiz(name)
        if quiz is None:
            await self._gone(context)
            return
        if place == 0:
            context.session.forget(QuizScore)
        place = min(place, len(quiz.questions) - 1)
        question = quiz.questions[place]
        picks = _numbered(
            [(option.text, "answer", f"{quiz.id}/{place}/{number}") for number, option in enumerate(question.options)]
        )
        title = f"**{literal(quiz.title)}** ({place + 1}/{len(quiz.questions)})"
        text = _paragraphs("\n".join(filter(None, (title, self.library.mark(quiz)))), literal(question.text))
        await context.show(Screen(text=text, choices=picks, back_to=_OPEN))

    async def answer(self, context: Context) -> None:
        """Explain the answer; after the last question tell the score and what to do next."""
        head, _, chosen = context.argument.rpartition("/")
        name, place = _taken_apart(head)
        quiz = self._quiz(name)
        if quiz is None:
            await self._gone(context)
            return
        question = quiz.questions[place]
        is_right = question.options[int(chosen)].right
        score = context.recall(QuizScore)
        score.right += is_right
        is_last = place == len(quiz.questions) - 1
        if is_last:
            context.recall(Finished).quizzes |= {quiz.id}
        done = context.t("quiz-done", right=score.right, all=len(quiz.questions)) if is_last else ""
        source = context.t("source", source=literal(quiz.source)) if is_last else ""
        text = _paragraphs(_verdict(context, question, is_right=is_right), literal(question.explanation), done, source)
        picks = self._after_quiz(context, quiz) if is_last else (_next(context, "quiz", quiz.id, place + 1),)
        await context.show(Screen(text=text, choices=picks, back_to=_OPEN))

    async def _list(self, context: Context, page: int) -> None:
        finished = context.recall(Finished).lessons
        of_the_week = lesson_of_the_week(self.library.lessons, context.now.date())
        lessons = _in_order(self.library.lessons, finished, of_the_week)
        shown = lessons[page * _PAGE : (page + 1) * _PAGE]
        picks = list(_numbered([(lesson.title, "lesson", f"{lesson.id}/0") for lesson in shown]))
        if len(lessons) > (page + 1) * _PAGE:
            picks.append(Pick(label=context.t("learn-more"), action="more", argument=str(page + 1)))
        if self.library.quizzes:
            picks.append(Pick(label=context.t("learn-quiz"), action="quizzes"))
        read = context.t("learn-read", read=len(finished), all=len(lessons)) if finished else ""
        week = context.t("learn-week", title=literal(of_the_week.title)) if of_the_week is not None else ""
        text = _paragraphs(context.t("learn" if picks else "learn-empty"), week, read)
        await context.show(Screen(text=text, choices=tuple(picks), back_to=_OPEN if page else MENU))

    def _after(self, context: Context, lesson: Lesson, *, is_told: bool = False) -> tuple[Pick, ...]:
        """Return what is worth doing after a lesson: its quiz, the next lesson, telling a friend."""
        picks: list[Pick] = []
        if lesson.quiz is not None and self._quiz(lesson.quiz) is not None:
            picks.append(Pick(label=context.t("learn-try-quiz"), action="quiz", argument=f"{lesson.quiz}/0"))
        following = next_lesson(self.library.lessons, context.recall(Finished).lessons | {lesson.id}, lesson.topics)
        if following is not None:
            label = context.t("learn-next", title=following.title)
            picks.append(Pick(label=label, action="lesson", argument=f"{following.id}/0"))
        if lesson.checklist is not None and self.library.checklists:
            label = context.t("family-checklist")
            picks.append(Pick(label=label, action="family.weeks", argument=lesson.checklist))
        if _FAMILY_TOPIC in lesson.topics and self.library.paths:
            picks.append(Pick(label=context.t("family-helping"), action=HELPING))
        if not is_told:
            picks.append(Pick(label=context.t("learn-tell"), action="tell", argument=lesson.id))
        return tuple(picks)

    def _after_quiz(self, context: Context, quiz: Quiz) -> tuple[Pick, ...]:
        finished = context.recall(Finished)
        picks: list[Pick] = []
        if quiz.lesson is not None and (lesson := self._lesson(quiz.lesson)) is not None:
            is_read = lesson.id in finished.lessons
            following = next_lesson(self.library.lessons, finished.lessons, quiz.topics) if is_read else lesson
            if following is not None:
                label = context.t("learn-next", title=following.title)
                picks.append(Pick(label=label, action="lesson", argument=f"{following.id}/0"))
        other = next((one for one in self.library.quizzes if one.id not in finished.quizzes), None)
        if other is not None:
            label = context.t("learn-next-quiz", title=other.title)
            picks.append(Pick(label=label, action="quiz", argument=f"{other.id}/0"))
        return tuple(picks)

    def _lesson(self, name: str) -> Lesson | None:
        try:
            return self.library.lesson(LessonId(name))
        except NotInLibrary:
            return None

    def _quiz(self, name: str) -> Quiz | None:
        try:
            return self.library.quiz(QuizId(name))
        except NotInLibrary:
            return None

    async def _gone(self, context: Context) -> None:
        context.notice(context.t("learn-gone"))
        await self.list_all(context)


def _in_order(lessons: Sequence[Lesson], finished: Collection[LessonId], first: Lesson | None) -> Sequence[Lesson]:
    """Return the lessons with those not read yet before the others, and in each part `first` at its head."""
    if first is not None:
        lessons = [first, *[lesson for lesson in lessons if lesson is not first]]
    if not finished:
        return lessons
    unread = [lesson for lesson in lessons if lesson.id not in finished]
    return [*unread, *[lesson for lesson in lessons if lesson.id in finished]]


def _verdict(context: Context, question: Question, *, is_right: bool) -> str:
    if is_right:
        return context.t("quiz-right")
    return context.t("quiz-wrong", right=literal(question.right_option.text))


def _numbered(items: Sequence[tuple[str, str, str]]) -> tuple[Pick, ...]:
    """Return a pick for each label, action and argument, the label with its number."""
    numbered = enumerate(items, start=1)
    return tuple([Pick(f"{number}. {label}", action, item) for number, (label, action, item) in numbered])


def _next(context: Context, action: str, item: str, place: int) -> Pick:
    return Pick(label=context.t("next"), action=action, argument=f"{item}/{place}")


def _taken_apart(argument: str) -> tuple[str, int]:
    """Return the item and the place, from 0, of an argument that our own buttons carry."""
    name, _, place = argument.rpartition("/")
    return name, int(place)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))
