export { Screen } from './screen.tsx';
export { wantsScreen } from './terminal/mode.ts';
export { texts as screenTexts } from './texts.en.ts';
