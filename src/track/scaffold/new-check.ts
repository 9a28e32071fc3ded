import type { Challenge, Step } from '../types.ts';
import type { NewFiles } from './new-files.ts';

/** A check for a step: of the alert that has to fire by its end, or one to be filled in, which fails until then. */
export function newCheck({ slug }: Challenge, { id, number, title }: Step, alert?: string): NewFiles {
  const body = alert ? ofAlert(alert) : TO_BE_FILLED_IN;
  return {
    [`checks/${slug}/${id}.sh`]: `#!/bin/bash
# Step ${number}: ${title.replace(/\s+/g, ' ')}. Must fail before the learner's work and pass after it; it answers at once.
source "$FIREDRILL_LIB/fail-message.sh"
${body}`,
  };
}

function ofAlert(alert: string): string {
  return `source "$FIREDRILL_LIB/alert-fired.sh"

if ! kubectl get globalalert ${alert} >/dev/null 2>&1; then
  fail-message "There is no alert ${alert} yet. Run the block that applies it."
  exit 1
fi

alert-fired ${alert} --since session
`;
}

const TO_BE_FILLED_IN = `
# Put what the step asks for in place of this namespace, and say in the text what the learner should do.
if ! kubectl get namespace replace-me >/dev/null 2>&1; then
  fail-message "There is no namespace replace-me yet. Run the block of this step."
  exit 1
fi
`;
