import type { Tool } from '../../types.ts';
import { formatDate } from '../date/format-date.ts';

/** How long the machine runs, by its simulated clock: /proc is as old as it is. */
export const uptime: Tool = {
  name: 'uptime',
  async run({ args, clock, fs, stdout, stderr }) {
    const [option] = args;
    const started = (await fs.stat('/proc')).mtime.getTime();
    const minutes = Math.floor((clock.now() - started) / 60_000);
    if (option === '-s' || option === '--since') stdout(`${formatDate(started, '%Y-%m-%d %H:%M:%S')}\n`);
    else if (option === '-p' || option === '--pretty') stdout(`up ${words(minutes)}\n`);
    else if (option === undefined) {
      stdout(
        ` ${formatDate(clock.now(), '%H:%M:%S')} up ${short(minutes)},  1 user,  load average: 0.08, 0.05, 0.01\n`,
      );
    } else {
      stderr(`uptime: invalid option -- '${option.replace(/^-+/, '')}'\n`);
      return 1;
    }
    return 0;
  },
};

function words(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  const shown = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return shown.join(', ') || '0 minutes';
}

function short(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  const day = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '';
  return day + (hours > 0 ? `${String(hours).padStart(2)}:${String(rest).padStart(2, '0')}` : `${rest} min`);
}
