"""Answers to the exercises of 00_welcome, right and wrong."""

import numpy as np

RIGHT = {
    "first": [13, 13.0, 3 + 2 + 3 + 2 + 3, np.int64(13)],
    "lookalikes": [[6, 9], [9, 6], (6, 9), {6, 9}, np.array([6, 9]), [6.0, 9.0]],
}

WRONG = {
    "first": {
        "all pixels": 15,
        "white pixels": 2,
        "calculator": 7,
        "corners": 21,
        "digit that is drawn": 8,
        "number of rows": 5,
        "off by one": 12,
        "quotation": "13",
        "not the right value": 99,
        "brackets": (13,),
    },
    "lookalikes": {
        "two other digits": [5, 6, 9],
        "still missing": [6],
        "An 8 cannot become a 5 so easily: it would have to lose 2 pixels": [8, 9],
        "A 3 cannot become a 5: a 5 has ink in row 2, column 1": [3, 6],
        "not their probabilities": [0.17, 0.17],
        "should be a list of two digits": "6, 9",
        "two whole numbers": ["6", "9"],
    },
}
