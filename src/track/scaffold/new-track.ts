import { newChallenge } from './new-challenge.ts';
import type { NewFiles } from './new-files.ts';

/** A track with one challenge that validates, and passes `firedrill test`, as it is. */
export function newTrack(slug: string, title: string): NewFiles {
  return {
    'track.yml': `slug: ${slug}
title: ${JSON.stringify(title)}
teaser: Say in a line what the track is about.
description: |-
  Say in a few lines what one can do after it.
level: beginner
tags: []
owner: your-team
developers: []
timelimit: 900
show_timer: true
skipping_enabled: true
`,
    'config.yml': `version: "3"
virtualmachines:
- name: controlplane
  image: ubuntu-2204
  shell: /bin/bash
`,
    'firedrill.yml': `# What firedrill needs beyond the Instruqt files. Without it, it looks for the environment that fits the text.
environment: hipstershop
# files: { alert.yaml: files/alert.yaml }                   # in the learner's home, from the track
# downloads: { https://example.com/app.yaml: files/app.yaml } # what curl, wget and kubectl -f get outside
`,
    ...newChallenge('01-first-alert', 'first-alert', 'The first alert'),
  };
}
