import { anything, described, flag, integer, listOf, struct, text, textMap, texts } from './build.ts';

/** metadata of every object. */
export const OBJECT_META = struct('ObjectMeta', {
  name: described('Unique within a namespace. Cannot be changed.', text),
  generateName: described('A prefix the server makes a unique name from when no name is given.', text),
  namespace: described('The namespace the object lives in. Cannot be changed.', text),
  selfLink: text,
  uid: described('Unique in time and space, given by the server.', text),
  resourceVersion: described('The version of the object, opaque to clients.', text),
  generation: described('Counts changes of the desired state.', integer),
  creationTimestamp: described('When the object was created.', text),
  deletionTimestamp: described('When the object will be deleted.', text),
  deletionGracePeriodSeconds: described('How many seconds the object has to end by itself.', integer),
  labels: described('Keys and values to organise and select objects with.', textMap),
  annotations: described('Keys and values tools keep with the object.', textMap),
  ownerReferences: described(
    'Objects this one depends on: it is deleted when they all are gone.',
    listOf(
      struct('OwnerReference', {
        apiVersion: text,
        kind: text,
        name: text,
        uid: text,
        controller: flag,
        blockOwnerDeletion: flag,
      }),
    ),
  ),
  finalizers: described('Must be empty before the object is removed.', texts),
  managedFields: described('Which manager set which fields.', listOf(anything)),
});

/** A label selector. */
export const LABEL_SELECTOR = struct('LabelSelector', {
  matchLabels: textMap,
  matchExpressions: listOf(struct('LabelSelectorRequirement', { key: text, operator: text, values: texts })),
});
