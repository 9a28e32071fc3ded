const VARIABLE = /\[\[\s*Instruqt-Var\b([^\]]*)\]\]/gi;

/**
 * Replaces `[[ Instruqt-Var key="K" hostname="H" ]]` in a text, before it is read as Markdown or run.
 * Keys have no case: `lookup` gets them as written; what it does not know becomes empty, as on Instruqt.
 */
export function substituteVariables(
  text: string,
  lookup: (key: string, hostname: string | undefined) => string | undefined,
): string {
  return text.replace(VARIABLE, (_whole, attributes: string) => {
    const key = quoted(attributes, 'key');
    return key === undefined ? '' : (lookup(key, quoted(attributes, 'hostname')) ?? '');
  });
}

function quoted(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s*=\\s*["'\u201C\u201D]([^"'\u201C\u201D]*)["'\u201C\u201D]`, 'i').exec(
    attributes,
  )?.[1];
}
