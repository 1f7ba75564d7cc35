learn = **Learn**
    Each lesson takes about a minute (in Vietnamese). Which one?
learn-empty = No lesson has been approved yet. Please come back later.
learn-week = The lesson of this week: { $title }.
learn-more = More lessons
learn-read = You have read { $read } of { $all } this time. Those you have not read come first.
learn-quiz = Quizzes
learn-quizzes = **Quizzes**
    Every answer is explained (in Vietnamese). A wrong one does no harm.
learn-next = Read: { $title }
learn-next-quiz = Try: { $title }
learn-tell = Tell a friend
tell = The message stands right above. Hold it to pass it on to somebody you care for.
tell-from = I read this at Pháo Đài Quảng Trị: learn, ask and report without giving a name.
tell-address = See { $address }
learn-gone = That one is gone. These are the present ones.
learn-try-quiz = Try the quiz
quiz-right = **Right!**
quiz-wrong = **Not quite.** The right answer: { $right }
quiz-done = You had { $right } of { $all } right. Every new thing learnt is worth it.

ask = **Ask**
    What do you want to ask? One sentence, in Vietnamese; marks are not needed.
ask-none = There is no approved answer to this yet. Try other words, or call and ask.

family = **The family is a fortress**
    What would you like to do? Nothing from this part is kept, but for a reminder if you ask for one.
family-checklist = Small deeds week by week
family-helping = Helping a relative
family-week = Week { $week }: { $title }
family-week-count = • Week { $week }: { $done } of { $all }
family-done = We do this
family-later = Later
family-count = **Week { $week }: your home does { $done } of { $all } things.**
family-again = This week once more
family-next-week = On to week { $week }
relative-next = Read on: { $title }
relative-heard = Thank you for saying it. Let us look at it step by step.
