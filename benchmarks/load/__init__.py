"""What an endpoint bears, beside a bare ASGI app that writes one row durably, in one run."""
