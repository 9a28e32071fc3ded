#!/bin/bash
# Step 4: the job's pod is ready.
source "$FIREDRILL_LIB/fail-message.sh"

ready=$(kubectl get pods -n tigera-intrusion-detection -l app=anomaly-detection \
  -o 'jsonpath={.items[0].status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)
if [[ $ready == True ]]; then exit 0; fi
if [[ -z $ready ]]; then
  fail-message 'There is no detection job yet. Go back to step 3.'
  exit 1
fi
echo 'WAIT: - the detection job has started and is not ready yet'
exit 75
