"""Conversations with a real database behind them."""
