import { exampleSpeakers, type FrameFormat } from '@cueline/shared';
import type { Call } from '../call.js';

const MOST_NAMED = 6;

/**
 * Says which speakers are neither agent nor customer, above all if nobody in a call is the agent: then all that an agent owes would
 * be missing.
 */
export function speakerNotes(calls: readonly Call[], format: Pick<FrameFormat, 'named'>): string[] {
  const spoken = calls.filter(({ segments }) => segments.length > 0);
  const agentless = spoken.filter(({ segments }) => !segments.some(({ speaker }) => speaker === 'agent'));
  const notes: string[] = [];
  if (agentless.length > 0) {
    const ids = agentless.slice(0, MOST_NAMED).map(({ interactionId }) => interactionId);
    const which =
      spoken.length === 1
        ? `the call ${ids[0]}`
        : `${agentless.length} of ${spoken.length} calls (${some(ids, agentless.length)})`;
    const names = namesIn(agentless, (name) => name !== 'agent');
    notes.push(`nobody is the agent in ${which}: ${who(names)}.${advice(names.filter(isUnknown), agentless, format)}`);
  }
  const agented = spoken.filter((call) => !agentless.includes(call));
  const others = namesIn(agented, isUnknown);
  if (others.length > 0) {
    const beside = agented.filter(({ segments }) => segments.some(({ speaker }) => others.includes(speaker)));
    notes.push(`neither agent nor customer: ${quoted(others)}.${advice(others, beside, format)}`);
  }
  return notes;
}

const isUnknown = (name: string) => !['agent', 'customer', 'other'].includes(name);
const some = (ids: readonly string[], all: number) => `${ids.join(', ')}${all > ids.length ? ', …' : ''}`;
const quoted = (names: readonly string[]) =>
  names
    .slice(0, MOST_NAMED)
    .map((name) => `"${name}"`)
    .join(', ') + (names.length > MOST_NAMED ? ', …' : '');
const who = (names: readonly string[]) => `the ${names.length === 1 ? 'speaker is' : 'speakers are'} ${quoted(names)}`;

function namesIn(calls: readonly Call[], isMeant: (name: string) => boolean): string[] {
  return [...new Set(calls.flatMap(({ segments }) => segments.map(({ speaker }) => speaker)))].filter(isMeant);
}

function advice(names: readonly string[], calls: readonly Call[], format: Pick<FrameFormat, 'named'>): string {
  if (names.length === 0) return '';
  const roles = namesIn(calls, (name) => !isUnknown(name));
  const example = JSON.stringify(exampleSpeakers(names, format, roles));
  return ` Say who is who, for example --speakers '${example}', or by the setting CXONE_SPEAKERS`;
}
