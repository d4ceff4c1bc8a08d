"""Answers to the exercises of 04_backpropagation, right and wrong."""

import numpy as np

import firstnn


def right_gradient(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] = x[index] + step
        above = f(moved)
        moved[index] = x[index] - step
        gradient[index] = (above - f(moved)) / (2 * step)
    return gradient


def gradient_by_moving_there_and_back(f, x, step):
    x = x.copy()
    slopes = []
    for place in range(x.size):
        x.flat[place] += step
        above = f(x)
        x.flat[place] -= 2 * step
        below = f(x)
        x.flat[place] += step
        slopes.append((above - below) / 2 / step)
    return np.array(slopes).reshape(x.shape)


def copies_before_the_loop(f, x, step):
    gradient, above, below = np.zeros_like(x), x.copy(), x.copy()
    for index in np.ndindex(x.shape):
        above[index] += step
        below[index] -= step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient


def step_in_place_of_the_entry(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] = step
        below[index] = -step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient


def through_the_sizes(f, x, step):
    for index in x.shape:
        x[index] += step


def each_entry(slope):
    def gradient(f, x, step):
        result = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[index] += step
            down[index] -= step
            result[index] = slope(f(up), f(x), f(down), step)
        return result

    return gradient


def changes_its_argument(f, x, step):
    result = gradient_by_moving_there_and_back(f, x, step)
    x += 1
    return result


def central(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


def return_inside(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        gradient[index] = right_gradient(f, x, step)[index]
        return gradient


def rows_of_a_table(f, x, step):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        moved = x.copy()
        moved[i] = x[i] + step
        above = f(moved)
        moved[i] = x[i] - step
        gradient[i] = (above - f(moved)) / (2 * step)
    return gradient


def up_and_back(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += step
        above = f(moved)
        moved[index] -= step
        gradient[index] = (above - f(moved)) / (2 * step)
    return gradient


def tables_only(f, x, step):
    gradient = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            gradient[i, j] = right_gradient(f, x, step)[i, j]
    return gradient


WRONG_GRADIENTS = {
    "one side": each_entry(lambda up, here, down, step: (up - here) / step),
    "one step below": each_entry(lambda up, here, down, step: (here - down) / step),
    "twice too large": each_entry(lambda up, here, down, step: (up - down) / step),
    "by 2 alone": each_entry(lambda up, here, down, step: (up - down) / 2),
    "half a step": lambda f, x, step: right_gradient(f, x, step / 2),
    "how far f rises": each_entry(lambda up, here, down, step: up - down),
    "Write / (2 * step)": each_entry(lambda up, here, down, step: (up - down) / 2 * step),
    "wrong sign": each_entry(lambda up, here, down, step: (down - up) / (2 * step)),
    "add the two values": each_entry(lambda up, here, down, step: (up + down) / (2 * step)),
    "get one number": lambda f, x, step: (f(x + step) - f(x - step)) / (2 * step),
    "same slope": lambda f, x, step: np.full(x.shape, (f(x + step) - f(x - step)) / (2 * step)),
    "take fresh copies of x in each round": copies_before_the_loop,
    "becomes step and −step itself": step_in_place_of_the_entry,
    "runs through all its places": through_the_sizes,
    "added to every entry": lambda f, x, step: np.full_like(x, right_gradient(f, x, step).sum()),
    "np.ndindex takes the shape": lambda f, x, step: [0 for index in np.ndindex(x)],
    "one row": lambda f, x, step: [g for g in right_gradient(f, x, step).ravel()],
    "f takes the whole array": lambda f, x, step: np.reshape([central(f, x[i], step) for i in np.ndindex(x.shape)], x.shape),
    "comes after the loop": return_inside,
    "x[i] is a whole row": rows_of_a_table,
    "a step up and a step back": up_and_back,
    "Every slope is 0": lambda f, x, step: 0 * x,
    "step of your own": lambda f, x, step: right_gradient(f, x, 1e-6),
    "changes what it was given": changes_its_argument,
    "stopped with IndexError": tables_only,
    "gives nothing back": lambda f, x, step: print(end=""),
}


def backward_in_numpy(X, Y, W1, b1, W2, b2, **broken):
    Z1 = X @ W1 + b1
    A1 = broken.get("bend", firstnn.relu)(Z1)
    Y_hat = broken.get("share", firstnn.softmax)(broken.get("into", lambda Z1, A1: A1)(Z1, A1) @ W2 + b2)
    dZ2 = broken.get("dZ2", lambda Y_hat, T, Z2: (Y_hat - T) / len(T))(Y_hat, firstnn.one_hot(Y, W2.shape[1]), A1 @ W2 + b2)
    dA1 = dZ2 @ W2.T
    dZ1 = broken.get("dZ1", lambda dA1, Z1, A1: dA1 * (Z1 > 0))(dA1, Z1, A1)
    weights = broken.get("weights", lambda A, dZ: A.T @ dZ)
    bias = broken.get("bias", lambda dZ: dZ.sum(axis=0, keepdims=True))
    return weights(X, dZ1), bias(dZ1), weights(A1, dZ2), bias(dZ2)


def backward_in_loops(X, Y, W1, b1, W2, b2):
    N, hidden, outputs = len(X), len(W2), W2.shape[1]
    dW1, db1, dW2, db2 = np.zeros(W1.shape), np.zeros(b1.shape), np.zeros(W2.shape), np.zeros(b2.shape)
    for x, y in zip(X, Y):
        z1 = [b1[0, j] + sum(x[i] * W1[i, j] for i in range(len(x))) for j in range(hidden)]
        a1 = [max(0, z) for z in z1]
        e = [np.exp(b2[0, k] + sum(a1[j] * W2[j, k] for j in range(hidden))) for k in range(outputs)]
        for k in range(outputs):
            push = (e[k] / sum(e) - (k == y)) / N
            db2[0, k] += push
            for j in range(hidden):
                dW2[j, k] += a1[j] * push
                if z1[j] > 0:
                    db1[0, j] += W2[j, k] * push
                    dW1[:, j] += x * W2[j, k] * push
    return [dW1, db1, dW2, db2]


def broken(**parts):
    return lambda *arguments: backward_in_numpy(*arguments, **parts)


def one_slope_replaced(place, change):
    def backward(*arguments):
        slopes = list(backward_in_numpy(*arguments))
        slopes[place] = change(slopes[place])
        return slopes

    return backward


def z1_for_a1(X, Y, W1, b1, W2, b2):
    dW1, db1, _, db2 = backward_in_numpy(X, Y, W1, b1, W2, b2)
    Y_hat = firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2)
    return dW1, db1, (X @ W1 + b1).T @ (Y_hat - firstnn.one_hot(Y)) / len(X), db2


WRONG_BACKWARDS = {
    "division by N is missing": broken(dZ2=lambda P, T, Z2: P - T),
    "number of all entries": broken(dZ2=lambda P, T, Z2: (P - T) / P.size),
    "by 10, the number of classes": broken(dZ2=lambda P, T, Z2: (P - T) / 10),
    "Y_hat alone is divided by N": broken(dZ2=lambda P, T, Z2: P / len(P) - T),
    "is the slope along Y_hat": broken(dZ2=lambda P, T, Z2: -T / P / len(P)),
    "Z1 goes into the second layer": broken(into=lambda Z1, A1: Z1),
    "made by tanh": broken(bend=np.tanh, dZ1=lambda dA1, Z1, A1: dA1 * (1 - A1**2)),
    "down the columns": broken(share=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)),
    "one sum over the whole table": broken(share=lambda Z: np.exp(Z) / np.exp(Z).sum()),
    "exponential is missing": broken(share=lambda Z: Z / Z.sum(axis=1, keepdims=True)),
    "a row for each picture": broken(bias=lambda dZ: dZ),
    "db2: the sign is turned round.": one_slope_replaced(3, lambda db2: -db2),
    "dW2: 3 times what is right": one_slope_replaced(2, lambda dW2: 3 * dW2),
    "as in the notebook": broken(dZ2=lambda P, T, Z2: (P - T) / 150),
    "ReLU is forgotten": lambda *arguments: no_relu(*arguments),
    "softmax is taken twice": broken(share=lambda Z: firstnn.softmax(firstnn.softmax(Z))),
    "ReLU stands on the logits": broken(share=lambda Z: firstnn.softmax(firstnn.relu(Z))),
    "Z1 goes into the second layer, in place of A1: Z2 is A1 @ W2 + b2. dW1, db1, dW2 and db2: the division by N": broken(
        into=lambda Z1, A1: Z1, dZ2=lambda P, T, Z2: P - T
    ),
    "divide by N twice": broken(dZ2=lambda P, T, Z2: (P - T) / len(P) / len(P)),
    "sign is turned round": broken(dZ2=lambda P, T, Z2: (T - P) / len(P)),
    "wrong sign and lacks": broken(dZ2=lambda P, T, Z2: T - P),
    "without taking the one-hot": broken(dZ2=lambda P, T, Z2: P / len(P)),
    "take the class numbers away": broken(dZ2=lambda P, T, Z2: (P - T.argmax(axis=1).reshape(-1, 1)) / len(P)),
    "logits Z2 in place": broken(dZ2=lambda P, T, Z2: (Z2 - T) / len(P)),
    "slope of softmax, Y_hat * (1 − Y_hat), is already": broken(dZ2=lambda P, T, Z2: (P - T) * P * (1 - P) / len(P)),
    "ever switched off": broken(dZ1=lambda dA1, Z1, A1: dA1 * (A1 >= 0)),
    "mask is inverted": broken(dZ1=lambda dA1, Z1, A1: dA1 * (Z1 < 0)),
    "by the value of ReLU": broken(dZ1=lambda dA1, Z1, A1: dA1 * A1),
    "multiply by Z1": broken(dZ1=lambda dA1, Z1, A1: dA1 * Z1),
    "rectify the slopes": broken(dZ1=lambda dA1, Z1, A1: firstnn.relu(dA1)),
    "slope of tanh": broken(dZ1=lambda dA1, Z1, A1: dA1 * firstnn.tanh_derivative(Z1)),
    "before ReLU: it is A1": z1_for_a1,
    "transposed": broken(weights=lambda A, dZ: dZ.T @ A),
    "divide by N once more": broken(weights=lambda A, dZ: A.T @ dZ / len(dZ)),
    "lost an axis": broken(bias=lambda dZ: dZ.sum(axis=0)),
    "over the wrong axis": broken(bias=lambda dZ: dZ.sum(axis=1)),
    "sum over everything": broken(bias=lambda dZ: dZ.sum()),
    "take the mean": broken(bias=lambda dZ: dZ.mean(axis=0, keepdims=True)),
    "the sum over the pictures is wanted": broken(bias=lambda dZ: dZ.max(axis=0, keepdims=True)),
    "one row only": broken(bias=lambda dZ: dZ[[0]]),
    "every entry is 0": one_slope_replaced(3, np.zeros_like),
    "in the order dW2, db2, dW1, db1": lambda *arguments: [backward_in_numpy(*arguments)[place] for place in (2, 3, 0, 1)],
    "its shape is (3,), but it must be (3, 4), that of W1.": one_slope_replaced(0, lambda dW1: dW1[:, 0]),
    "not an array of numbers": one_slope_replaced(1, lambda db1: "db1"),
    "holds NaN": one_slope_replaced(2, lambda dW2: np.where(dW2 == dW2.max(), np.nan, dW2)),
    "the values are not": one_slope_replaced(3, lambda db2: db2 + 0.01),
    "by its name and without brackets": 3,
    "return four arrays": lambda *arguments: backward_in_numpy(*arguments)[:2],
    "entry by entry, with *": lambda X, Y, W1, b1, W2, b2: ((X @ W1 + b1) @ W2 @ W2.T) @ (X @ W1 + b1 > 0),
    "Is a .T missing": lambda X, Y, W1, b1, W2, b2: (firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2) @ W2,),
    "turn it into one-hot rows": lambda X, Y, W1, b1, W2, b2: firstnn.relu(X @ W1 + b1) @ W2 + b2 - Y,
}


def no_relu(X, Y, W1, b1, W2, b2, mask=True):
    A1 = X @ W1 + b1
    dZ2 = (firstnn.softmax(A1 @ W2 + b2) - firstnn.one_hot(Y)) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0) if mask else dZ2 @ W2.T
    return X.T @ dZ1, dZ1.sum(axis=0, keepdims=True), A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)


WRONG_TANH = {
    "^ is no power": lambda Z: 1 - np.tanh(Z) ^ 2,
    "square is missing": lambda Z: 1 - np.tanh(Z),
    "square z itself": lambda Z: 1 - Z**2,
    "always rises": lambda Z: np.tanh(Z) ** 2 - 1,
    "the square itself": lambda Z: np.tanh(Z) ** 2,
    "slope of the sigmoid": lambda Z: 1 / (1 + np.exp(-Z)) * (1 - 1 / (1 + np.exp(-Z))),
    "tanh itself": np.tanh,
    "square before tanh": lambda Z: 1 - np.tanh(Z * Z),
    "too late": lambda Z: (1 - np.tanh(Z)) ** 2,
    "doubles": lambda Z: 1 - np.tanh(Z) * 2,
    "add the square": lambda Z: 1 + np.tanh(Z) ** 2,
    "take tanh twice": lambda Z: 1 - np.tanh(np.tanh(Z)) ** 2,
    "slope of ReLU": lambda Z: 1.0 * (Z > 0),
}

WRONG_SUSPECTS = {
    "At least one": set(),
    "spoil dW2": {"dZ2", "dA1", "dZ1"},
    "measured to be right": {"dA1", "dW2"},
    "does not touch": {"dW1", "db1"},
    "before it": {"dZ1"},
    "after it": "dA1",
    "A1 is not a line": {"W2", "A1"},
    "curly brackets": 3,
}


RIGHT = {
    "numerical_gradient": [right_gradient, gradient_by_moving_there_and_back, firstnn.numerical_gradient],
    "backward_from_memory": [backward_in_numpy, backward_in_loops],
    "tanh_derivative": [firstnn.tanh_derivative, lambda Z: 1 / np.cosh(Z) ** 2],
    "two_paths": [2.193, 2.19, np.float64(4 * 0.731 - 0.731)],
    "suspects": [{"dA1", "dZ1"}, ["dZ1", "dA1"], "dA1, dZ1", ("dZ1 ", "dA1"), frozenset({"dA1", "dZ1"}), {"dA1 and dz1"}],
}
WRONG = {
    "numerical_gradient": WRONG_GRADIENTS,
    "backward_from_memory": WRONG_BACKWARDS,
    "tanh_derivative": WRONG_TANH,
    "two_paths": {
        "path through output 0 alone": 2.924,
        "path through output 1 alone": -0.731,
        "take one path away": 3.655,
        "At the true output you take p": 3.193,
        "multiply the two paths": -2.137,
        "sign is not": -2.193,
        "second weight of each path is forgotten": 0,
        "value of ReLU": 1.097,
        "not by the weight itself": 4.386,
        "W2[0, 0], one layer too late": 0.366,
        "W2[0, 1], one layer too late": -0.366,
        "class 0": -0.807,
        "p − t, is missing": 5,
        "this number is rounded": 2.2,
    },
    "suspects": WRONG_SUSPECTS,
}
