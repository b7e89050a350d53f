"""The partnership around the method: agreement, calendar, standing, account, final report."""
