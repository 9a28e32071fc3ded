/** A here document as the command reads it. */
export interface HereDocumentInput {
  text: string;
  /** Where each character stands, and the end, from the start of the document's first line. */
  places: readonly number[];
}

/** `lines`: without the tabs that `<<-` takes off, each with where it starts. */
export function hereDocumentInput(
  lines: readonly { readonly text: string; readonly start: number }[],
  quoted: boolean,
): HereDocumentInput {
  const places: number[] = [];
  let input = '';
  let end = 0;
  lines.forEach(({ text, start }, index) => {
    end = start + text.length;
    let at = 0;
    while (at < text.length) {
      const isEscape = !quoted && text[at] === '\\' && (at + 1 === text.length || '$`\\'.includes(text[at + 1]!));
      if (isEscape && at + 1 === text.length) return;
      places.push(start + at);
      at += isEscape ? 1 : 0;
      input += text[at++];
    }
    if (index === lines.length - 1) return;
    places.push(end);
    input += '\n';
  });
  return { text: input, places: [...places, end] };
}
