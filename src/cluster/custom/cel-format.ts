import { Optional } from '@marcbachmann/cel-js';
import {
  labelProblem,
  labelValueProblem,
  qualifiedNameProblem,
  serviceNameProblem,
  subdomainProblem,
} from '../names.ts';
import type { CelLibrary } from './cel-library.ts';
import { hasFormat } from './text-formats.ts';

type Check = (text: string) => string | undefined;

/** What the name of a format means; classes, because CEL tells types apart by them. */
class NamedFormat {
  readonly name: string;
  readonly check: Check;

  constructor(name: string, check: Check) {
    this.name = name;
    this.check = check;
  }
}

class FormatLibrary {}

const asText = (format: string, what: string): Check => {
  return (text) => (hasFormat(text, format) ? undefined : what);
};

/** What `generateName` adds is still to come: a prefix may end with a dash. */
const prefixOf = (check: Check): Check => {
  return (text) => check(text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
};

const FORMATS = [
  new NamedFormat('dns1123Label', labelProblem),
  new NamedFormat('dns1123Subdomain', subdomainProblem),
  new NamedFormat('dns1035Label', serviceNameProblem),
  new NamedFormat('qualifiedName', qualifiedNameProblem),
  new NamedFormat('dns1123LabelPrefix', prefixOf(labelProblem)),
  new NamedFormat('dns1123SubdomainPrefix', prefixOf(subdomainProblem)),
  new NamedFormat('dns1035LabelPrefix', prefixOf(serviceNameProblem)),
  new NamedFormat('labelValue', labelValueProblem),
  new NamedFormat('uri', asText('uri', 'invalid URI')),
  new NamedFormat('uuid', asText('uuid', 'does not match the UUID format')),
  new NamedFormat('byte', asText('byte', 'invalid base64')),
  new NamedFormat('date', asText('date', 'invalid date')),
  new NamedFormat('datetime', asText('datetime', 'invalid datetime')),
];

/** Kubernetes' `format` for rules in CEL: `!format.dns1123Label().validate(self.name).hasValue()`. */
export const FORMAT_LIBRARY: CelLibrary = {
  types: { NamedFormat, FormatLibrary },
  variables: { format: { type: 'FormatLibrary', value: new FormatLibrary() } },
  functions: {
    'FormatLibrary.named(string): optional': (_library: FormatLibrary, name: string) => {
      const found = FORMATS.find((each) => each.name === name);
      return found ? Optional.of(found) : Optional.none();
    },
    ...Object.fromEntries(FORMATS.map((each) => [`FormatLibrary.${each.name}(): NamedFormat`, () => each])),
    'NamedFormat.validate(string): optional': ({ check }: NamedFormat, text: string) => {
      const problem = check(text);
      return problem === undefined ? Optional.none() : Optional.of([problem]);
    },
  },
};
