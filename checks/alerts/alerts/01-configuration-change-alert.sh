#!/bin/bash
# Step 1: the audit alert is the one in the text and has seen a change to a GlobalNetworkSet made by the learner.
source "$FIREDRILL_LIB/fail-message.sh"
source "$FIREDRILL_LIB/alert-fired.sh"

alert=policy.globalnetworkset

if ! query=$(kubectl get globalalert "$alert" -o 'jsonpath={.spec.query}' 2>/dev/null); then
  fail-message "There is no alert $alert yet. Run the first block of this step."
  exit 1
fi
if [[ $query != *globalnetworksets* ]]; then
  fail-message "$alert does not look at globalnetworksets: its query is '$query'. Apply the manifest of this step again."
  exit 1
fi

alert-fired "$alert" --where objectRef.resource=globalnetworksets
