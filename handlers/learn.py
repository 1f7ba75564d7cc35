"""Lessons screen by screen and quizzes with explained answers; the score lives in memory only."""

from __future__ import annotations

from dataclasses import dataclass

from awareness.errors import NotInLibrary
from awareness.library import Library
from awareness.types import Lesson, LessonId, Question, Quiz, QuizId
from channels.markup import literal
from handlers.conversation import Context, Conversation, Pick, Screen

_OPEN = "learn.open"


@dataclass(slots=True)
class QuizScore:
    """How many questions of the running quiz were answered right."""

    right: int = 0


def conversation(library: Library) -> Conversation:
    """Return the lessons and quizzes of `library`."""
    pages = _Pages(library)
    return Conversation(
        name="learn",
        commands=("hoc",),
        open=pages.list_all,
        choices={"lesson": pages.lesson, "quiz": pages.quiz, "answer": pages.answer},
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    library: Library

    async def list_all(self, context: Context) -> None:
        """Show every lesson, then every quiz, numbered."""
        lessons = [(lesson.title, "lesson", lesson.id) for lesson in self.library.lessons]
        quizzes = [(context.t("learn-quiz", title=quiz.title), "quiz", quiz.id) for quiz in self.library.quizzes]
        picks = tuple(
            Pick(label=f"{number}. {title}", action=action, argument=f"{item}/0")
            for number, (title, action, item) in enumerate([*lessons, *quizzes], start=1)
        )
        await context.show(Screen(text=context.t("learn" if picks else "learn-empty"), choices=picks))

    async def lesson(self, context: Context) -> None:
        """Show one screen of a lesson."""
        name, place = _taken_apart(context.argument)
        try:
            lesson = self.library.lesson(LessonId(name))
        except NotInLibrary:
            await self._gone(context)
            return
        place = min(place, len(lesson.screens) - 1)
        is_last = place == len(lesson.screens) - 1
        picks = self._after(context, lesson) if is_last else (_next(context, "lesson", lesson.id, place + 1),)
        above = (f"**{literal(lesson.title)}** ({place + 1}/{len(lesson.screens)})", self.library.mark(lesson))
        below = context.t("source", source=literal(lesson.source)) if is_last else ""
        text = _paragraphs("\n".join(filter(None, above)), literal(lesson.screens[place]), below)
        await context.show(Screen(text=text, choices=picks, back_to=_OPEN))

    async def quiz(self, context: Context) -> None:
        """Ask one question of a quiz."""
        name, place = _taken_apart(context.argument)
        try:
            quiz = self.library.quiz(QuizId(name))
        except NotInLibrary:
            await self._gone(context)
            return
        if place == 0:
            context.session.forget(QuizScore)
        question = quiz.questions[min(place, len(quiz.questions) - 1)]
        picks = tuple(
            Pick(label=f"{number}. {option.text}", action="answer", argument=f"{quiz.id}/{place}/{number - 1}")
            for number, option in enumerate(question.options, start=1)
        )
        title = f"**{literal(quiz.title)}** ({place + 1}/{len(quiz.questions)})"
        text = _paragraphs("\n".join(filter(None, (title, self.library.mark(quiz)))), literal(question.text))
        await context.show(Screen(text=text, choices=picks, back_to=_OPEN))

    async def answer(self, context: Context) -> None:
        """Explain the answer; after the last question tell the score."""
        head, _, chosen = context.argument.rpartition("/")
        name, place = _taken_apart(head)
        try:
            quiz = self.library.quiz(QuizId(name))
        except NotInLibrary:
            await self._gone(context)
            return
        question = quiz.questions[place]
        is_right = question.options[int(chosen)].right
        score = context.recall(QuizScore)
        score.right += is_right
        is_last = place == len(quiz.questions) - 1
        done = context.t("quiz-done", right=score.right, all=len(quiz.questions)) if is_last else ""
        source = context.t("source", source=literal(quiz.source)) if is_last else ""
        text = _paragraphs(_verdict(context, question, is_right=is_right), literal(question.explanation), done, source)
        picks = self._after_quiz(context, quiz) if is_last else (_next(context, "quiz", quiz.id, place + 1),)
        await context.show(Screen(text=text, choices=picks, back_to=_OPEN))

    def _after(self, context: Context, lesson: Lesson) -> tuple[Pick, ...]:
        if lesson.quiz is None:
            return ()
        return (Pick(label=context.t("learn-try-quiz"), action="quiz", argument=f"{lesson.quiz}/0"),)

    def _after_quiz(self, context: Context, quiz: Quiz) -> tuple[Pick, ...]:
        if quiz.lesson is None:
            return ()
        return (Pick(label=context.t("read-lesson"), action="lesson", argument=f"{quiz.lesson}/0"),)

    async def _gone(self, context: Context) -> None:
        context.notice(context.t("learn-gone"))
        await self.list_all(context)


def _verdict(context: Context, question: Question, *, is_right: bool) -> str:
    if is_right:
        return context.t("quiz-right")
    return context.t("quiz-wrong", right=literal(question.right_option.text))


def _next(context: Context, action: str, item: str, place: int) -> Pick:
    return Pick(label=context.t("next"), action=action, argument=f"{item}/{place}")


def _taken_apart(argument: str) -> tuple[str, int]:
    """Return the item and the place, from 0, of an argument that our own buttons carry."""
    name, _, place = argument.rpartition("/")
    return name, int(place)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))
