"""What stands before FastAPI: layers that know requests and answers, and nothing of what is published."""
