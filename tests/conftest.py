"""What every test stands on: a closed network, and properties that are the same on every machine."""

from hypothesis import HealthCheck, settings

from tests.guard.loopback import close_the_network

close_the_network()

# No deadline: how fast a machine is says nothing about what is right. Derandomised: a red light is red again.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
