import { callClock } from '@cueline/operate/text';
import type { GroupedMiss } from './group-misses.js';
import { nearMissText } from '@cueline/operate/text';

/** Near misses as a person reads them: by rule, the closest first, at most `mostOfEach` of each rule. */
export function missesText(misses: readonly GroupedMiss[], mostOfEach: number): string {
  if (misses.length === 0) return 'there are no near misses';
  const names = [...new Set(misses.map(nameOf))];
  return names
    .map((name) => {
      const all = misses.filter((miss) => nameOf(miss) === name);
      const shown = all.slice(0, mostOfEach).map((miss) => `    ${missText(miss)}`);
      const left = all.length - shown.length;
      return [`${name}:`, ...shown, ...(left === 0 ? [] : [`    … and ${left} more`])].join('\n');
    })
    .join('\n\n');
}

const nameOf = ({ kind, id, element }: GroupedMiss) =>
  `${kind} ${id}${element === undefined ? '' : `, element \`${element}\``}`;

function missText(miss: GroupedMiss): string {
  const [first, ...others] = miss.places;
  const where = first === undefined ? '' : ` (${first.interactionId} at ${callClock(first.atMs)}`;
  const more = others.length === 0 ? ')' : `, and ${others.length} more)`;
  return `${Math.round(miss.closeness * 100)}%  ${nearMissText(miss)}${where}${more}`;
}
