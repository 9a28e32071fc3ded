/** A place in a text; both are counted from zero. */
export interface Mark {
  line: number;
  column: number;
}

/** Where and why Go's YAML library gives a text up. */
export class YamlProblem extends Error {
  constructor(message: string, line: number) {
    super(line > 0 ? `yaml: line ${line}: ${message}` : `yaml: ${message}`);
  }

  /** Found between two tokens: the library counts its lines from one, and does not name the first. */
  static ofScanner(message: string, at: Mark, context: Mark = at): YamlProblem {
    return new YamlProblem(message, at.line > 0 ? at.line + 1 : context.line);
  }

  /** Found in the order of tokens: the library counts these lines from zero. */
  static ofParser(message: string, at: Mark, context: Mark): YamlProblem {
    return new YamlProblem(message, at.line > 0 ? at.line : context.line);
  }
}
