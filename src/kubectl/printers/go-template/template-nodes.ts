/** Where something stands in a template (an offset), and how Go prints it in its errors. */
export interface Place {
  at: number;
  text: string;
}

/** One word of a command: a value, or the function that makes one. */
export type Operand = Place &
  (
    | { type: 'literal'; value: string | number | boolean }
    | { type: 'nil' }
    | { type: 'dot' }
    | { type: 'field'; names: string[] }
    | { type: 'variable'; name: string; names: string[] }
    | { type: 'function'; name: string }
    | { type: 'nested'; pipeline: Pipeline; names: string[] }
  );

export interface Command extends Place {
  operands: Operand[];
}

export interface Pipeline extends Place {
  /** The variables it fills: one, or key and element of a `range`. */
  declares: string[];
  commands: Command[];
}

export type TemplateNode =
  | { type: 'text'; text: string }
  | { type: 'output'; pipeline: Pipeline }
  | { type: 'if' | 'range' | 'with'; pipeline: Pipeline; body: TemplateNode[]; otherwise: TemplateNode[] }
  | { type: 'break' | 'continue' }
  | ({ type: 'template'; name: string; pipeline?: Pipeline } & Place);

export interface ParsedTemplate {
  nodes: TemplateNode[];
  /** What `define` and `block` name. */
  defined: Map<string, TemplateNode[]>;
}
