import { AUDITED_RESOURCES, resourceMeant } from '../../kinds/index.ts';
import type { Cause } from './cause.ts';
import { asksForValue, queryTests, testValues } from './query-tests.ts';
import type { RuleCase } from './rule-case.ts';

/** What a query over the audit log can never find, whatever is written. */
export const UNAUDITED: readonly Cause<RuleCase>[] = [
  {
    id: 'resource-spelling',
    find(given) {
      const wrong = unheardOf(given);
      const right = wrong?.map(resourceMeant).find((resource) => resource !== undefined);
      if (!wrong || right === undefined) return undefined;
      return {
        verdict: 'cannot',
        reason: `${given.name} asks for "objectRef.resource" = ${wrong[0]}, and the audit log names resources in the plural and in small letters: ${right}.`,
        advice: `Write "objectRef.resource" = ${right}.`,
      };
    },
  },
  {
    id: 'resource-not-audited',
    find(given) {
      const wrong = unheardOf(given);
      if (!wrong) return undefined;
      return {
        verdict: 'cannot',
        reason: `${given.name} watches ${wrong.join(' and ')}, and the audit logs of this cluster do not record who writes those.`,
        advice: `Watch something that is audited: ${[...AUDITED_RESOURCES].sort().join(', ')}.`,
      };
    },
  },
];

/** The resources a query asks for, when it asks for none that is audited. */
function unheardOf({ spec, query }: RuleCase): readonly string[] | undefined {
  if (spec.dataSet !== 'audit' || !query) return undefined;
  const tests = queryTests(query).filter(({ key }) => key === 'objectRef.resource');
  const asksFor = tests.every(asksForValue);
  const wanted = tests.flatMap(testValues);
  const isKnown = (resource: string): boolean => /[*?]/.test(resource) || AUDITED_RESOURCES.has(resource);
  return wanted.length > 0 && asksFor && !wanted.some(isKnown) ? wanted : undefined;
}
