/** Variables of the user that the track's commands see: what a terminal, a language and a proxy need, and no more. */
const ALLOWED =
  /^(PATH|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|COLORTERM|NO_COLOR|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|https?_proxy|no_proxy|all_proxy|SSL_CERT_(FILE|DIR))$/;

/**
 * The environment of commands on the user's machine: the allowed variables of `own`, then what the session sets. `wanted`
 * are variables the workshop expects (`CLUSTERNAME`): the user's value counts where there is one.
 */
export function allowedEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  session: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const allowed = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && ALLOWED.test(entry[0]),
  );
  const expected = Object.entries(wanted).map(([name, value]) => [name, own[name] ?? value]);
  return { ...Object.fromEntries(allowed), ...Object.fromEntries(expected), ...session };
}
