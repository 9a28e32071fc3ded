#!/bin/bash
# Step 2: the DNS alert is the one in the text and has seen a pod of the shop ask for google.com.
source "$FIREDRILL_LIB/fail-message.sh"
source "$FIREDRILL_LIB/alert-fired.sh"

alert=dns.unsanctioned.access

if ! query=$(kubectl get globalalert "$alert" -o 'jsonpath={.spec.query}' 2>/dev/null); then
  fail-message "There is no alert $alert yet. Run the first block of this step."
  exit 1
fi
if [[ $query != *google.com* ]]; then
  fail-message "$alert does not look for google.com: its query is '$query'. Apply the manifest of this step again."
  exit 1
fi

alert-fired "$alert"
