"""Labs, handouts, questions and the exercises on honesty."""
