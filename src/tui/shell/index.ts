export { Consoles } from './consoles.ts';
export { ShellPane, type ShellPaneProps } from './shell-pane.tsx';
export {
  NEW_SHELL,
  type ShellEffect,
  type ShellState,
  type ShellView,
  shellWith,
  updateShell,
} from './shell-state.ts';
