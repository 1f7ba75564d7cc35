"""Every web page: tip form and mailbox, officer, organizer and leader pages, demo."""
