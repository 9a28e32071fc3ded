export { openScreen, type Screen } from './open-screen.ts';
export { wantsScreen } from './terminal/mode.ts';
export { texts as screenTexts } from './texts.en.ts';
