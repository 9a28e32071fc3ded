import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import type { Labels } from '../selectors/labels.ts';
import type { PolicyHit, Verdict } from '../types.ts';
import type { ServiceMembership } from './compile-entity.ts';
import { type CompiledPolicy, comparePolicies, compilePolicy } from './compile-policy.ts';
import type { CompiledRule } from './compile-rule.ts';
import type { Direction, Flow, HostStage, Party, Profile, Stage } from './flow.ts';
import { JudgedPath } from './judged-path.ts';
import { type Tier, tiersOf } from './tiers.ts';
import { translateKubernetesPolicy } from './translate-kubernetes-policy.ts';

/** Judges flows by the policies in the store. Nothing else in the project evaluates policy. */
export interface PolicyEngine {
  /** The verdict of the policies at the flow's source (egress) or destination (ingress), which must be an endpoint. */
  judge(flow: Flow, direction: Direction): Verdict;
  /**
   * The verdict of a host endpoint on what its node passes on for others, or before connections are tracked or
   * addresses translated. Undefined when no policy of that stage has a say: nothing is denied by default then.
   */
  judgeOnHost(flow: Flow, host: NonNullable<Party['endpoint']>, stage: HostStage): Verdict | undefined;
}

const TRANSLATED = ['networkpolicies.networking.k8s.io', 'stagedkubernetesnetworkpolicies.projectcalico.org'];
const NATIVE = [
  'networkpolicies.projectcalico.org',
  'globalnetworkpolicies.projectcalico.org',
  'stagednetworkpolicies.projectcalico.org',
  'stagedglobalnetworkpolicies.projectcalico.org',
];
const PROFILE_TIER = '__PROFILE__';
const TIERS = 'tiers.projectcalico.org';

/** Compiles each policy once per version of it, and the policies of an endpoint once per change of any. */
export function createPolicyEngine(store: ReadStore, services: ServiceMembership): PolicyEngine {
  const compiled = new WeakMap<KubernetesObject, CompiledPolicy | undefined>();
  let index: PolicyIndex | undefined;
  for (const resource of [...NATIVE, ...TRANSLATED, TIERS]) store.subscribe(resource, () => void (index = undefined));

  const compile = (object: KubernetesObject, translate: boolean): CompiledPolicy | undefined => {
    if (!compiled.has(object)) {
      compiled.set(object, compilePolicy(translate ? translateKubernetesPolicy(object) : object, services));
    }
    return compiled.get(object);
  };
  const build = (): PolicyIndex => {
    const policies = [
      ...NATIVE.flatMap((resource) => store.list(resource).map((object) => compile(object, false))),
      ...TRANSLATED.flatMap((resource) => store.list(resource).map((object) => compile(object, true))),
    ];
    return new PolicyIndex(
      policies.filter((policy) => policy !== undefined),
      tiersOf(store.list(TIERS)),
    );
  };

  return {
    judge(flow, direction) {
      const subject = (direction === 'egress' ? flow.source : flow.destination).endpoint;
      if (!subject) throw new Error(`no endpoint to judge ${direction} of`);
      index ??= build();
      return evaluate(index.chain(subject.labels, direction, 'endpoint'), flow, subject.profile);
    },
    judgeOnHost(flow, host, { name, direction }) {
      index ??= build();
      const chain = index.chain(host.labels, direction, name);
      if (chain.tiers.length === 0) return undefined;
      const verdict = evaluate(chain, flow, { name: host.profile.name, action: 'allow' });
      return name === 'forward' || isDecidedByRule(verdict) ? verdict : undefined;
    },
  };
}

/** Before tracking and translation only a rule decides: what none matches goes on to the policies behind. */
function isDecidedByRule({ hits }: Verdict): boolean {
  const last = hits.at(-1)!;
  return last.rule >= 0 && last.tier !== PROFILE_TIER;
}

/** A policy's part in one direction. */
interface Link {
  readonly policy: CompiledPolicy;
  readonly rules: readonly CompiledRule[];
  /** Its place among all links of its chain. */
  readonly place: number;
}

interface TierChain {
  readonly tier: Tier;
  readonly links: readonly Link[];
}

/** All that is asked of an endpoint's flows in one direction. */
interface Chain {
  readonly tiers: readonly TierChain[];
  readonly start: JudgedPath;
}

/** For every label set seen: the policies that select it, by direction. */
class PolicyIndex {
  readonly #tiers: readonly { tier: Tier; policies: readonly CompiledPolicy[] }[];
  readonly #chains = new Map<string, WeakMap<Labels, Chain>>();

  constructor(policies: readonly CompiledPolicy[], tiers: readonly Tier[]) {
    const byTier = Map.groupBy(policies, ({ tier }) => tier);
    this.#tiers = tiers.map((tier) => ({ tier, policies: (byTier.get(tier.name) ?? []).sort(comparePolicies) }));
  }

  chain(labels: Labels, direction: Direction, stage: Stage): Chain {
    const chains = this.#chainsOf(`${direction} ${stage}`);
    const known = chains.get(labels);
    if (known) return known;
    let place = 0;
    const tiers = this.#tiers
      .map(({ tier, policies }) => ({
        tier,
        links: linksOf(policies.filter(HAS_SAY[stage]), labels, direction).map((link) => ({ ...link, place: place++ })),
      }))
      .filter(({ links }) => links.length > 0);
    const chain = { tiers, start: new JudgedPath() };
    chains.set(labels, chain);
    return chain;
  }

  #chainsOf(place: string): WeakMap<Labels, Chain> {
    let chains = this.#chains.get(place);
    if (!chains) this.#chains.set(place, (chains = new WeakMap()));
    return chains;
  }
}

const HAS_SAY: Readonly<Record<Stage, (policy: CompiledPolicy) => boolean>> = {
  endpoint: ({ preDNAT, doNotTrack }) => !preDNAT && !doNotTrack,
  forward: ({ preDNAT, doNotTrack, appliesOnForward }) => appliesOnForward && !preDNAT && !doNotTrack,
  'pre-dnat': ({ preDNAT }) => preDNAT,
  untracked: ({ doNotTrack }) => doNotTrack,
};

function linksOf(policies: readonly CompiledPolicy[], labels: Labels, direction: Direction): Omit<Link, 'place'>[] {
  return policies.flatMap((policy) => {
    const rules = policy[direction];
    return rules && policy.selects(labels) ? [{ policy, rules }] : [];
  });
}

function evaluate({ tiers, start }: Chain, flow: Flow, profile: Profile): Verdict {
  let path = start;
  for (const tier of tiers) {
    const { path: reached, outcome } = evaluateTier(tier, flow, path);
    if (outcome !== 'pass') return reached.verdict(outcome);
    path = reached;
  }
  const key = `${profile.name} ${profile.action}`;
  return path.onward(key, PROFILE_TIER, profile.name, profile.action, 0).verdict(profile.action);
}

interface Reached {
  readonly path: JudgedPath;
  readonly outcome: PolicyHit['action'];
}

function evaluateTier({ tier, links }: TierChain, flow: Flow, start: JudgedPath): Reached {
  let path = start;
  let unmatched: Link[] | undefined;
  let last: Link | undefined;
  for (const link of links) {
    const { policy, rules } = link;
    const rule = firstMatch(rules, flow);
    if (!policy.staged) last = link;
    if (rule < 0) {
      if (policy.staged) (unmatched ??= []).push(link);
      continue;
    }
    const outcome = rules[rule]!.action as PolicyHit['action'];
    path = path.onward(keyOf(link, rule), tier.name, policy.name, outcome, rule);
    if (!policy.staged) return { path, outcome };
  }
  const end = (link: Link) => {
    path = path.onward(keyOf(link, -1), tier.name, link.policy.name, tier.defaultAction, -1);
  };
  // Only where the tier's end is reached would an enforced version of these have decided.
  if (unmatched) for (const link of unmatched) end(link);
  if (!last) return { path, outcome: 'pass' };
  end(last);
  return { path, outcome: tier.defaultAction };
}

function firstMatch(rules: readonly CompiledRule[], flow: Flow): number {
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index]!;
    if (rule.action !== 'log' && rule.matches(flow)) return index;
  }
  return -1;
}

/** More rules than this no policy can have: it would be too large to be stored. */
const MOST_RULES = 100_000;

function keyOf({ place }: Link, rule: number): number {
  return place * MOST_RULES + rule + 1;
}
