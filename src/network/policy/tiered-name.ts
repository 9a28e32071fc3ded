/** The tier of a policy and its full name: policies of the default tier may be written without their prefix. */
export function tieredName(name: string, tier: string | undefined): { tier: string; name: string } {
  const prefix = tier || 'default';
  return { tier: prefix, name: name.startsWith(`${prefix}.`) || name.startsWith('knp.') ? name : `${prefix}.${name}` };
}
