import type { NewFiles } from './new-files.ts';

/** A challenge with an alert, what sets it off, and the scripts that set up, check and solve it. */
export function newChallenge(folder: string, slug: string, title: string): NewFiles {
  const alert = `${slug}.lookup`;
  return {
    [`${folder}/assignment.md`]: assignment(slug, title, alert),
    [`${folder}/setup-controlplane`]: SETUP,
    [`${folder}/check-controlplane`]: check(alert),
    [`${folder}/solve-controlplane`]: solve(alert),
  };
}

function assignment(slug: string, title: string, alert: string): string {
  return `---
slug: ${slug}
type: challenge
title: ${JSON.stringify(title)}
teaser: Say in a line what one learns here.
tabs:
- title: Shell
  type: terminal
  hostname: controlplane
difficulty: basic
timelimit: 600
---
# ${title.replace(/\s+/g, ' ')}

Text before the first step is shown with it. Each heading of the level below with a block in it is a step.

## Configure the alert

What runs is a block that says \`bash\`. This one applies a GlobalAlert, which then has to fire:

\`\`\`bash
${applied(alert)}
\`\`\`

## Set it off

\`\`\`bash
${TRIGGER}
\`\`\`

<details>
<summary>Hint</summary>
What stands in a \`details\` is shown when the learner asks for a hint.
</details>
`;
}

function applied(alert: string): string {
  return `kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata:
  name: ${alert}
spec:
  description: "A pod asked for example.com"
  severity: 50
  dataSet: dns
  period: 1m
  lookback: 1m
  query: qname = "example.com"
  aggregateBy: [client_namespace, client_name_aggr]
  metric: count
  condition: gt
  threshold: 0
EOF`;
}

const TRIGGER = "kubectl -n hipstershop exec multitool -- sh -c 'nslookup example.com || true'";

const SETUP = `#!/bin/bash
# Runs before the challenge begins. Alerts look a minute back: logs that come every five minutes would be too old.
kubectl patch felixconfiguration default --type merge \\
  -p '{"spec":{"flowLogsFlushInterval":"10s","dnsLogsFlushInterval":"10s"}}'
`;

function check(alert: string): string {
  return `#!/bin/bash
# Must fail before the learner's work and pass after it. It answers at once; firedrill waits and asks again.
source "$FIREDRILL_LIB/fail-message.sh"
source "$FIREDRILL_LIB/alert-fired.sh"

if ! kubectl get globalalert ${alert} >/dev/null 2>&1; then
  fail-message "There is no alert ${alert} yet. Run the block of the first step."
  exit 1
fi

alert-fired ${alert} --since session
`;
}

function solve(alert: string): string {
  return `#!/bin/bash
# Does what the text asks for: for a learner who gives up, and for firedrill test --strategy solve.
set -e

${applied(alert)}
${TRIGGER}
`;
}
