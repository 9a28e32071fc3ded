interface Recording {
  cmd?: string;
  server?: string;
}

const FIXED_PORTS = [30080, 30081, 30180, 30190];
const FIXED_UIDS = ['9f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0', '0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0'];

/** Replaces what differs between two runs of the same commands (ages, uids, addresses), as the recordings' own rules do. */
export function normalize(text: string, recording: Recording): string {
  let t = text.replace(
    /^Warning: (\S+ \S+ is deprecated in v1\..*|short name "\w+" could also match lower priority resource .*)\n/gm,
    '',
  );
  let widthsChanged = false;
  const substitute = (pattern: RegExp, replacement: string | ((...match: string[]) => string)): void => {
    const next = t.replace(pattern, replacement as string);
    if (next !== t) widthsChanged = true;
    t = next;
  };
  t = t.replace(/\x1b\[[0-9;]*m/g, '');
  t = t.replace(/\b[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d+ (\S+?):\d+\]/g, '<klog> $1]');
  t = t.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (uid) =>
    FIXED_UIDS.includes(uid) ? uid : '<uid>',
  );
  t = t
    .replace(/https?:\/\/127\.0\.0\.1:(?:164[45]\d|18080)/g, '<server>')
    .replace(/127\.0\.0\.1:(?:164[45]\d|18080)/g, '<server-host>');
  t = t.replace(/\b(20(?!26-01-05|26-01-01)\d\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>');
  t = t.replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<difftime>');
  t = t.replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?!Jan 2026)\w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<date>');
  t = t.replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, '<date>');
  t = t
    .replace(/(resourceVersion(?:\\?")?: ?\\?")\d+/g, '$1<rv>')
    .replace(/(Resource Version:\s+)\d+/g, '$1<rv>')
    .replace(/(resourceVersion:)\d+/g, '$1<rv>');
  t = t
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '/tmp/$1-<n>')
    .replace(/kubectl-edit-\d+/g, 'kubectl-edit-<n>')
    .replace(/\bpid \d+\b/g, 'pid <n>');
  t = t.replace(/v0\.0\.0-master\+[0-9a-f]+/g, '<server-version>').replace(/\/home\/user\b/g, '<home>');
  if (/controller-manager/.test(recording.server ?? '')) generatedNames(substitute);
  substitute(/\b(gen)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, '$1-<rand>');
  substitute(/\b10\.49\.(?!0\.1\b|100\.)\d+\.\d+\b/g, '<cluster-ip>');
  t = t.replace(
    /([:/ ]|nodePort: |"nodePort": )(3(?:0[2-9]\d\d|00[0-7]\d|009\d|01[0-7]\d|[12]\d{3}))(?=[/,\s}]|$)/gm,
    (whole, before, port) => (FIXED_PORTS.includes(Number(port)) ? whole : `${before}<port>`),
  );
  t = ages(t, recording);
  t = t.replace(/("?(?:lastHeartbeatTime|startedAt)"?): <time>/g, '$1: <time>');
  t = t.replace(/(duration|after|in) \d+(\.\d+)?(ms|µs|s)\b/g, '$1 <dur>');
  return widthsChanged ? t.replace(/ {2,}/g, '  ').replace(/ +$/gm, '') : t;
}

function generatedNames(substitute: (pattern: RegExp, replacement: string) => void): void {
  const letters = '[bcdfghjklmnpqrstvwxz2456789]';
  substitute(new RegExp(`-(${letters}{7,10})-(${letters}{5})(?![\\w-])`, 'g'), '-<hash>-<rand>');
  substitute(new RegExp(`-(?=[a-z]*\\d)${letters}{7,10}(?![\\w-])`, 'g'), '-<hash>');
  substitute(new RegExp(`(pod-template-hash(?:"?: ?"?|=))${letters}{7,10}`, 'g'), '$1<hash>');
  substitute(new RegExp(`\\b(agent|hello|j|pi)-${letters}{5}(?![\\w-])`, 'g'), '$1-<rand>');
  substitute(/\.[0-9a-f]{16}\b/g, '.<event>');
  substitute(/\b10\.48\.0\.\d+\b/g, '<pod-ip>');
}

const AGE_HEADER = /(^|\s)(AGE|LAST SEEN|DURATION|LAST SCHEDULE|Age|FIRST SEEN)(\s|$)/;
const AGE_CELL = /(?<=^|\s)()((?:\d+[smhdy]){1,2}|<invalid>)( ago)?( \(x\d+ over \S+\))?(\s{2,}|$)/g;

/** In tables with an age column: keep the cell's width; elsewhere only behind `Age:`. */
function ages(text: string, { cmd = '' }: Recording): string {
  let on = /--no-headers/.test(cmd);
  const out: string[] = [];
  for (const line of text.split('\n')) {
    if (AGE_HEADER.test(line)) {
      on = true;
      out.push(line);
      continue;
    }
    if (!line.trim() && !/--no-headers/.test(cmd)) on = /get (all|.*,)|get pod\/|get ep|events/.test(cmd) && on;
    const plain = line.replace(/^(\s*(?:Age|Duration):\s+)\d+[smhdy]\S*$/, '$1<age>');
    out.push(on ? plain.replace(AGE_CELL, ageCell) : plain);
  }
  return out.join('\n');
}

function ageCell(_: string, before: string, age: string, ago = '', over = '', pad = ''): string {
  const body = `<age>${ago}${over ? over.replace(/over \S+\)/, 'over <age>)') : ''}`;
  const width = age.length + ago.length + over.length + pad.length;
  return before + (pad ? body + ' '.repeat(Math.max(1, width - body.length)) : body);
}
