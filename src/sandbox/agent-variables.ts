/** What set-up scripts leave for the text and for each other (`agent variable set`), per machine. Keys have no case. */
export class AgentVariables {
  readonly #hosts = new Map<string, Map<string, string>>();

  set(host: string, key: string, value: string): void {
    const variables = this.#hosts.get(host) ?? new Map<string, string>();
    this.#hosts.set(host, variables.set(key.toLowerCase(), value));
  }

  /** Of this machine, else of the first that has it. */
  get(key: string, host?: string): string | undefined {
    const own = host === undefined ? undefined : this.#hosts.get(host);
    return [own, ...this.#hosts.values()].find((each) => each?.has(key.toLowerCase()))?.get(key.toLowerCase());
  }
}
