import type { Schema } from '../types.ts';
import { described, flag, listOf, mapOf, struct, text, texts } from './build.ts';

const RESOURCE = struct('ResourceAttributes', {
  namespace: text,
  verb: text,
  group: text,
  version: text,
  resource: text,
  subresource: text,
  name: text,
});
const PATH = struct('NonResourceAttributes', { path: text, verb: text });
const ACCESS_STATUS = struct('SubjectAccessReviewStatus', {
  allowed: described('Whether it may be done.', flag),
  denied: flag,
  reason: text,
  evaluationError: text,
});
const USER = struct('UserInfo', { username: text, uid: text, groups: texts, extra: mapOf(texts) });
const SUBJECT = struct('SubjectAccessReviewSpec', {
  resourceAttributes: RESOURCE,
  nonResourceAttributes: PATH,
  user: text,
  groups: texts,
  extra: mapOf(texts),
  uid: text,
});

/** What can only be asked, never stored. */
export interface ReviewKind {
  group: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  schema: Extract<Schema, { type: 'object' }>;
}

const authentication = { group: 'authentication.k8s.io', namespaced: false } as const;
const authorization = { group: 'authorization.k8s.io', namespaced: false } as const;

export const REVIEW_KINDS: readonly ReviewKind[] = [
  {
    ...authentication,
    kind: 'SelfSubjectReview',
    plural: 'selfsubjectreviews',
    schema: struct('SelfSubjectReview', { status: struct('SelfSubjectReviewStatus', { userInfo: USER }) }),
  },
  {
    ...authentication,
    kind: 'TokenReview',
    plural: 'tokenreviews',
    schema: struct('TokenReview', {
      spec: struct('TokenReviewSpec', { token: text, audiences: texts }),
      status: struct('TokenReviewStatus', { authenticated: flag, user: USER, audiences: texts, error: text }),
    }),
  },
  {
    ...authorization,
    kind: 'LocalSubjectAccessReview',
    plural: 'localsubjectaccessreviews',
    namespaced: true,
    schema: struct('LocalSubjectAccessReview', { spec: SUBJECT, status: ACCESS_STATUS }),
  },
  {
    ...authorization,
    kind: 'SelfSubjectAccessReview',
    plural: 'selfsubjectaccessreviews',
    schema: struct('SelfSubjectAccessReview', {
      spec: struct('SelfSubjectAccessReviewSpec', { resourceAttributes: RESOURCE, nonResourceAttributes: PATH }),
      status: ACCESS_STATUS,
    }),
  },
  {
    ...authorization,
    kind: 'SelfSubjectRulesReview',
    plural: 'selfsubjectrulesreviews',
    schema: struct('SelfSubjectRulesReview', {
      spec: struct('SelfSubjectRulesReviewSpec', { namespace: text }),
      status: struct('SubjectRulesReviewStatus', {
        incomplete: flag,
        evaluationError: text,
        resourceRules: listOf(
          struct('ResourceRule', { verbs: texts, apiGroups: texts, resources: texts, resourceNames: texts }),
        ),
        nonResourceRules: listOf(struct('NonResourceRule', { verbs: texts, nonResourceURLs: texts })),
      }),
    }),
  },
  {
    ...authorization,
    kind: 'SubjectAccessReview',
    plural: 'subjectaccessreviews',
    schema: struct('SubjectAccessReview', { spec: SUBJECT, status: ACCESS_STATUS }),
  },
];
