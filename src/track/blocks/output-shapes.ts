/** What only programs print: a first line like this is output, whatever its fence says. */
const SHAPES: readonly { pattern: RegExp; name: string }[] = [
  { pattern: /^[A-Z][A-Z0-9()_/-]*(?: [A-Z][A-Z0-9()_/-]*)?(?:\s{2,}|\t+)[A-Z%]/, name: 'a table' },
  { pattern: /^(?:NAME|NAMESPACE|LAST SEEN|KIND)\s+[A-Z]{2,}/, name: 'a table' },
  { pattern: /^HTTP\/\d(?:\.\d)? \d{3}/, name: 'an HTTP answer' },
  { pattern: /^< ?HTTP\/\d/, name: 'an HTTP answer' },
  { pattern: /^PING \S+ \(/, name: "ping's output" },
  { pattern: /^\d+ bytes from /, name: "ping's output" },
  { pattern: /^Starting Nmap /, name: "nmap's output" },
  { pattern: /^(?:Connection to|Ncat:) .*(?:succeeded|refused|Connected|timed out)/, name: "nc's output" },
  { pattern: /^curl: \(\d+\) /, name: "curl's output" },
  { pattern: /^(?:Error from server|error:|command terminated with exit code)/, name: 'an error message' },
  {
    pattern: /^[a-z][\w.-]*\/[\w.:-]+ (?:created|configured|unchanged|deleted|labeled|annotated|patched|condition met)/,
    name: "kubectl's output",
  },
  { pattern: /^\S+(?:\s{2,}|\t+)\d{4}-\d\d-\d\dT[\d:.]+Z/, name: 'a table row' },
  { pattern: /^\S+\s{2,}\d+\/\d+\s{2,}\S+/, name: 'a table row' },
  { pattern: /^\S+\s{2,}(?:Active|Running|Ready|Pending|ClusterIP|LoadBalancer|NodePort)\b/, name: 'a table row' },
];

/** The shape of output this line has, if any. */
export function outputShape(line: string): string | undefined {
  return SHAPES.find(({ pattern }) => pattern.test(line.trim()))?.name;
}

/** The first line that says something: not blank, no comment. */
export function firstSpokenLine(text: string): string {
  return text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
}
