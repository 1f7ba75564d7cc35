"""Pages for residents: start page, tip form, mailbox, promises."""
