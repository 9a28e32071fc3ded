import { shownPath } from '../paths.ts';
import type { Finding, Rule } from './rule.ts';

const TRACK_FIELDS = ['slug', 'title'];
const CHALLENGE_FIELDS = ['slug', 'type', 'title'];

/** Fields without which Instruqt refuses a track. */
export const missingField: Rule = {
  name: 'missing-field',
  severity: 'error',
  description: 'a track without slug or title, a challenge without slug, type or title',
  check({ tree, source, challenges }) {
    const track = source.track;
    // What cannot be read has no field: that is said already.
    const ofTrack =
      track && track.yaml.problems.length === 0 ? TRACK_FIELDS.filter((field) => isMissing(track.fields[field])) : [];
    return [
      ...ofTrack.map((field) => finding(shownPath(tree, track!.file), track!.yaml.at([]), field, 'this track')),
      ...challenges
        .filter((challenge) => challenge.source.hasFields && Object.keys(challenge.source.fields).length > 0)
        .flatMap(({ source: { fields, at }, file }) =>
          CHALLENGE_FIELDS.filter((field) => isMissing(fields[field])).map((field) =>
            finding(file, at([]), field, 'this challenge'),
          ),
        ),
    ];
  },
};

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function finding(file: string, position: Finding['position'], field: string, what: string): Finding {
  return { file, position, message: `${what} has no ${field}`, advice: `add a line ${field}: ...` };
}
