import type { NewFiles } from './new-files.ts';

/** A quiz: the learner has to choose all the right answers and no other. */
export function newQuiz(folder: string, slug: string, title: string): NewFiles {
  return {
    [`${folder}/assignment.md`]: `---
slug: ${slug}
type: quiz
title: ${JSON.stringify(title)}
teaser: Say in a line what is asked.
answers:
- An answer that is right
- An answer that is wrong
- Another that is wrong
solution:
- 0
difficulty: basic
timelimit: 120
---
Ask here. The answers above are counted from 0, and \`solution\` lists every right one.
`,
  };
}
