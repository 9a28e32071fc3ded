/** Ways a text says "what follows is what you will see". */
const ANNOUNCEMENTS: readonly RegExp[] = [
  /^\W*(?:(?:the|your|an?|this|sample|example|expected|command|terminal|possible|similar)\s+)*(?:outputs?|results?|response)\b(?! of the following command)/i,
  /\b(?:output|result|response)s?\b[^.!?]*\b(?:is|are|will|should|would|looks?|like|similar|below|follows|following)\b/i,
  /\b(?:should|will|would|may|might|can)\s+(?:now\s+|then\s+|also\s+)?(?:look|see|get|receive|return|print|show|display|resemble|report)\b/i,
  /\b(?:looks?|similar|something)\s+(?:like|to)\s+(?:this|that|these|the\s+(?:following|below|one|output|example))\b/i,
  /\b(?:expected|sample|example)\s+(?:outputs?|results?|response)\b/i,
  /\b(?:returns?|prints?|shows?|displays?|outputs|produces)\s*:\s*$/i,
];

/** Says something of the kind, but a command may follow it all the same. */
const HINT = /\b(?:looks?|similar|something)\s+(?:like|to)\b/i;

/** Leads over to what follows it; a sentence that ends in itself ("The output is empty.") does not. */
const LEADS_OVER = /(?::|\b(?:following|below|this|like|output|results?)[.:]?)\s*$/i;

/** Ways a text says "now do this", which wins when the block is a command. */
const INSTRUCTIONS =
  /\b(?:run|running|execute|use|using|apply|enter|type|issue|try|create|deploy|check|with)\b[^.!?]*\b(?:commands?|following|below|this|again|manifest|script|yaml|block)\b/i;

type Announcement = 'output' | 'perhaps' | 'nothing';

/** Reads the line before a block. `perhaps`: only a block that is no command is output then. */
export function announcement(lead: string): Announcement {
  const sentence = lastSentence(lead);
  const announces = ANNOUNCEMENTS.some((pattern) => pattern.test(sentence));
  if (announces && LEADS_OVER.test(sentence) && !INSTRUCTIONS.test(sentence)) return 'output';
  return announces || HINT.test(sentence) ? 'perhaps' : 'nothing';
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
