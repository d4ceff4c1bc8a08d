"""Answers to the exercises of 05_training, right and wrong."""

import copy

import numpy as np

from firstnn import FirstNeuralNetwork


def update_by_loops(W, b, dW, db, learning_rate):
    W, b = W.copy(), b.copy()
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            W[i, j] -= learning_rate * dW[i, j]
    for j in range(b.shape[1]):
        b[0][j] = b[0][j] - learning_rate * db[0][j]
    return [W, b]


def in_place(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    b -= learning_rate * db
    return W, b


def in_place_biases(W, b, dW, db, learning_rate):
    b -= learning_rate * db
    return W - learning_rate * dW, b


def in_place_weights(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    return W, b - learning_rate * db


def in_place_without_return(W, b, dW, db, learning_rate):
    W -= learning_rate * dW


WRONG_UPDATES = {
    "sign": (lambda W, b, dW, db, learning_rate: (W + learning_rate * dW, b + learning_rate * db), "uphill"),
    "rate forgotten": (lambda W, b, dW, db, learning_rate: (W - dW, b - db), "learning rate is forgotten"),
    "both": (lambda W, b, dW, db, learning_rate: (W + dW, b + db), "Two things"),
    "weight only": (lambda W, b, dW, db, learning_rate: (W - learning_rate * dW, b), "biases stay"),
    "bias only": (lambda W, b, dW, db, learning_rate: (W, b - learning_rate * db), "weights stay"),
    "one array": (lambda W, b, dW, db, learning_rate: W - learning_rate * dW, "both new arrays"),
    "order": (lambda W, b, dW, db, learning_rate: (b - learning_rate * db, W - learning_rate * dW), "order"),
    "steps": (lambda W, b, dW, db, learning_rate: (learning_rate * dW, learning_rate * db), "steps themselves"),
    "negative steps": (lambda W, b, dW, db, learning_rate: (-learning_rate * dW, -learning_rate * db), "Add them to W"),
    "product": (lambda W, b, dW, db, learning_rate: (W - learning_rate * dW * W, b - learning_rate * db * b), "multiply W"),
    "division": (lambda W, b, dW, db, learning_rate: (W - dW / learning_rate, b - db / learning_rate), "divide"),
    "brackets": (lambda W, b, dW, db, learning_rate: (learning_rate * (W - dW), learning_rate * (b - db)), "Brackets"),
    "unchanged": (lambda W, b, dW, db, learning_rate: (W, b), "as they were"),
    "own rate": (lambda W, b, dW, db, learning_rate: (W - 0.01 * dW, b - 0.01 * db), "0.01"),
    "rate of one example": (lambda W, b, dW, db, learning_rate: (W - 0.5 * dW, b - 0.5 * db), "0.5"),
    "in place": (in_place, "W = W - "),
    "nothing back": (lambda W, b, dW, db, learning_rate: print(end=""), "return"),
    "error": (lambda W, b, dW, db, learning_rate: W @ dW, "ValueError"),
    "one argument": (lambda W: W, "takes 1 argument, but it is given 5"),
    "flat": (lambda W, b, dW, db, learning_rate: (W.ravel(), b.ravel()), "shape"),
    "exchanged slopes": (lambda W, b, dW, db, rate: (W - rate * db, b - rate * dW[:1]), "2 things"),
    "slope of b": (lambda W, b, dW, db, rate: (W - rate * db, b - rate * db), "Its own slope is dW"),
    "turned round": (lambda W, b, dW, db, rate: (rate * dW - W, rate * db - b), "W minus the step"),
    "rate twice": (lambda W, b, dW, db, rate: (W - rate**2 * dW, b - rate**2 * db), "Once is enough"),
    "two steps": (lambda W, b, dW, db, rate: (W - 2 * rate * dW, b - 2 * rate * db), "has lost 2 times"),
    "sizes": (lambda W, b, dW, db, rate: (W - rate * dW, b - rate * abs(db)), "everywhere the right sign"),
    "signs": (lambda W, b, dW, db, rate: (W - rate * np.sign(dW), b), "Print the old W"),
    "three": (lambda W, b, dW, db, learning_rate: (W, b, dW), "2 things"),
}


def lesson_loop(network, X, Y, learning_rate, epochs):
    losses = []
    for _epoch in range(epochs):
        Y_hat = network.forward(X)
        losses.append(network.compute_loss(Y, Y_hat))
        network.update_parameters(*network.backward(X, Y, Y_hat), learning_rate)
    return losses


def in_place_while(network, X, Y, learning_rate, epochs):
    losses, epoch = np.zeros(epochs), 0
    while epoch < epochs:
        Y_hat = network.forward(X)
        losses[epoch] = -np.mean([np.log(row[label]) for row, label in zip(Y_hat, Y)])
        dW1, db1, dW2, db2 = network.backward(X, Y, Y_hat)
        network.W1 -= learning_rate * dW1
        network.b1 -= learning_rate * db1
        network.W2 -= learning_rate * dW2
        network.b2 -= learning_rate * db2
        epoch += 1
    return losses


def gradients_once(network, X, Y, learning_rate, epochs):
    losses = []
    gradients = network.backward(X, Y, network.forward(X))
    for _ in range(epochs):
        losses.append(network.compute_loss(Y, network.forward(X)))
        network.update_parameters(*gradients, learning_rate)
    return losses


def all_once(network, X, Y, learning_rate, epochs):
    losses = []
    Y_hat = network.forward(X)
    loss, gradients = network.compute_loss(Y, Y_hat), network.backward(X, Y, Y_hat)
    for _ in range(epochs):
        losses.append(loss)
        network.update_parameters(*gradients, learning_rate)
    return losses


def forward_once(network, X, Y, learning_rate, epochs):
    losses = []
    Y_hat = network.forward(X)
    for _ in range(epochs):
        losses.append(network.compute_loss(Y, Y_hat))
        network.update_parameters(*network.backward(X, Y, Y_hat), learning_rate)
    return losses


def one_epoch_less(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(1, epochs):
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def one_epoch_more(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs + 1):
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def loss_after_the_loop_too(network, X, Y, learning_rate, epochs):
    return network.train(X, Y, learning_rate, epochs, report_every=None).loss


def loss_after_the_step(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network.update_parameters(*network.backward(X, Y, network.forward(X)), learning_rate)
        losses.append(network.compute_loss(Y, network.forward(X)))
    return losses


def loss_summed(network, X, Y, learning_rate, epochs):
    return [len(X) * loss for loss in lesson_loop(network, X, Y, learning_rate, epochs)]


def accuracy_recorded(network, X, Y, learning_rate, epochs):
    shares = []
    for _ in range(epochs):
        shares.append(np.mean(network.predict(X) == Y))
        lesson_loop(network, X, Y, learning_rate, 1)
    return shares


def probabilities_recorded(network, X, Y, learning_rate, epochs):
    kept = []
    for _ in range(epochs):
        kept.append(network.forward(X))
        lesson_loop(network, X, Y, learning_rate, 1)
    return kept


def no_update(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        Y_hat = network.forward(X)
        losses.append(network.compute_loss(Y, Y_hat))
        dW1, *_ = network.backward(X, Y, Y_hat)
        W1 = network.W1 - learning_rate * dW1  # noqa: F841
    return losses


def new_network(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network = FirstNeuralNetwork()
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def new_network_once(network, X, Y, learning_rate, epochs):
    return lesson_loop(FirstNeuralNetwork(rng=0), X, Y, learning_rate, epochs)


def new_weights(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network.W1 = np.random.default_rng(0).normal(size=network.W1.shape)
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def only(*learning):
    def learns_in_part(network, X, Y, learning_rate, epochs):
        losses = []
        for _ in range(epochs):
            Y_hat = network.forward(X)
            losses.append(network.compute_loss(Y, Y_hat))
            slopes = network.backward(X, Y, Y_hat)
            for name in learning:
                setattr(network, name, getattr(network, name) - learning_rate * getattr(slopes, f"d{name}"))
        return losses

    return learns_in_part


def climbing(network, X, Y, learning_rate, epochs):
    return only("W1", "b1", "W2", "b2")(network, X, Y, -learning_rate, epochs)


def list_inside(network, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        losses = lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def return_inside(network, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        return lesson_loop(network, X, Y, learning_rate, 1)


def network_back(network, X, Y, learning_rate, epochs):
    lesson_loop(network, X, Y, learning_rate, epochs)
    return network


def changes_the_data(network, X, Y, learning_rate, epochs):
    X[X == 0] = 0.5
    return lesson_loop(network, X, Y, learning_rate, epochs)


def swapped_losses(network, X, Y, learning_rate, epochs):
    return [network.compute_loss(network.forward(X), Y) for _ in range(epochs)]


def swapped_backward(network, X, Y, learning_rate, epochs):
    return [network.backward(X, network.forward(X), Y) for _ in range(epochs)]


def swapped_update(network, X, Y, learning_rate, epochs):
    return [network.update_parameters(learning_rate, *network.backward(X, Y, network.forward(X))) for _ in range(epochs)]


def swapped_pictures(network, X, Y, learning_rate, epochs):
    return [network.forward(Y) for _ in range(epochs)]


def stops(network, X, Y, learning_rate, epochs):
    return network.forwards(X)


WRONG_LOOPS = {
    gradients_once: "gradients are computed once",
    forward_once: "forward pass is made once",
    one_epoch_less: "One epoch is missing",
    one_epoch_more: "One epoch too many",
    loss_after_the_loop_too: "one loss too many",
    loss_after_the_step: "one step late",
    loss_summed: "sums",
    accuracy_recorded: "accuracies",
    probabilities_recorded: "Did you append Y_hat",
    lambda *given: given[0].train(*given[1:], report_every=None): "has the loop inside",
    lambda network, *given: [network.compute_loss for _ in range(4)]: "which brackets would call",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate**2, epochs): "rate twice",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, 0.7, epochs): "look at the step",
    lambda network, X, Y, *_: network.compute_loss(Y, network.predict(X)): "the table of probabilities",
    no_update: "never takes a step",
    new_network: "new FirstNeuralNetwork",
    climbing: "climb",
    only("W1", "W2"): "b1 and b2",
    only("W2", "b2"): "Only the output layer learns",
    only("W1", "b1"): "Only the hidden layer learns",
    list_inside: "the last loss alone",
    return_inside: "return stands inside",
    network_back: "You return the network",
    changes_the_data: "changes what it was given",
    stops: "AttributeError",
    swapped_losses: "compute_loss(Y, Y_hat)",
    swapped_backward: "compute_loss(Y, Y_hat), backward(X, Y, Y_hat)",
    swapped_update: "the learning rate last",
    swapped_pictures: "take all pictures at once",
    lambda network, X, Y, epochs, learning_rate: lesson_loop(network, X, Y, learning_rate, epochs): "range needs epochs",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, 1.0, epochs): "learning rate is forgotten",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(
        network, X, Y, 0.01, epochs
    ): "always take the learning rate 0.01",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, 0.5, epochs): "learning rate 0.5",
    lambda *given: lesson_loop(*given)[::2]: "2 of the 4 losses",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, 50): "50 losses",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, epochs + 2): "6 losses",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, epochs)[-1]: "one number",
    lambda network, X, Y, learning_rate, epochs: (lesson_loop(network, X, Y, learning_rate, epochs), 3): "several things",
    lambda network, X, Y, learning_rate, epochs: [lesson_loop(network, X, Y, learning_rate, epochs), []][1]: "stays empty",
    lambda network, X, Y, learning_rate, epochs: {"losses": 1}: "not a dictionary",
    lambda network, X, Y, learning_rate, epochs: print(end=""): "gives nothing back",
    lambda network, X: 3: "takes 2 arguments, but it is given 5",
    lambda network, X, Y, learning_rate, epochs: [2.5] + [float("nan")] * (epochs - 1): "NaN",
}


def as_a_tuple(*arguments):
    return tuple(lesson_loop(*arguments))


def new_network_with_a_seed(network, X, Y, learning_rate, epochs):
    return [loss for _ in range(epochs) for loss in new_network_once(network, X, Y, learning_rate, 1)]


def weights_like_the_old_ones(network, X, Y, learning_rate, epochs):
    network.W2 = FirstNeuralNetwork(hidden_size=network.hidden_size, rng=0).W2
    return lesson_loop(network, X, Y, learning_rate, epochs)


def weights_of_zero(network, X, Y, learning_rate, epochs):
    network.W1 = np.zeros_like(network.W1)
    return lesson_loop(network, X, Y, learning_rate, epochs)


def trains_a_copy(network, *arguments):
    return lesson_loop(copy.deepcopy(network), *arguments)


def late_with_a_rate_of_its_own(network, X, Y, learning_rate, epochs):
    return loss_after_the_step(network, X, Y, 1.0, epochs)


def bits(network, X, Y, learning_rate, epochs):
    return [loss / np.log(2) for loss in lesson_loop(network, X, Y, learning_rate, epochs)]


def slopes_for_weights(network, X, Y, learning_rate, epochs):
    losses = lesson_loop(network, X, Y, learning_rate, epochs)
    network.W1 = learning_rate * network.backward(X, Y, network.forward(X)).dW1
    return losses


def weights_halved(network, X, Y, learning_rate, epochs):
    network.W1 = network.W1 / 2
    return lesson_loop(network, X, Y, learning_rate, epochs)


def no_update_and(recorded):
    def never_a_step(network, X, Y, learning_rate, epochs):
        return [recorded(network, X, Y) for _ in range(epochs)]

    return never_a_step


def new_bases(momentum_of=lambda m: m, slope_of=lambda m: 1, order=(0, 1), sign=-1):
    def momentum_step(parameters, gradients, velocity, learning_rate, momentum):
        new = [momentum_of(momentum) * V + slope_of(momentum) * dW for V, dW in zip(velocity, gradients)]
        both = [W + sign * learning_rate * V for W, V in zip(parameters, new)], new
        return [both[k] for k in order]

    return momentum_step


def with_the_old_velocity(parameters, gradients, velocity, learning_rate, momentum):
    moved = [W - learning_rate * V for W, V in zip(parameters, velocity)]
    return moved, [momentum * V + dW for V, dW in zip(velocity, gradients)]


def velocity_in_place(parameters, gradients, velocity, learning_rate, momentum):
    for V, dW in zip(velocity, gradients):
        V *= momentum
        V += dW
    return [W - learning_rate * V for W, V in zip(parameters, velocity)], velocity


def from_memory(**broken):
    """The whole network, with parts exchanged."""

    def get(name, right):
        return broken.get(name, right)

    def train_from_memory(X, Y, hidden_size, learning_rate, epochs, seed):
        rng = np.random.default_rng(get("seed", lambda seed: seed)(seed))
        inputs, outputs = X.shape[1], get("outputs", lambda Y: 10)(Y)
        draw = get("draw", lambda rng, shape: rng.normal(size=shape) * np.sqrt(2 / shape[0]))
        W1, W2 = draw(rng, (inputs, hidden_size)), draw(rng, (hidden_size, outputs))
        b1, b2 = get("b1", np.zeros((1, hidden_size))), np.zeros((1, outputs))
        T, kept = np.eye(outputs)[Y], None
        for _ in get("rounds", range)(epochs):
            Z1 = get("read", lambda X, W1, b1: X @ W1 + b1)(X, W1, b1)
            A1 = get("bend", lambda Z: np.maximum(0, Z))(Z1)
            Z2 = A1 @ W2 + b2
            E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
            Y_hat = E / E.sum(axis=1, keepdims=True)
            dZ2 = get("dZ2", lambda P, T: (P - T) / len(P))(Y_hat, T)
            dZ1 = get("dZ1", lambda dA1, Z1: dA1 * (Z1 > 0))(dZ2 @ (W2 - get("early", 0) * learning_rate * A1.T @ dZ2).T, Z1)
            slopes = [X.T @ dZ1, dZ1.sum(axis=0, keepdims=True), A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)]
            kept = kept or slopes
            slopes = kept if broken.get("once") else slopes
            rate = get("rate", lambda rate: rate)(learning_rate)
            moves = get("moves", (1, 1, 1, 1))
            W1, b1, W2, b2 = (W - m * rate * dW for W, dW, m in zip((W1, b1, W2, b2), slopes, moves))
        return get("give", lambda *all_four: all_four)(W1, b1, W2, b2)

    return train_from_memory


def in_place_from_memory(X, Y, hidden_size, learning_rate, epochs, seed):
    random = np.random.default_rng(seed)
    W2 = 0.1 * random.standard_normal((hidden_size, 10))
    W1 = 0.3 * random.standard_normal((X.shape[1], hidden_size))
    b1, b2 = 0.01 * np.ones((1, hidden_size)), np.zeros((1, 10))
    for _ in range(epochs):
        A1 = (X @ W1 + b1).clip(min=0)
        E = np.exp(A1 @ W2 + b2)
        push = E / E.sum(axis=1, keepdims=True)
        push[np.arange(len(Y)), Y] -= 1
        push /= len(Y)
        back = (push @ W2.T) * (A1 > 0)
        W2 -= learning_rate * A1.T @ push
        b2 -= learning_rate * push.sum(axis=0)
        W1 -= learning_rate * X.T @ back
        b1 -= learning_rate * back.sum(axis=0)
    return [W1, b1, W2, b2]


RIGHT = {
    "two_steps": [2.44, np.float64(2.44), np.array(2.44), 2.4400001],
    "update": [
        lambda W, b, dW, db, learning_rate: (W - learning_rate * dW, b - learning_rate * db),
        update_by_loops,
    ],
    "train": [lesson_loop, in_place_while, lambda *arguments: tuple(lesson_loop(*arguments))],
    "regimes": [
        ["oscillating", "crawling", "diverging", "good"],
        ("Oscillating ", "CRAWLING", "diverging", " good"),
        {"A": "oscillating", "B": "crawling", "C": "diverging", "D": "good"},
        {"a": "oscillating", "b": "crawling", "c": "diverging", "d": "good"},
    ],
    "momentum_step": [new_bases()],
    "network_from_memory": [
        from_memory(),
        in_place_from_memory,
        from_memory(draw=lambda rng, shape: rng.normal(size=shape)),
        from_memory(bend=np.tanh, dZ1=lambda dA1, Z1: dA1 * (1 - np.tanh(Z1) ** 2)),
    ],
}
WRONG = {
    "two_steps": {
        "after one step": 1.8,
        "same step twice": 2.6,
        "uphill": 1 - 0.8 - 0.96,
        "(2) You walk uphill": 0.2,
        "learning rate": 1.0,
        "slope after the first step": -6.4,
        "loss": 6.55,
        "the 2 is missing": 1.76,
        "old valley": 1.72,
        "after three steps": 2.952,
        "bottom of the valley": 5,
        "loss after one step": 10.24,
        "this number is rounded": 2.4,
    },
    "update": {word: wrong for wrong, word in WRONG_UPDATES.values()},
    "train": {word: wrong for wrong, word in WRONG_LOOPS.items()},
    "momentum_step": {
        "old velocity is forgotten": new_bases(lambda m: 0),
        "kept whole": new_bases(lambda m: 1),
        "share that stays": new_bases(lambda m: 1 - m),
        "as in some books": new_bases(slope_of=lambda m: 1 - m),
        "It belongs to the old velocity alone": new_bases(slope_of=lambda m: m),
        "wrong order": new_bases(order=(1, 0)),
        "uphill": new_bases(sign=1),
        "along the old velocity": with_the_old_velocity,
        "hand back the old velocity": lambda p, g, v, r, m: (new_bases()(p, g, v, r, m)[0], v),
        "hand back the lists": lambda p, g, v, r, m: (p, v),
        "changed places": new_bases(lambda m: 1, lambda m: m),
        "goes along the slope": lambda p, g, v, r, m: ([W - r * dW for W, dW in zip(p, g)], new_bases()(p, g, v, r, m)[1]),
        "four pairs": lambda *given: list(zip(*new_bases()(*given))),
        "and it holds 3": lambda *given: [part[:3] for part in new_bases()(*given)],
        "a generator": lambda p, g, v, r, m: ((W - r * (m * V + dW) for W, dW, V in zip(p, g, v)), v),
        "not right yet: W1, b1, W2 and b2": lambda p, g, v, r, m: ([W + 1 for W in p], v),
        "writes into them": velocity_in_place,
        "lists of four arrays": lambda p, g, v, rate, m: (p - rate * (m * v + g), m * v + g),
    },
    "network_from_memory": {
        "four arrays": from_memory(give=lambda *all_four: all_four[::2]),
        "W1 has shape": from_memory(give=lambda W1, b1, W2, b2: (W1.T, b1, W2, b2)),
        "W2 has shape (6, 9)": from_memory(outputs=lambda Y: Y.max() + 1),
        "start with equal weights": from_memory(draw=lambda rng, shape: np.zeros(shape)),
        "start differently": from_memory(seed=lambda seed: None),
        "same for each seed": from_memory(seed=lambda seed: 0),
        "same after 0, 1 and 2": from_memory(moves=(0, 0, 0, 0)),
        "b1 and b2 never move": from_memory(moves=(1, 0, 1, 0)),
        "W1 never moves": from_memory(moves=(0, 1, 1, 1)),
        "climbs": from_memory(rate=lambda rate: -rate),
        "learning rate is forgotten": from_memory(rate=lambda rate: 1),
        "same as the first": from_memory(once=True),
        "division by N is missing": from_memory(dZ2=lambda P, T: P - T),
        "T holds the 1/N": from_memory(dZ2=lambda P, T: P - T / len(P)),
        "ever switched off": from_memory(dZ1=lambda dA1, Z1: dA1),
        "ReLU is forgotten": from_memory(bend=lambda Z: Z),
        "With epochs=1 nothing changes": from_memory(rounds=lambda epochs: range(1, epochs)),
        "W1 starts with zeros alone": from_memory(draw=lambda rng, shape: rng.normal(size=shape) * (shape[1] == 10)),
        "W1 starts too large": from_memory(draw=lambda rng, shape: 5 * rng.normal(size=shape)),
        "1/36 of those": from_memory(draw=lambda rng, shape: 0.01 * rng.normal(size=shape)),
        "another order": from_memory(give=lambda W1, b1, W2, b2: (W2, b2, W1, b1)),
        "always take the learning rate 0.1": from_memory(rate=lambda rate: 0.1),
        "learning rate is in your steps twice": from_memory(rate=lambda rate: rate**2),
        "a step is taken already": from_memory(rounds=lambda epochs: range(epochs + 1)),
        "the second is not. dW1, db1, dW2 and db2: b1 is missing": from_memory(read=lambda X, W1, b1: X @ W1),
        "W2 takes its step before dA1": from_memory(early=1),
    },
}
ANOTHER_NETWORK = [
    new_network,
    new_network_once,
    new_network_with_a_seed,
    new_weights,
    weights_like_the_old_ones,
    weights_of_zero,
    trains_a_copy,
]
THIS_NETWORK = [
    late_with_a_rate_of_its_own,
    bits,
    slopes_for_weights,
    weights_halved,
    lambda network, X, Y, learning_rate, epochs: [network.compute_loss(Y, network.forward(X))],
    no_update_and(lambda network, X, Y: np.mean(network.predict(X) == Y)),
    no_update_and(lambda network, X, Y: len(X) * network.compute_loss(Y, network.forward(X))),
]
