import { isDeepStrictEqual } from 'node:util';
import { closest } from '@cueline/shared/documents';
import type { LoadedFile, LoadedFiles } from '../rule-file/load-rule-files.js';
import type { Path } from '../rule-file/rule-document.js';
import type { RuleError } from '../rule-file/rule-error.js';

/** Checks that a name stands for one thing in all files together, and that events spoken of exist. */
export function checkNames(loaded: LoadedFiles): RuleError[] {
  return [
    ...checkIds(loaded.files),
    ...checkShared(loaded.files, 'events', 'event'),
    ...checkShared(loaded.files, 'expansions', 'expansion'),
    ...checkEvents(loaded),
  ];
}

function checkIds(files: readonly LoadedFile[]): RuleError[] {
  const errors: RuleError[] = [];
  const taken = new Map<string, RuleError>();
  for (const { draft, document } of files) {
    for (const list of ['disclosures', 'prohibited'] as const) {
      for (const [index, rule] of (draft[list] ?? []).entries()) {
        if (rule?.id === undefined) continue;
        const error = document.error([list, index, 'id'], takenBy(`the id \`${rule.id}\``, taken.get(rule.id)));
        if (taken.has(rule.id)) errors.push(error);
        else taken.set(rule.id, error);
      }
    }
  }
  return errors;
}

/** Files may define the same event or expansion in the same way. */
function checkShared(files: readonly LoadedFile[], group: 'events' | 'expansions', noun: string): RuleError[] {
  const errors: RuleError[] = [];
  const taken = new Map<string, { value: unknown; error: RuleError }>();
  for (const { draft, document } of files) {
    for (const [name, value] of Object.entries(draft[group] ?? {})) {
      const other = taken.get(name);
      const error = document.error([group, name], takenBy(`the ${noun} \`${name}\``, other?.error), { key: true });
      if (!other) taken.set(name, { value, error });
      else if (!isDeepStrictEqual(value, other.value)) errors.push(error);
    }
  }
  return errors;
}

const takenBy = (what: string, first: RuleError | undefined) => ({
  message: `${what} is taken${first ? ` by ${first.file}:${first.line}` : ''}`,
  hint: 'names are unique in a pack and all it includes; choose another',
});

function checkEvents({ files, complete }: LoadedFiles): RuleError[] {
  const events = new Map(files.flatMap(({ draft }) => Object.entries(draft.events ?? {})));
  const check = ({ document }: LoadedFile, path: Path, name: unknown): RuleError[] => {
    if (typeof name !== 'string') return [];
    if (leadsInCircle(name, events)) {
      return [
        document.error(path, {
          message: `the event \`${name}\` leads back to itself`,
          hint: 'give it phrases under `say`',
        }),
      ];
    }
    if (events.has(name) || !complete) return [];
    const meant = closest(name, events.keys());
    const hint = meant ? `did you mean \`${meant}\`?` : 'define it under `events`, or write it in place: {say: ["…"]}';
    return [document.error(path, { message: `there is no event \`${name}\``, hint })];
  };
  return files.flatMap((file) => [
    ...Object.entries(file.draft.events ?? {}).flatMap(([name, event]) => check(file, ['events', name], event)),
    ...(file.draft.disclosures ?? []).flatMap((disclosure, index) =>
      (['after', 'before', 'again'] as const).flatMap((place) =>
        check(file, ['disclosures', index, place], disclosure?.[place]),
      ),
    ),
  ]);
}

function leadsInCircle(name: string, events: ReadonlyMap<string, unknown>): boolean {
  const seen = new Set<unknown>();
  for (let next: unknown = name; typeof next === 'string'; next = events.get(next)) {
    if (seen.has(next)) return true;
    seen.add(next);
  }
  return false;
}
