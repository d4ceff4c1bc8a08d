"""What a panel may be told to begin with: each is check(name, value), which gives the value back or says what is wanted."""

from functools import partial

from firstnn.digits import PIXELS
from firstnn.inputs import real_number, whole_number

digit = partial(whole_number, low=0, high=9)
seed = partial(whole_number, low=0, high=2**53 - 1)  # more, a browser cannot count
hidden_size = partial(whole_number, low=1, high=1000)
epochs = partial(whole_number, low=1, high=100_000)
noise_level = partial(whole_number, low=0, high=PIXELS)
samples = partial(whole_number, low=1, high=100_000)
learning_rate = partial(real_number, low=1e-300, below=1e301, low_allowed=True)
