import type { Call } from '../call.js';

/** Speaker, when the words begin (s since the call began), and the words. */
export type Line = readonly ['agent' | 'customer', number, string];

/** How fast people speak on the phone: some 160 words a minute. */
const MS_PER_WORD = 375;

/** Makes a call from its lines; the number of words decides how long each line takes. */
export function sampleCall(
  interactionId: string,
  description: string,
  attributes: Readonly<Record<'agent' | 'skill', string>>,
  lines: readonly Line[],
  endS: number,
): Call {
  const segments = lines.map(([speaker, startS, text], index) => ({
    segmentId: `${interactionId}-${index + 1}`,
    speaker,
    startMs: startS * 1000,
    endMs: startS * 1000 + text.split(' ').length * MS_PER_WORD,
    text,
    attributes,
  }));
  return { interactionId, description, segments, endMs: endS * 1000 };
}
