import type { Call } from '../call.js';

const MOST_NAMED = 6;

/**
 * Says which speakers are neither agent nor customer, above all if nobody in a call is the agent: then all that an agent owes would
 * be missing.
 */
export function speakerNotes(calls: readonly Call[]): string[] {
  const spoken = calls.filter(({ segments }) => segments.length > 0);
  const agentless = spoken.filter(({ segments }) => !segments.some(({ speaker }) => speaker === 'agent'));
  const notes: string[] = [];
  if (agentless.length > 0) {
    const ids = agentless.slice(0, MOST_NAMED).map(({ interactionId }) => interactionId);
    const which = `${agentless.length} of ${count(spoken.length)} (${ids.join(', ')}${agentless.length > ids.length ? ', …' : ''})`;
    const names = namesIn(agentless, (name) => name !== 'agent');
    notes.push(`nobody is the agent in ${which}: ${who(names)}.${advice(names.filter(isUnknown))}`);
  }
  const others = namesIn(
    spoken.filter((call) => !agentless.includes(call)),
    isUnknown,
  );
  if (others.length > 0) notes.push(`neither agent nor customer: ${quoted(others)}.${advice(others)}`);
  return notes;
}

const isUnknown = (name: string) => !['agent', 'customer', 'other'].includes(name);
const count = (calls: number) => (calls === 1 ? '1 call' : `${calls} calls`);
const quoted = (names: readonly string[]) =>
  names
    .slice(0, MOST_NAMED)
    .map((name) => `"${name}"`)
    .join(', ') + (names.length > MOST_NAMED ? ', …' : '');
const who = (names: readonly string[]) => `the ${names.length === 1 ? 'speaker is' : 'speakers are'} ${quoted(names)}`;

function namesIn(calls: readonly Call[], isMeant: (name: string) => boolean): string[] {
  return [...new Set(calls.flatMap(({ segments }) => segments.map(({ speaker }) => speaker)))].filter(isMeant);
}

function advice(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return '';
  const example = { [first]: 'agent', ...(second === undefined ? {} : { [second]: 'customer' }) };
  return ` Say who is who, for example --speakers '${JSON.stringify(example)}', or by the setting CXONE_SPEAKERS`;
}
