import { absent } from './tools/absent/absent.ts';
import { bc } from './tools/bc/bc.ts';
import { date } from './tools/date/date.ts';
import { diff } from './tools/diff/diff.ts';
import { editor } from './tools/editor/editor.ts';
import { envsubst } from './tools/envsubst/envsubst.ts';
import { hostname, id, tty, uname, whoami } from './tools/identity/identity.ts';
import { clear, less } from './tools/less/less.ts';
import { mktemp } from './tools/mktemp/mktemp.ts';
import { nohup } from './tools/nohup/nohup.ts';
import { openssl } from './tools/openssl/openssl.ts';
import { paste } from './tools/paste/paste.ts';
import { realpath } from './tools/realpath/realpath.ts';
import { sleep } from './tools/sleep/sleep.ts';
import { sudo } from './tools/sudo/sudo.ts';
import { timeout } from './tools/timeout/timeout.ts';
import { uniq } from './tools/uniq/uniq.ts';
import { uptime } from './tools/uptime/uptime.ts';
import { watch } from './tools/watch/watch.ts';
import { xargs } from './tools/xargs/xargs.ts';
import { yes } from './tools/yes/yes.ts';
import { yq } from './tools/yq/yq.ts';
import type { Tool } from './types.ts';

/** The utilities every simulated machine has beside those of the interpreter; `Machine.builtins` picks among them. */
export function standardTools(): readonly Tool[] {
  return TOOLS;
}

const TOOLS: readonly Tool[] = [
  absent,
  editor,
  bc,
  date,
  diff,
  envsubst,
  hostname,
  id,
  tty,
  uname,
  whoami,
  clear,
  less,
  mktemp,
  nohup,
  openssl,
  paste,
  realpath,
  sleep,
  sudo,
  timeout,
  uniq,
  uptime,
  watch,
  xargs,
  yes,
  yq,
];
