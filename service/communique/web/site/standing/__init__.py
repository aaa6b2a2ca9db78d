"""Who stands where, by stance and over time: what the pages of agreements and of actors have in common."""
