import { parsePhrase, type PhraseAst, type SlotName } from '../phrases/phrase.js';
import type { WordReader } from '../words/word-reader.js';

/** What has to be heard to take a step through a phrase. */
type Heard =
  | { readonly kind: 'word' | 'prefix'; readonly text: string }
  | { readonly kind: 'value'; readonly slot: SlotName }
  | { readonly kind: 'any' };

interface Step {
  /** `undefined`: nothing. */
  readonly heard: Heard | undefined;
  readonly to: number;
}

/** A phrase as a finite automaton over words; the first state is 0. It knows the notation, and nothing of tolerance. */
export interface PhraseAutomaton {
  readonly steps: readonly (readonly Step[])[];
  readonly goal: number;
  /** Words that no gap lets pass. */
  readonly negators: ReadonlySet<string>;
}

/** @param expansions all that the phrase may use; they do not contain themselves */
export function phraseAutomaton(
  phrase: string,
  expansions: Readonly<Record<string, string>>,
  { language, classes, wordTokens }: WordReader,
): PhraseAutomaton {
  const steps: Step[][] = [[]];
  const newState = () => steps.push([]) - 1;
  const step = (from: number, heard: Heard | undefined, to: number) => steps[from]?.push({ heard, to });

  /** Adds a part of the phrase from a state on; returns the state in which it ends. */
  function add(ast: PhraseAst, from: number): number {
    switch (ast.kind) {
      case 'sequence':
        return ast.items.reduce((state, item) => add(item, state), from);
      case 'alternatives': {
        const ends = ast.options.map((option) => add(option, from));
        const to = newState();
        for (const end of ends) step(end, undefined, to);
        return to;
      }
      case 'optional': {
        const end = add(ast.item, from);
        const to = newState();
        step(end, undefined, to);
        step(from, undefined, to);
        return to;
      }
      case 'text': {
        const words = wordTokens(ast.text).map(({ text }) => text);
        return words.reduce((state, text) => addHeard({ kind: ast.prefix ? 'prefix' : 'word', text }, state), from);
      }
      case 'gap': {
        const states = [from];
        for (let word = 0; word < ast.max; word += 1) states.push(addHeard({ kind: 'any' }, states.at(-1) ?? from));
        const to = newState();
        for (const state of states) step(state, undefined, to);
        return to;
      }
      case 'slot':
        return addHeard({ kind: 'value', slot: ast.slot }, from);
      case 'expansion':
        return add(parsePhrase(expansions[ast.name] ?? '', language), from);
      default:
        return ast satisfies never;
    }
  }
  function addHeard(heard: Heard, from: number): number {
    const to = newState();
    step(from, heard, to);
    return to;
  }
  return { goal: add(parsePhrase(phrase, language), 0), steps, negators: classes.negators };
}

/** At most this many pairs of states are visited; no phrase in practice needs a tenth of it. */
const MAX_VISITED = 20_000;

/** Whether every utterance of `whole` also contains `part`; false if that takes too long to decide. */
export function alwaysContains(whole: PhraseAutomaton, part: PhraseAutomaton): boolean {
  const visited = new Set<string>();
  const left = [{ state: 0, within: withoutHearing(part, [0]) }];
  for (let here = left.pop(); here !== undefined; here = left.pop()) {
    const { state, within } = here;
    // However it continues, the part has been said.
    if (within.includes(part.goal)) continue;
    const key = `${state}:${within.join()}`;
    if (visited.has(key)) continue;
    visited.add(key);
    if (state === whole.goal || visited.size > MAX_VISITED) return false;
    for (const { heard, to } of whole.steps[state] ?? []) {
      left.push({ state: to, within: heard === undefined ? within : after(part, within, heard) });
    }
  }
  return true;
}

/** The states `part` may be in after something was heard. It may begin anywhere, so state 0 is always among them. */
function after(part: PhraseAutomaton, states: readonly number[], heard: Heard): number[] {
  const next = states.flatMap((state) =>
    (part.steps[state] ?? []).flatMap((step) => (step.heard && covers(part, step.heard, heard) ? [step.to] : [])),
  );
  return withoutHearing(part, [0, ...next]);
}

function withoutHearing(part: PhraseAutomaton, states: readonly number[]): number[] {
  const reached = new Set(states);
  // A set that grows while it is gone through is gone through to its end.
  for (const state of reached)
    for (const { heard, to } of part.steps[state] ?? []) if (heard === undefined) reached.add(to);
  return [...reached].sort((a, b) => a - b);
}

/** Whether everything that counts as `heard` also allows this step. */
function covers({ negators }: PhraseAutomaton, step: Heard, heard: Heard): boolean {
  if (step.kind === 'any') return !(heard.kind === 'word' && negators.has(heard.text));
  if (step.kind === 'value') return heard.kind === 'value' && heard.slot === step.slot;
  if (heard.kind !== 'word' && heard.kind !== 'prefix') return false;
  return step.kind === 'prefix' ? heard.text.startsWith(step.text) : heard.kind === 'word' && heard.text === step.text;
}
