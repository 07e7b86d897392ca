import { roleOf } from '@cueline/shared';
import { hasWords } from '@cueline/shared/marks';

/** A name before what somebody said: `Agent: hello`, `- Agent 2: hello`, `[Agent] hello`, `(Agent) hello`, `>> Agent: hello`. */
const NAMED =
  /^\s*(?:>>|[-–—])?\s*(?:\[([^\]:]{1,40})\]:?|\(([^():]{1,40})\):?|([\p{L}\p{N}][\p{L}\p{N} _.'#()/-]{0,39}?)\s*:)\s+(?=\S)/u;
/** Round brackets may hold what was spoken, too. */
const NAME = /^\p{Lu}\S*(?: \S+)?$/u;

/** Takes the speaker's name from the beginning of a line, if one is there. */
export function splitSpeaker(line: string): { speaker: string; text: string } | undefined {
  const match = NAMED.exec(line);
  const [, square, round, plain] = match ?? [];
  const speaker = (square ?? round ?? plain)?.trim();
  if (match === null || speaker === undefined || speaker === '') return undefined;
  if (plain === undefined && !hasWords(`(${speaker})`)) return undefined; // a noise
  if (round !== undefined && !NAME.test(speaker) && roleOf(speaker, NO_SETTINGS) === undefined) return undefined;
  return { speaker, text: line.slice(match[0].length).trim() };
}

const NO_SETTINGS = { speakers: new Map<string, never>() };
