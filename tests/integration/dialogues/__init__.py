"""Dialogues read as dialogues, over the demo's local platform with the program's own parts."""
