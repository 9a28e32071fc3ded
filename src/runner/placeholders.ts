/** `<POD_IP>`, `<pod-name>`, `<your name>`: what the learner has to fill in. `<<EOF>` and `<file>` are the shell's. */
const PLACEHOLDER = /(?<![<\w$])<([A-Za-z][\w-]*(?: [\w-]+)*)>/g;
const HERE_DOCUMENT = /<<-?\s*\\?['"]?(\w+)['"]?[^\n]*\n[\s\S]*?\n\s*\1(?=\n|$)/g;

/** The distinct placeholders of a block outside its here documents, in order, as written. */
export function placeholdersOf(text: string): string[] {
  const commands = text.replace(HERE_DOCUMENT, '\n');
  return [...new Set([...commands.matchAll(PLACEHOLDER)].map(([whole]) => whole))];
}

export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (filled, [placeholder, value]) => filled.replaceAll(placeholder, () => value),
    text,
  );
}
