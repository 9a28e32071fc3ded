/** Whether a release (`3.14`, `v3.12.1`) is `minimum` (`3.13`) or newer. */
export function isAtLeast(release: string, minimum: string): boolean {
  const [major, minor] = numbersOf(release);
  const [leastMajor, leastMinor] = numbersOf(minimum);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function numbersOf(release: string): [number, number] {
  const [major = 0, minor = 0] = release.replace(/^v/, '').split('.').map(Number);
  return [major, minor];
}
