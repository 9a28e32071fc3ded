const STARS = '********';
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** `TOKEN=...`, `--from-literal=password=...`, `password: ...` */
const ASSIGNED =
  /(\b[\w-]*(?:token|password|passwd|secret)[\w-]*["']?\s*[=:]\s*)("[^"\n]+"|'[^'\n]+'|[^\s"'$<({][^\s"']*)/gi;
const IS_SECRET = /^\s*"?kind"?:\s*"?Secret"?,?\s*$/m;
/** Lines of a Secret's `data`: a key and base64. */
const DATA = /^(\s+"?[\w.-]+"?:\s*)"?[A-Za-z0-9+/]{4,}={0,2}"?(,?)$/gm;

/** Takes secrets out of a text that is kept or shown to others: known values, tokens, keys, passwords, Secret data. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  let out = text;
  for (const secret of known) out = out.replaceAll(secret, STARS);
  out = out.replace(PRIVATE_KEY, STARS).replace(JSON_WEB_TOKEN, STARS).replace(ASSIGNED, `$1${STARS}`);
  return IS_SECRET.test(out) ? out.replace(DATA, `$1${STARS}$2`) : out;
}
