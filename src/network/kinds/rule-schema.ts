import type { Schema } from '../../cluster/index.ts';
import { portObjection, protocolObjection } from './number-or-name.ts';

const TEXT: Schema = { type: 'string' };
const TEXTS: Schema = { type: 'array', items: TEXT };
const INTEGER: Schema = { type: 'integer', goType: 'int' };
const PORTS: Schema = {
  type: 'array',
  items: { type: 'intOrString', goType: 'numorstring.Port', objection: portObjection },
  description: 'Numbers, ranges (a:b) or names.',
};
const PROTOCOL: Schema = { type: 'intOrString', goType: 'numorstring.Protocol', objection: protocolObjection };
const ICMP: Schema = { type: 'object', name: 'ICMPFields', package: 'v3', fields: { type: INTEGER, code: INTEGER } };

const ENTITY: Record<string, Schema> = {
  nets: { ...TEXTS, description: 'Address blocks, one of which must contain the address.' },
  notNets: { ...TEXTS, description: 'Address blocks, none of which may contain the address.' },
  selector: { ...TEXT, description: 'Labels of the endpoint or network set.' },
  notSelector: { ...TEXT, description: 'Labels the endpoint or network set must not have.' },
  namespaceSelector: { ...TEXT, description: 'Labels of the namespace; global() for what is in none.' },
  ports: PORTS,
  notPorts: PORTS,
  serviceAccounts: {
    type: 'object',
    name: 'ServiceAccountMatch',
    package: 'v3',
    fields: { names: TEXTS, selector: TEXT },
  },
  services: { type: 'object', name: 'ServiceMatch', package: 'v3', fields: { name: TEXT, namespace: TEXT } },
};

const HTTP: Schema = {
  type: 'object',
  name: 'HTTPMatch',
  package: 'v3',
  fields: {
    methods: TEXTS,
    paths: {
      type: 'array',
      items: { type: 'object', name: 'HTTPPath', package: 'v3', fields: { exact: TEXT, prefix: TEXT } },
    },
  },
};

const RULES: Schema = {
  type: 'array',
  items: {
    type: 'object',
    name: 'Rule',
    package: 'v3',
    fields: {
      action: { ...TEXT, description: 'Allow, Deny, Pass or Log.' },
      ipVersion: INTEGER,
      protocol: { ...PROTOCOL, description: 'Name or number of the protocol.' },
      notProtocol: PROTOCOL,
      icmp: ICMP,
      notICMP: ICMP,
      source: { type: 'object', name: 'EntityRule', package: 'v3', fields: ENTITY },
      destination: {
        type: 'object',
        name: 'EntityRule',
        package: 'v3',
        fields: {
          ...ENTITY,
          domains: { ...TEXTS, description: 'Names the client must have looked up; egress Allow only.' },
        },
      },
      http: HTTP,
      metadata: {
        type: 'object',
        name: 'RuleMetadata',
        package: 'v3',
        fields: { annotations: { type: 'map', values: TEXT } },
      },
    },
  },
};

const COMMON: Record<string, Schema> = {
  tier: { ...TEXT, description: 'The tier the policy belongs to; its name starts with it.' },
  order: { type: 'number', description: 'Place within the tier: lower first, none last.' },
  selector: { ...TEXT, description: 'Which endpoints the policy governs.' },
  types: { ...TEXTS, description: 'Ingress, Egress or both; by default those it has rules for.' },
  ingress: RULES,
  egress: RULES,
  serviceAccountSelector: TEXT,
  performanceHints: TEXTS,
};

/** Fields of a NetworkPolicy's spec. */
export const NAMESPACED_POLICY_FIELDS: Record<string, Schema> = COMMON;

/** Fields of a GlobalNetworkPolicy's spec. */
export const GLOBAL_POLICY_FIELDS: Record<string, Schema> = {
  ...COMMON,
  namespaceSelector: TEXT,
  doNotTrack: { type: 'boolean' },
  preDNAT: { type: 'boolean' },
  applyOnForward: { type: 'boolean' },
};
