/** A name before what somebody said: `Agent: hello`, `- Agent 2: hello`, `[Agent] hello`, `>> Agent: hello`. */
const NAMED = /^\s*(?:>>|[-–—])?\s*(?:\[([^\]:]{1,40})\]:?|([\p{L}\p{N}][\p{L}\p{N} _.'#()/-]{0,39}?)\s*:)\s+(?=\S)/u;

/** Takes the speaker's name from the beginning of a line, if one is there. */
export function splitSpeaker(line: string): { speaker: string; text: string } | undefined {
  const match = NAMED.exec(line);
  const speaker = (match?.[1] ?? match?.[2])?.trim();
  if (match === null || speaker === undefined || speaker === '') return undefined;
  return { speaker, text: line.slice(match[0].length).trim() };
}
