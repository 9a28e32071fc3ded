#!/bin/bash
# Step 1: the alert that enables the detector exists.
source "$FIREDRILL_LIB/fail-message.sh"

if ! kubectl get globalalert tigera.io.detector.port-scan >/dev/null 2>&1; then
  fail-message 'The port scan detector is not enabled. Apply demo/90-anomaly-detection/ad-alerts.yaml.'
  exit 1
fi
