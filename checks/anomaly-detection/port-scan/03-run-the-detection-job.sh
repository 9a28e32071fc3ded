#!/bin/bash
# Step 3: the job is deployed for this cluster, not for the placeholder.
source "$FIREDRILL_LIB/fail-message.sh"

cluster=$(kubectl get deployment ad-jobs-deployment -n tigera-intrusion-detection \
  -o 'jsonpath={.spec.template.spec.containers[0].env[?(@.name=="CLUSTER_NAME")].value}' 2>/dev/null)
if [[ -z $cluster ]]; then
  fail-message 'There is no detection job with a cluster name yet. Run the block of this step.'
  exit 1
fi
if [[ $cluster != "$CLUSTERNAME" ]]; then
  fail-message "The job works for a cluster called '$cluster', but this one is '$CLUSTERNAME'. Replace the placeholder and apply again."
  exit 1
fi
