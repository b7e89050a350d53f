"""The partnership: agreement, calendar, standing, account and final report."""
