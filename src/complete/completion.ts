import type { Cluster } from '../cluster/index.ts';
import type { Surroundings } from '../shell/index.ts';

/** What may stand where the cursor is. */
export interface Completion {
  /** Where in the text the word begins that is completed. */
  readonly from: number;
  /** What each candidate makes of the text from there to the cursor (a blank behind it when it is whole), and how it is listed. */
  readonly candidates: readonly { readonly text: string; readonly label: string }[];
}

/** What there is to name. */
export interface World {
  surroundings: Surroundings;
  cluster: Pick<Cluster, 'kinds' | 'store'>;
}

/** A word that fits; `open` when more may follow without a blank (a folder, `key=`). */
export interface Word {
  text: string;
  /** How it is listed; as it is by default. */
  label?: string;
  open?: boolean;
}
