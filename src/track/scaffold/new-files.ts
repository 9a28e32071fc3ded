/** Files to write: path below the track's folder -> text. */
export type NewFiles = Readonly<Record<string, string>>;
