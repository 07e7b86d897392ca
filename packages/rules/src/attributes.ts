import type { InteractionState } from './interaction.js';
import type { AttributeFilter } from './pack.js';

type History = InteractionState['attributes'];

/** Changes kept of one attribute: a bound for frames that change one all the time. The oldest go first. */
const MAX_CHANGES = 16;

/**
 * Attributes kept of one interaction, for frames that have ever new ones. Kept are those that come first by name, so that the order in
 * which frames are merged makes no difference here either.
 */
const MAX_ATTRIBUTES = 64;

/**
 * Adds the attributes that came with a frame to what is known. The order in which frames are merged makes no difference:
 * a value that only repeats the one before it is not a change. Without a change the history itself is returned.
 * @param onCut called when there is more of it than is kept
 */
export function mergeAttributes(
  history: History,
  heardAtMs: number,
  attributes: Readonly<Record<string, string>>,
  onCut: () => void = () => {},
): History {
  let merged = history;
  for (const [name, value] of Object.entries(attributes)) {
    const known = changesOf(history, name);
    const latest = known.at(-1);
    if (latest !== undefined && latest[1] === value && latest[0] <= heardAtMs) continue;
    const changes = [...known, [heardAtMs, value] as [number, string]].sort(
      (a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1),
    );
    const distinct = changes.filter((change, i) => change[1] !== changes[i - 1]?.[1]);
    if (distinct.length > MAX_CHANGES) onCut();
    merged = { ...merged, [name]: distinct.slice(-MAX_CHANGES) };
  }
  const entries = Object.entries(merged);
  if (entries.length <= MAX_ATTRIBUTES) return merged;
  onCut();
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MAX_ATTRIBUTES));
}

/** Frames name attributes as they like: what every object has, such as `constructor`, is none. */
function changesOf(history: History, name: string): History[string] {
  return (Object.hasOwn(history, name) ? history[name] : undefined) ?? [];
}

/** Whether all attributes that the filter names had one of its values at that moment: the latest heard counts. */
export function attributesMatch(history: History, filter: AttributeFilter, atMs: number): boolean {
  return Object.entries(filter).every(([name, values]) => {
    const value = changesOf(history, name).findLast(([heardAtMs]) => heardAtMs <= atMs)?.[1];
    return value !== undefined && values.includes(value);
  });
}
