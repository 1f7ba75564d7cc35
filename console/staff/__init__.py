"""Pages for people who work with the program: enrolment, sign-in, people, cases, campaigns."""
