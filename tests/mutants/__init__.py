"""The program broken on purpose: one small patch for each invariant, and the tests that must notice."""
