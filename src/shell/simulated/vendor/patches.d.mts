export const PATCHES: readonly { name: string; find: string; replace: string }[];
