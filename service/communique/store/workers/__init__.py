"""Query workers: processes that hold the dataset, run one query each at a time, and can be killed."""
