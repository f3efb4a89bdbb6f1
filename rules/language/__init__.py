"""The few words that questions and protocols are written in."""
