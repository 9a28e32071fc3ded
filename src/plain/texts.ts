/** Every sentence plain mode says, in one place. */
export const texts = {
  welcome:
    'firedrill runs this track on a simulated cluster inside this program: nothing leaves or changes your machine.',
  found: (environment: string, because: string) => `Environment ${environment} (found by ${because}).`,
  resumed: (step: number, of: number) => `Welcome back. You are where you left: step ${step} of ${of}.`,
  otherVersion: (version: string) =>
    `This session was begun with firedrill ${version}. Your progress is kept; the cluster starts fresh, so what you had applied in earlier steps is not there.`,
  stepTitle: (track: string, step: number, of: number, title: string) => `${track} - step ${step} of ${of}: ${title}`,
  commands:
    "Type a block's number to run it, any command, or: check, hint, next, skip, solve, undo, reset, task, alerts, quit, help",
  help: `  3          run block 3
  any line   runs in your shell, which keeps its variables and directory
  check      is this step done?
  hint       one hint at a time
  next       go on (when the check has passed, or there is none)
  skip       go on without having done it; it will not count as passed
  solve      have the challenge's solution run for you; it will not count as passed
  undo       take back the last thing you did, with everything it changed
  reset      the step as it was when you came to it
  task       show the step again (also in a shell in a pod, as check, hint and next)
  alerts     the alerts as they stand, and why they have not fired
  quit       leave; you come back to this step`,
  due: (alert: string, step: number) => `Alert ${alert} must have fired by the end of step ${step}.`,
  noCheck: 'This step has no check: type next when you are done.',
  noSuchBlock: (number: string, known: string) => `There is no block ${number} in this step. Its blocks: ${known}.`,
  outputOnly: (number: number, reason: string) => `Block ${number} is not there to be run (${reason}).`,
  blockFailed: (number: number, because: string) => `Block ${number} did not work: ${because}`,
  advice: (sentence: string) => `Hint: ${sentence}`,
  unfinished: (open: string | undefined) =>
    `What was typed last is not finished and was not run${open ? `: ${open}` : ''}.`,
  passed: (message: string) => `Passed: ${message}`,
  failed: (message: string) => `Not yet: ${message}`,
  unknown: (message: string) => `Cannot be known here: ${message}`,
  broken: (message: string) => `The check itself is broken: ${message}`,
  waiting: (message: string, seconds: number) => `Waiting: ${message} (may change in ${seconds} s)`,
  letTimeRun: 'Only time is missing. Press Enter to let it run, or wait.',
  stillRunning: 'Still running. Press Enter to let simulated time run, Ctrl-C to stop it, or wait.',
  onceMore: 'Press Ctrl-C once more to leave.',
  already: (title: string) => `You have finished "${title}" already. --fresh begins it anew.`,
  refuse: 'This step is not done yet:',
  derived: 'This check comes from the text itself: the alert it applies must fire because of what you do.',
  stepDone: 'Type next to go on.',
  skipped: 'Skipped. It does not count as passed; undo takes you back.',
  solved: 'The solution has run. It does not count as passed; look at what it did, or type next. undo takes it back.',
  undone: (what: string) => `Taken back: ${what}`,
  nothingToUndo: 'There is nothing to take back.',
  nothingBack: 'What was done to a real cluster cannot be taken back from here.',
  askReset: 'Everything you did in this step will be taken back. Type yes to go on.',
  notDone: 'Nothing was changed.',
  askSkip: 'The step will not count as passed. Type yes to skip it.',
  askSolve: "The challenge's solution will be run for you, and the step will not count as passed. Type yes to go on.",
  askQuiz: 'Type the numbers of your answers, as in 1 3, or nothing to leave it.',
  noSuchAnswer: (count: number) => `The answers are numbered from 1 to ${count}.`,
  isQuiz: 'Type check to answer.',
  askPlaceholder: (name: string) => `${name} is`,
  notRun: 'The block was not run.',
  reset: 'The step is as it was when you came to it.',
  goesOn: 'What was running goes on.',
  noSolution: 'This challenge brings no solution.',
  noHint: 'There is no hint for this step.',
  hint: (number: number, of: number, text: string) => `Hint ${number} of ${of}: ${text}`,
  noAlerts: 'No alerts are configured.',
  finished: (title: string, passed: number, of: number) =>
    `You have finished "${title}": ${passed} of ${of} steps passed.`,
  goodbye: (step: number, of: number, command: string) => `Stopped at step ${step} of ${of}. Go on with: ${command}`,
} as const;
