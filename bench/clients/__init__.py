"""Programs that send a text to many chats: our ledger, and the peers as bare clients in a loop."""
