/** The bundle that `npm run vendor` writes: just-bash with the exports and hooks of vendor/patches.mjs. */
declare module '#just-bash' {
  export * from 'just-bash';

  export const Interpreter: typeof import('./just-bash.ts').Interpreter;
  export const ExecutionScope: typeof import('./just-bash.ts').ExecutionScope;
  export const detachState: typeof import('./just-bash.ts').detachState;
  export const hostSources: typeof import('./just-bash.ts').hostSources;
  export const ExitError: new (...parts: never[]) => Error;
  export const AbortedError: new (...parts: never[]) => Error;
}
