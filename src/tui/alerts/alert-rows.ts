import { printable } from '../../markdown/index.ts';
import type { AlertRow, DetectorRow, EventRow } from '../../runner/index.ts';
import type { LabView, UiState } from '../lab/lab-state.ts';
import { paragraph } from '../lab/rows.ts';
import { hardWrap, toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import { texts } from '../texts.en.ts';

interface Page {
  header: string;
  rows: readonly string[];
  empty: string;
  /** What the chosen row shows when opened. */
  detail(width: number): string[];
}

/** The Calico Cloud tab: three pages, a table each; a row opens in place. */
export function alertRows(ui: UiState, view: LabView, width: number, height: number, focused: boolean, styles: Styles) {
  const { section, row, open, scroll } = ui.alerts;
  const page = PAGES[section](view, row, styles);
  const names = texts.alertSections.map((name, index) => (index === section ? styles.bold(`[${name}]`) : ` ${name} `));
  const top = [toWidth(names.join(' '), width), toWidth('', width)];
  const room = height - top.length - 1;
  const body = page.rows.length === 0 ? paragraph(page.empty, width) : tableRows();
  const keys = section === 2 ? `${texts.alertSectionKeys.split(',')[0]}; ${texts.anomalyKeys}` : texts.alertSectionKeys;
  const filled = [...body, ...Array.from({ length: Math.max(0, room - body.length) }, () => '')].slice(0, room);
  return [...top, ...filled.map((line) => toWidth(line, width)), toWidth(focused ? styles.quiet(keys) : '', width)];

  function tableRows(): string[] {
    if (open) {
      const detail = page.detail(width - 2).map((line) => `  ${line}`);
      const from = Math.min(scroll, Math.max(0, detail.length - room + 1));
      return [`▾ ${page.rows[row] ?? ''}`, ...detail.slice(from, from + room - 1)];
    }
    const from = Math.max(0, Math.min(row - Math.floor(room / 2), page.rows.length - room + 1));
    const shown = page.rows.slice(from, from + room - 1);
    return [
      styles.quiet(`  ${page.header}`),
      ...shown.map((text, index) =>
        index + from === row && focused ? styles.inverse(toWidth(`▸ ${text}`, width)) : `  ${text}`,
      ),
    ];
  }
}

const PAGES: readonly [
  (view: LabView, row: number, styles: Styles) => Page,
  (view: LabView, row: number, styles: Styles) => Page,
  (view: LabView, row: number, styles: Styles) => Page,
] = [eventsPage, configurationPage, detectorsPage];

function eventsPage({ alerts: { events } }: LabView, row: number, styles: Styles): Page {
  const columns = (cells: readonly string[]) =>
    `${cells[0]!.padEnd(9)}${cells[1]!.padEnd(18)}${cells[2]!.padStart(4)}  ${toWidth(cells[3]!, 22)}  ${cells[4]}`;
  return {
    header: columns(texts.alertsHeader),
    rows: events.map((event: EventRow) =>
      printable(columns([clock(event.at), event.type, String(event.severity), event.origin, event.description])),
    ),
    empty: texts.noEvents,
    detail(width) {
      const event = events[row];
      if (!event) return [];
      return [
        ...paragraph(event.description, width),
        '',
        ...fieldLines(event.fields, width),
        styles.bold(texts.record),
        ...event.record.split('\n').flatMap((line) => hard(line, width)),
      ];
    },
  };
}

function configurationPage({ alerts: { alerts } }: LabView, row: number, styles: Styles): Page {
  const columns = (cells: readonly string[]) =>
    `${toWidth(cells[0]!, 28)} ${cells[1]!.padEnd(9)}${cells[2]!.padStart(4)}  ${cells[3]!.padEnd(9)}${cells[4]!.padEnd(10)}${cells[5]}`;
  return {
    header: columns(texts.configurationHeader),
    rows: alerts.map((alert: AlertRow) =>
      printable(
        columns([alert.name, alert.dataSet, alert.severity, alert.status, alert.health, verdictWord(alert.verdict)]),
      ),
    ),
    empty: texts.noAlerts,
    detail(width) {
      const alert = alerts[row];
      if (!alert) return [];
      return [
        styles.bold(alert.verdict === 'fired' ? texts.whyFired : texts.whyNot),
        ...paragraph(alert.reason, width),
        ...(alert.advice ? paragraph(`${texts.doThis}  ${alert.advice}`, width) : []),
        '',
        ...fieldLines(alert.fields, width),
      ];
    },
  };
}

function detectorsPage({ alerts: { detectors }, now }: LabView): Page {
  const columns = (cells: readonly string[]) =>
    `${cells[0]!.padEnd(22)}${toWidth(cells[1]!, 36)} ${cells[2]!.padEnd(14)}${cells[3]}`;
  return {
    header: columns(texts.detectorsHeader),
    rows: detectors.map(({ id, description, lastRun, enabled }: DetectorRow) =>
      columns([
        id,
        description,
        lastRun === undefined ? texts.neverRun : ago(now - lastRun),
        enabled ? texts.enabled : texts.disabled,
      ]),
    ),
    empty: '',
    detail: () => [],
  };
}

function verdictWord(verdict: AlertRow['verdict']): string {
  return verdict === 'fired' ? texts.fired : texts.notFired;
}

function fieldLines(fields: readonly (readonly [string, string])[], width: number): string[] {
  const label = Math.min(30, Math.max(...fields.map(([name]) => name.length)) + 2);
  return fields.flatMap(([name, value]) => {
    const lines = paragraph(value, Math.max(10, width - label));
    return lines.map((line, index) => `${index === 0 ? toWidth(name, label) : ' '.repeat(label)}${line}`);
  });
}

function hard(line: string, width: number): string[] {
  return hardWrap(printable(line), width);
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 1 ? texts.secondsAgo : texts.minutesAgo(minutes);
}
