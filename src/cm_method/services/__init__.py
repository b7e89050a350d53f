"""The services around the method: what is offered, by whom, to whom, and what is missing."""
