const WITH_FILE = ['junit', 'json', 'tap'] as const;

/** One report that was asked for; the file `-` is standard output. */
export type Wish = { format: (typeof WITH_FILE)[number]; file: string } | { format: 'github' };

/** Reads `junit=FILE,json=FILE,tap=-,github`. Undefined when it says something else. */
export function readWishes(text: string): Wish[] | undefined {
  // A file's name may have commas: only one in front of a format divides.
  const parts = text.split(/,(?=(?:junit|json|tap)=|github(?:,|$))/).map((part): Wish | undefined => {
    if (part === 'github') return { format: 'github' };
    const [format, file] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
    const known = WITH_FILE.find((each) => each === format);
    return known && file !== '' ? { format: known, file } : undefined;
  });
  return parts.includes(undefined) ? undefined : (parts as Wish[]);
}
