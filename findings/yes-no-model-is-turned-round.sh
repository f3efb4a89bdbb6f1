#!/bin/sh
# The same yes or no column gives a coefficient of the opposite sign when it holds words or true
# and false.
#
# Package: statsmodels 0.15.0 (PyPI)
# Expected: a binomial GLM by formula models the chance of yes, as it does for 1 and 0.
# Seen: with 1 and 0 age has +0.17; with True and False, or "yes" and "no", -0.17: the first of
#   two columns, no, is taken for success. No warning. logit on the same columns raises an error.
# It matters: answers of a questionnaire are words or booleans; "older patients take more blood
#   thinners" becomes "fewer".
#
# Ends with 0 while it is so, with another number when it is no longer so.

set -eu
sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
python3 -m pip install -qq --no-compile --no-warn-conflicts --target "$folder" \
    statsmodels==0.15.0 pandas==2.3.3
PYTHONPATH="$folder" python3 -s - <<'PYTHON'
import warnings

import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

answers = pd.DataFrame({"word": ["no"] * 6 + ["yes"] * 6,
                        "age": [60, 62, 64, 66, 70, 80, 65, 71, 75, 78, 82, 85]})
answers["truth"] = answers.word == "yes"
answers["number"] = answers.truth.astype(int)
slopes = {}
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    for column in ("number", "truth", "word"):
        model = smf.glm(f"{column} ~ age", answers, family=sm.families.Binomial()).fit()
        slopes[column] = round(model.params["age"], 4)
        print(f"{column}: age {slopes[column]:+}, models {model.model.endog_names}")
print("warnings:", len(warned))
so = slopes["number"] > 0 and slopes["truth"] == slopes["word"] == -slopes["number"] and not warned

if not so:
    raise SystemExit("No longer so.")
print("It is so.")
PYTHON
