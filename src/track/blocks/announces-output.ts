/** Ways a text says "what follows is what you will see". */
const ANNOUNCEMENTS: readonly RegExp[] = [
  /^\W*(?:(?:the|your|an?|this|sample|example|expected|command|terminal|possible|similar)\s+)*(?:outputs?|results?|response)\b(?! of the following command)/i,
  /\b(?:output|result|response)s?\b[^.!?]*\b(?:is|are|will|should|would|looks?|like|similar|below|follows|following)\b/i,
  /\b(?:should|will|would|may|might|can)\s+(?:now\s+|then\s+|also\s+)?(?:look|see|get|receive|return|print|show|display|resemble|report)\b/i,
  /\b(?:looks?|similar|something)\s+(?:like|to)\b/i,
  /\b(?:expected|sample|example)\s+(?:outputs?|results?|response)\b/i,
  /\b(?:returns?|prints?|shows?|displays?|outputs|produces)\s*:\s*$/i,
];

/** Ways a text says "now do this", which wins when the block is a command. */
const INSTRUCTIONS =
  /\b(?:run|execute|use|using|apply|enter|type|issue|try|create|deploy|check|with|by running)\b[^.!?]*\b(?:commands?|following|below|this|again|manifest|script|yaml|block)\b/i;

type Announcement = 'output' | 'either' | 'nothing';

/** Reads the line before a block. `either`: it speaks of output and tells the reader to run something. */
export function announcement(lead: string): Announcement {
  const sentence = lastSentence(lead);
  if (!ANNOUNCEMENTS.some((pattern) => pattern.test(sentence))) return 'nothing';
  return INSTRUCTIONS.test(sentence) ? 'either' : 'output';
}

/** A first comment such as `# expected output` inside the block. */
export function announcesItself(text: string): boolean {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return /^\s*(?:#|\/\/)\s*(?:(?:the|expected|sample|example|your)\s+)*(?:output|result|response)\b/i.test(line);
}

function lastSentence(lead: string): string {
  const line = lead.trim().split('\n').at(-1)!.trim();
  return line.split(/(?<=[.!?])\s+(?=[A-Z"'`])/).at(-1)!;
}
