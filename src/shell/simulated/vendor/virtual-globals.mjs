import { AsyncLocalStorage } from 'node:async_hooks';

/** Stands in for time and chance inside the bundle: whoever runs the interpreter supplies both. */
export const hostSources = new AsyncLocalStorage();

/** Stands in for localeCompare: by code, as in the locale C. */
export function compareCharacters(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

const RealDate = globalThis.Date;

export function virtualNow() {
  return hostSources.getStore()?.now() ?? 0;
}

export function virtualRandom() {
  return hostSources.getStore()?.random() ?? 0.5;
}

/** Date as on a machine whose time zone is UTC and whose clock is the host's simulated one. */
export class VirtualDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(virtualNow());
    else if (parts.length === 1) super(parts[0]);
    else super(RealDate.UTC(...parts));
  }

  static now() {
    return virtualNow();
  }

  getTimezoneOffset() {
    return 0;
  }
}

for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
  for (const verb of ['get', 'set']) {
    const utc = RealDate.prototype[`${verb}UTC${part}`];
    if (utc) Object.defineProperty(VirtualDate.prototype, `${verb}${part}`, { value: utc });
  }
}
