#!/bin/bash
# Step 5: the port scan detector is on, its job runs, and it has found the learner's scan.
source "$FIREDRILL_LIB/fail-message.sh"
source "$FIREDRILL_LIB/alert-fired.sh"

alert=tigera.io.detector.port-scan

if ! kubectl get globalalert "$alert" >/dev/null 2>&1; then
  fail-message "The port scan detector is not enabled: there is no alert $alert. Go back to step 1."
  exit 1
fi

alert-fired "$alert" --since session --where source_namespace=dev
