import { fillVariables, knownHost, type LabStep, type Session } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { LabTab } from './lab-state.ts';

type Tab = LabStep['challenge']['tabs'][number];

/**
 * A challenge's tabs in its order, so that `tab-1` means what the author meant; the shell its blocks run in comes last
 * when it is none of them.
 */
export function tabsOf(challenge: LabStep['challenge'], session: Session): LabTab[] {
  const terminals: string[] = [];
  const tabs = challenge.tabs.map((tab) => labTab(filled(tab, session), session, terminals));
  if (!terminals.includes(session.terminal))
    tabs.push({ title: texts.shellTab, kind: 'shell', terminal: session.terminal });
  return tabs;
}

function labTab(tab: Tab, session: Session, terminals: string[]): LabTab {
  const { target } = session;
  const host = knownHost(target, tab.hostname ?? session.terminal);
  const title = tab.title || tab.type;
  if (tab.type === 'terminal') {
    // The first one on a machine is the shell its blocks run in; the others have variables of their own.
    const terminal = terminals.includes(host) ? `${host}/${title} ${terminals.length + 1}` : host;
    terminals.push(terminal);
    return { title, kind: 'shell', terminal };
  }
  if (tab.type === 'code') return { title, kind: 'file', host, path: tab.path || target.home };
  const address = tab.url ?? `${tab.hostname ?? ''}${tab.port ? `:${tab.port}` : ''}${tab.path ?? ''}`;
  if (isCalicoCloud(title, address)) return { title, kind: 'alerts' };
  if (tab.type === 'website' || tab.type === 'service' || tab.type === 'external' || tab.type === 'browser')
    return { title, kind: 'message', lines: texts.otherAddress(address) };
  return { title, kind: 'message', lines: texts.unknownTab(tab.type) };
}

/** Texts of a tab may leave something to the sandbox, as the assignment may. */
function filled(tab: Tab, { track, target }: Session): Tab {
  const fill = (text: string | undefined) => (text === undefined ? undefined : fillVariables(text, track, target));
  return { ...tab, title: fill(tab.title)!, url: fill(tab.url), path: fill(tab.path) };
}

/** The product's own pages; its documentation and repositories are pages like any other. */
function isCalicoCloud(title: string, address: string): boolean {
  const host = /^https?:\/\/([^/:]+)/i.exec(address)?.[1];
  if (host) return /(?:^|\.)calicocloud\.io$/i.test(host);
  return /calico|manager/i.test(`${title} ${address}`);
}
