/** Which directions a policy governs; when it does not say, those it has rules for, else ingress. */
export function policyTypes(spec: {
  types?: readonly string[];
  ingress?: readonly unknown[];
  egress?: readonly unknown[];
}): readonly string[] {
  if (spec.types && spec.types.length > 0) return spec.types;
  if (!spec.egress?.length) return ['Ingress'];
  return spec.ingress?.length ? ['Ingress', 'Egress'] : ['Egress'];
}
