"""One rule by hand, in the Python that MicroPython understands."""

import json

SCALES = {"亿": 10**8, "万": 10**4}


def yuan(text):
    """An amount as a whole number of fen."""
    text = text.strip()
    scale = SCALES.get(text[-1], 1)
    whole, _, decimals = (text if scale == 1 else text[:-1].strip()).partition(".")
    return int(whole + decimals) * scale * 100 // 10 ** len(decimals)


def call(request):
    """The verdict on what a company tells of its size and growth."""
    inputs = json.loads(request)["inputs"]
    cap = yuan(inputs["expected_market_capitalisation"])
    first, last = yuan(inputs["revenue_year_1"]), yuan(inputs["revenue_year_3"])
    large = cap >= 30 * 10**10 and last >= 2 * 10**10
    passes = large and 100 * last >= 169 * first
    return json.dumps({"verdict": "pass" if passes else "fail"})
