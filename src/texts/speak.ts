import { english } from './texts.en.ts';

/** The same keys and parameters in any language. */
export type Texts = Worded<typeof english>;

type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Worded<Said>
    : { readonly [Key in keyof T]: Worded<T[Key]> };

/** What the full screen, its keys and plain mode say, in the language chosen: read it when something is said, keep no copy. */
export let screenTexts: Texts['screen'] = english.screen;
export let keyTexts: Texts['keys'] = english.keys;
export let lineTexts: Texts['lines'] = english.lines;

const LANGUAGES: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => english,
  de: async () => (await import('./texts.de.ts')).german,
};

/**
 * Chooses the language of firedrill's own texts (`de`), for the whole process and before anything is said. English for
 * one it does not have: a track may have texts in more languages than firedrill.
 */
export async function speak(language: string): Promise<void> {
  const texts = await (LANGUAGES[language] ?? LANGUAGES['en']!)();
  screenTexts = texts.screen;
  keyTexts = texts.keys;
  lineTexts = texts.lines;
}
