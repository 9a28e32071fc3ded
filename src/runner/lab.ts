import type { Pace } from '../sandbox/index.ts';
import type { Challenge, Obligation, Step, Track } from '../track/index.ts';
import type { AlertSource } from './alert-source.ts';
import type { Target } from './target.ts';

/** A step with its place in the track. */
export interface LabStep {
  step: Step;
  challenge: Challenge;
  /** The last of its challenge: the challenge's own check runs with it. */
  last: boolean;
}

/** A track and what it is played against: see docs/architecture.md, "Two targets". */
export interface Lab {
  track: Track;
  target: Target;
  pace: Pace;
  alerts: AlertSource;
  obligations: readonly Obligation[];
}

export function labStepsOf(track: Track): LabStep[] {
  return track.challenges.flatMap((challenge) =>
    challenge.steps.map((step, index) => ({ step, challenge, last: index === challenge.steps.length - 1 })),
  );
}

/** Variables Instruqt gives every script. */
export function scriptEnvironment(track: Track): Record<string, string> {
  return {
    INSTRUQT_TRACK_SLUG: track.slug,
    INSTRUQT_TRACK_ID: track.slug,
    INSTRUQT_PARTICIPANT_ID: 'firedrill',
    _SANDBOX_ID: 'firedrill',
  };
}

/** Scripts may name machines the target does not have (`node01`): they run on the first. */
export function knownHost(target: Target, host: string): string {
  return target.hostNames.includes(host) ? host : target.hostNames[0]!;
}
