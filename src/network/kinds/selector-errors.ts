import { SelectorError } from '../selectors/labels.ts';
import { parseSelector } from '../selectors/parse-selector.ts';
import { type FieldError, tagError } from './field-error.ts';

/** The error of a selector that does not parse; Calico's validator names its tag, we add what is wrong. */
export function selectorErrors(field: string, selector: string | undefined): FieldError[] {
  if (!selector) return [];
  try {
    parseSelector(selector);
    return [];
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    const { reason } = tagError(field, selector, 'selector');
    return [{ field, value: selector, reason: `${reason}(${error.message})` }];
  }
}

/** `global()` means what is in no namespace, which only the namespace selector of a rule's end asks about. */
export function globalErrors(field: string, selector: string | undefined): FieldError[] {
  if (!selector?.includes('global()')) return [];
  return [{ field, value: selector, reason: 'global() can only be used in an EntityRule namespaceSelector' }];
}
