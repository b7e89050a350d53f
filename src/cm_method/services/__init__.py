"""The services around the method: what is offered, to whom, by whom, how, and what is missing."""
