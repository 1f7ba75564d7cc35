"""What every test stands on: a closed network."""

from tests.guard.loopback import close_the_network

close_the_network()
