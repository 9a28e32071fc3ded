export { openScreen, type Screen } from './open-screen.ts';
export type { PickerTrack } from './picker/picker-state.ts';
export { wantsScreen } from './terminal/mode.ts';
