"""Events: the list by date, and the page of each with what every outlet tells of it."""
