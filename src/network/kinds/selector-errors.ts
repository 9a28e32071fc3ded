import { SelectorError } from '../selectors/labels.ts';
import { parseSelector } from '../selectors/parse-selector.ts';
import { type FieldError, tagError } from './field-error.ts';

/**
 * What is wrong with a selector and where, in words of ours; undefined when it parses.
 *
 * @example
 * whatIsWrongWith("app = 'web'"); // 'expected == or !=, but found "=" at position 5'
 */
export function whatIsWrongWith(selector: string): string | undefined {
  try {
    parseSelector(selector);
    return undefined;
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return error.message;
  }
}

/** The error of a selector that does not parse; Calico's validator names its tag only (`whatIsWrongWith` says more). */
export function selectorErrors(field: string, selector: string | undefined): FieldError[] {
  return selector && whatIsWrongWith(selector) ? [tagError(field, selector, 'selector')] : [];
}

/** `global()` means what is in no namespace, which only the namespace selector of a rule's end asks about. */
export function globalErrors(field: string, selector: string | undefined): FieldError[] {
  if (!selector?.includes('global()')) return [];
  return [{ field, value: selector, reason: 'global() can only be used in an EntityRule namespaceSelector' }];
}
