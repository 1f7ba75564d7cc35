ask-subjects = Or pick a subject (in Vietnamese).
ask-subject = **{ $subject }**
    Pick one, or write your own question.
ask-several = Several answers come near to your question. Which one?
ask-gone = That one is gone. These are the present subjects.
ask-more = Show more
ask-others = Other questions
