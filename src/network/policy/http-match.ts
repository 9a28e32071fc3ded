/** The `http` part of a policy rule. */
export interface HttpMatchSpec {
  methods?: readonly string[];
  paths?: readonly { exact?: string; prefix?: string }[];
}

/** What of a request such a rule looks at. */
export interface RequestLine {
  readonly method: string;
  /** With its query, as sent. */
  readonly path: string;
}

/** True when the request is one of the methods (`*`: any) and has one of the paths; an empty list asks for nothing. */
export function matchesHttp({ methods = [], paths = [] }: HttpMatchSpec, { method, path }: RequestLine): boolean {
  if (methods.length > 0 && !methods.includes('*') && !methods.includes(method)) return false;
  if (paths.length === 0) return true;
  const bare = path.split(/[?#]/, 1)[0]!;
  return paths.some(({ exact, prefix }) => bare === exact || (prefix !== undefined && bare.startsWith(prefix)));
}
