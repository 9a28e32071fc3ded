import type { AlertSource, Session } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { readFiles } from '../files/read-files.ts';
import type { Desk } from './desk.ts';

/** What the tabs beside the shells ask for: switching detectors, reading and writing files. */
export class TabWork {
  readonly #session: Session;
  readonly #alerts: AlertSource;
  readonly #desk: Desk;

  constructor(session: Session, alerts: AlertSource, desk: Desk) {
    this.#session = session;
    this.#alerts = alerts;
    this.#desk = desk;
  }

  async switchDetector(row: number): Promise<void> {
    const detector = this.#desk.passing.alerts.detectors[row];
    if (!detector) return;
    const problem = await this.#alerts.switchDetector(detector);
    if (problem) this.#desk.say(texts.mistake(problem));
    else if (!detector.enabled && !detector.implemented) this.#desk.say(texts.notImplemented);
  }

  async openFile(index: number, row: number): Promise<void> {
    const tab = this.#desk.view.tabs[index];
    if (tab?.kind !== 'file') return;
    const open = row < 0 ? undefined : this.#desk.passing.files[index]?.names[row];
    const file = await readFiles(this.#session, tab.host, tab.path, open);
    this.#desk.change({ files: { ...this.#desk.passing.files, [index]: file } });
  }

  async saveFile(index: number, text: string): Promise<void> {
    const tab = this.#desk.view.tabs[index];
    const open = this.#desk.passing.files[index]?.open;
    if (tab?.kind !== 'file' || !open) return;
    await this.#session.target.writeFile(tab.host, open.path, text);
    await this.openFile(index, this.#desk.passing.files[index]!.names.indexOf(open.path));
    this.#desk.say(texts.saved(open.path));
  }
}
