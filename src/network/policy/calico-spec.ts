import type { HttpMatchSpec } from './http-match.ts';

/** The parts of projectcalico.org/v3 policies that are evaluated. */
export interface PolicySpec {
  tier?: string;
  order?: number | null;
  selector?: string;
  namespaceSelector?: string;
  serviceAccountSelector?: string;
  types?: readonly string[];
  ingress?: readonly RuleSpec[];
  egress?: readonly RuleSpec[];
  doNotTrack?: boolean;
  preDNAT?: boolean;
  applyOnForward?: boolean;
  stagedAction?: string;
}

export interface RuleSpec {
  action: string;
  protocol?: string | number;
  notProtocol?: string | number;
  ipVersion?: number;
  icmp?: IcmpSpec;
  notICMP?: IcmpSpec;
  source?: EntitySpec;
  destination?: EntitySpec;
  http?: HttpMatchSpec;
}

export interface IcmpSpec {
  type?: number;
  code?: number;
}

export interface EntitySpec {
  nets?: readonly string[];
  notNets?: readonly string[];
  selector?: string;
  notSelector?: string;
  namespaceSelector?: string;
  ports?: readonly (string | number)[];
  notPorts?: readonly (string | number)[];
  serviceAccounts?: { names?: readonly string[]; selector?: string };
  services?: { name: string; namespace?: string };
  domains?: readonly string[];
}
