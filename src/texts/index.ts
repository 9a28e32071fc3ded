export { keyTexts, lineTexts, screenTexts, speak, type Texts } from './speak.ts';
