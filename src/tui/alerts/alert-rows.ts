import { printable } from '../../markdown/index.ts';
import type { AlertRow, DetectorRow, EventRow } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { geometryOf } from '../lab/geometry.ts';
import type { LabView, UiState } from '../lab/lab-state.ts';
import { endsWith, hardWrap, toWidth } from '../text/cells.ts';
import { paragraph } from '../text/paragraph.ts';
import { type Styles, stylesFor } from '../text/styles.ts';

interface Page {
  header: string;
  /** One entry a row; in a narrow pane of two lines. */
  rows: readonly (readonly string[])[];
  empty: string;
  /** What the chosen row shows when opened. */
  detail(width: number): string[];
}

/** Below this many cells what a row says stands in two lines, not in columns. */
const COLUMNS_FROM = 84;

/** The Calico Cloud tab: three pages, a table each; a row opens in place. */
export function alertRows(ui: UiState, view: LabView, width: number, height: number, focused: boolean, styles: Styles) {
  const { section, row, open, scroll } = ui.alerts;
  const page = PAGES[section](view, row, width - MARK.length, styles);
  const names = texts.alertSections.map((name, index) => (index === section ? styles.bold(`[${name}]`) : ` ${name} `));
  const top = [toWidth(names.join(' '), width), toWidth('', width)];
  const room = height - AROUND;
  const body = page.rows.length === 0 ? paragraph(page.empty, width) : tableRows();
  const keys = section === 2 ? texts.detectorKeys : texts.alertKeys;
  const filled = [...body, ...Array.from({ length: Math.max(0, room - body.length) }, () => '')].slice(0, room);
  return [...top, ...filled.map((line) => toWidth(line, width)), toWidth(focused ? styles.quiet(keys) : '', width)];

  function tableRows(): string[] {
    if (open) {
      const detail = page.detail(width - MARK.length).map((line) => MARK + line);
      const from = Math.min(scroll, Math.max(0, detail.length - room + 1));
      return [styles.bold(`▾ ${page.rows[row]?.[0] ?? ''}`), ...detail.slice(from, from + room - 1)];
    }
    const most = Math.max(1, Math.floor((room - 1) / page.rows[0]!.length));
    const from = Math.max(0, Math.min(row - Math.floor(most / 2), page.rows.length - most));
    return [
      styles.quiet(MARK + page.header),
      ...page.rows.slice(from, from + most).flatMap((lines, index) => {
        const marked = index + from === row && focused;
        return lines.map((line, at) =>
          marked ? styles.inverse(toWidth((at === 0 ? '▸ ' : MARK) + line, width)) : MARK + line,
        );
      }),
    ];
  }
}

/** The furthest an opened row can be scrolled to. */
export function lastAlertScroll(ui: UiState, view: LabView): number {
  const { width, height } = geometryOf(ui).tab;
  const inside = width - MARK.length;
  const detail = PAGES[ui.alerts.section](view, ui.alerts.row, inside, stylesFor(undefined)).detail(inside);
  return Math.max(0, detail.length - (height - AROUND) + 1);
}

/** The names of the pages, a blank row, and the keys. */
const AROUND = 3;
const MARK = '  ';

type PageOf = (view: LabView, row: number, width: number, styles: Styles) => Page;

const PAGES: readonly [PageOf, PageOf, PageOf] = [eventsPage, configurationPage, detectorsPage];

function eventsPage({ alerts: { events } }: LabView, row: number, width: number, styles: Styles): Page {
  const [time, type, severity, origin, description] = texts.alertsHeader;
  const wide = width + MARK.length >= COLUMNS_FROM;
  const head = (when: string, kind: string, weight: string) =>
    `${when.padEnd(9)}${kind.padEnd(18)}${weight.padStart(4)}`;
  const columns = (left: string, from: string, what: string) => `${left}  ${toWidth(from, 22)}  ${what}`;
  return {
    header: wide ? columns(head(time, type, severity), origin, description) : head(time, type, severity),
    rows: events.map((event: EventRow) => {
      const left = head(clock(event.at), event.type, String(event.severity));
      const lines = wide ? [columns(left, event.origin, event.description)] : [left, MARK + event.description];
      return lines.map(printable);
    }),
    empty: texts.noEvents,
    detail(room) {
      const event = events[row];
      if (!event) return [];
      return [
        ...paragraph(event.description, room),
        '',
        ...fieldLines(event.fields, room, styles),
        styles.bold(texts.record),
        ...event.record.split('\n').flatMap((line) => hard(line, room)),
      ];
    },
  };
}

function configurationPage({ alerts: { alerts } }: LabView, row: number, width: number, styles: Styles): Page {
  const [name, dataSet, severity, status, health, fired] = texts.configurationHeader;
  const wide = width + MARK.length >= COLUMNS_FROM;
  const facts = (data: string, weight: string, state: string, how: string) =>
    `${data.padEnd(9)}${weight.padStart(4)}  ${state.padEnd(9)}${how.padEnd(10)}`;
  const columns = (left: string, middle: string, right: string) => `${toWidth(left, 28)} ${middle}${right}`;
  return {
    header: wide ? columns(name, facts(dataSet, severity, status, health), fired) : endsWith(name, `${fired} `, width),
    rows: alerts.map((alert: AlertRow) => {
      const verdict = verdictWord(alert.verdict);
      if (wide) {
        const middle = facts(alert.dataSet, alert.severity, alert.status, alert.health);
        return [printable(columns(alert.name, middle, verdict))];
      }
      const below = [alert.dataSet, texts.severity(alert.severity), alert.status, alert.health].filter(Boolean);
      return [endsWith(printable(alert.name), `  ${verdict} `, width), MARK + printable(below.join(', '))];
    }),
    empty: texts.noAlerts,
    detail(room) {
      const alert = alerts[row];
      if (!alert) return [];
      return [
        styles.bold(alert.verdict === 'fired' ? texts.whyFired : texts.whyNot),
        ...paragraph(alert.reason, room),
        ...(alert.advice ? paragraph(`${texts.doThis}  ${alert.advice}`, room) : []),
        '',
        ...fieldLines(alert.fields, room, styles),
      ];
    },
  };
}

function detectorsPage({ alerts: { detectors }, now }: LabView, _: number, width: number): Page {
  const [id, description, lastRun, status] = texts.detectorsHeader;
  const wide = width + MARK.length >= COLUMNS_FROM;
  const columns = (cells: readonly string[]) =>
    `${cells[0]!.padEnd(22)}${toWidth(cells[1]!, 36)} ${cells[2]!.padEnd(14)}${cells[3]}`;
  return {
    header: wide ? columns([id, description, lastRun, status]) : endsWith(id, `${status} `, width),
    rows: detectors.map((detector: DetectorRow) => {
      const state = detector.enabled ? texts.enabled : texts.disabled;
      const ran = detector.lastRun === undefined ? texts.neverRun : ago(now - detector.lastRun);
      if (wide) return [columns([detector.id, detector.description, ran, state])];
      return [
        endsWith(detector.id, `  ${state} `, width),
        MARK + endsWith(detector.description, `  ${ran} `, width - 2),
      ];
    }),
    empty: '',
    detail: () => [],
  };
}

function verdictWord(verdict: AlertRow['verdict']): string {
  return verdict === 'fired' ? texts.fired : texts.notFired;
}

/** Names and values side by side, or below each other where that leaves too little room for the values. */
function fieldLines(fields: readonly (readonly [string, string])[], width: number, styles: Styles): string[] {
  const label = Math.min(30, Math.max(...fields.map(([name]) => name.length)) + 2);
  if (width - label < ROOM_FOR_VALUES) {
    return fields.flatMap(([name, value]) => [
      styles.quiet(name),
      ...paragraph(value, width - MARK.length).map((line) => MARK + line),
    ]);
  }
  return fields.flatMap(([name, value]) => {
    const lines = paragraph(value, Math.max(10, width - label));
    return lines.map((line, index) => `${index === 0 ? toWidth(name, label) : ' '.repeat(label)}${line}`);
  });
}

const ROOM_FOR_VALUES = 36;

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
