/** What a `code` tab shows of the host's files. */
export interface FileView {
  /** Files below the tab's path, or the file itself. */
  names: readonly string[];
  /** The file being shown. */
  open?: { path: string; text: string };
  /** Why there is nothing to show. */
  problem?: string;
}
