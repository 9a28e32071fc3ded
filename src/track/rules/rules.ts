import { challengeNotFound } from './challenge-not-found.ts';
import { checkCannotFail } from './check-cannot-fail.ts';
import { downloadNotAnswered } from './download-not-answered.ts';
import { duplicateSlug } from './duplicate-slug.ts';
import { emptyText } from './empty-text.ts';
import { equalsLineInCode } from './equals-line-in-code.ts';
import { failMessageWithoutExit } from './fail-message-without-exit.ts';
import { folderName } from './folder-name.ts';
import { httpWebsiteTab } from './http-website-tab.ts';
import { instruqtVariable } from './instruqt-variable.ts';
import { manifestContent } from './manifest-content.ts';
import { manifestInvalid } from './manifest-invalid.ts';
import { missingField } from './missing-field.ts';
import { missingImage } from './missing-image.ts';
import { mojibake } from './mojibake.ts';
import { placeholder } from './placeholder.ts';
import { quizSolution } from './quiz-solution.ts';
import { readingRules } from './reading-rules.ts';
import type { Rule } from './rule.ts';
import { scriptLanguage } from './script-language.ts';
import { scriptSyntax } from './script-syntax.ts';
import { sectionNotFound } from './section-not-found.ts';
import { setextSurprise } from './setext-surprise.ts';
import { sidecarInvalid } from './sidecar-invalid.ts';
import { sidecarNamesNothing } from './sidecar-names-nothing.ts';
import { tabOutOfRange } from './tab-out-of-range.ts';
import { translationUnused } from './translation-unused.ts';
import { typographicCharacter } from './typographic-character.ts';
import { unclosedFence } from './unclosed-fence.ts';
import { unknownEnvironment } from './unknown-environment.ts';
import { unknownHost } from './unknown-host.ts';
import { unknownType } from './unknown-type.ts';
import { variableNeverSet } from './variable-never-set.ts';
import { windowsLineEnds } from './windows-line-ends.ts';

/** Everything `validate` looks for: files first, then identity, text, blocks, scripts. */
export const rules: readonly Rule[] = [
  ...readingRules,
  sidecarInvalid,
  sidecarNamesNothing,
  unknownEnvironment,
  challengeNotFound,
  missingField,
  unknownType,
  folderName,
  downloadNotAnswered,
  duplicateSlug,
  quizSolution,
  httpWebsiteTab,
  tabOutOfRange,
  sectionNotFound,
  missingImage,
  emptyText,
  translationUnused,
  unclosedFence,
  equalsLineInCode,
  setextSurprise,
  mojibake,
  instruqtVariable,
  variableNeverSet,
  placeholder,
  typographicCharacter,
  manifestInvalid,
  manifestContent,
  unknownHost,
  scriptLanguage,
  scriptSyntax,
  windowsLineEnds,
  failMessageWithoutExit,
  checkCannotFail,
];
