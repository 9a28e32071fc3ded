#!/bin/bash
# Step 3: the flow alert is the one in the text and has seen the shop reached from another namespace.
source "$FIREDRILL_LIB/fail-message.sh"
source "$FIREDRILL_LIB/alert-fired.sh"

alert=network.lateral.access

if ! query=$(kubectl get globalalert "$alert" -o 'jsonpath={.spec.query}' 2>/dev/null); then
  fail-message "There is no alert $alert yet. Run the first block of this step."
  exit 1
fi
if [[ $query != *security=strict* ]]; then
  fail-message "$alert does not look for the label security=strict: its query is '$query'. Apply the manifest of this step again."
  exit 1
fi

alert-fired "$alert" --where dest_namespace=hipstershop
