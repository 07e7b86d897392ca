import type { InteractionState } from './interaction.js';
import type { AttributeFilter } from './pack.js';

type History = InteractionState['attributes'];

/** Changes kept of one attribute: a bound for frames that change one all the time. The oldest go first. */
const MAX_CHANGES = 16;

/**
 * Adds the attributes that came with a frame to what is known. The order in which frames are merged makes no difference:
 * a value that only repeats the one before it is not a change.
 */
export function mergeAttributes(
  history: History,
  heardAtMs: number,
  attributes: Readonly<Record<string, string>>,
): History {
  const merged: History = { ...history };
  for (const [name, value] of Object.entries(attributes)) {
    const changes = [...(history[name] ?? []), [heardAtMs, value] as [number, string]].sort(
      (a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1),
    );
    merged[name] = changes.filter((change, i) => change[1] !== changes[i - 1]?.[1]).slice(-MAX_CHANGES);
  }
  return merged;
}

/** Whether all attributes that the filter names had one of its values at that moment: the latest heard counts. */
export function attributesMatch(history: History, filter: AttributeFilter, atMs: number): boolean {
  return Object.entries(filter).every(([name, values]) => {
    const value = history[name]?.findLast(([heardAtMs]) => heardAtMs <= atMs)?.[1];
    return value !== undefined && values.includes(value);
  });
}
