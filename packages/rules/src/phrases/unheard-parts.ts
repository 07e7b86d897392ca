import { isMask } from '@cueline/shared/marks';
import { withoutMarks } from '../words/marks.js';
import { parsePhrase, type PhraseAst } from './phrase.js';
import type { PhraseFlaw } from './phrase-error.js';
import { unspokenIn } from '../words/word-tokens.js';

/** A stretch of text in a phrase, and where it stands. */
type Text = Extract<PhraseAst, { kind: 'text' }>;

/**
 * Finds the first part of a phrase that would take no part in matching, because it is never heard: a mark, a sign that
 * is not spoken, dots that look like a gap. Plain punctuation may be passed over. Its texts alone decide, so that no
 * part of a phrase vanishes unseen.
 *
 * @throws {PhraseError} when its notation is broken
 */
export function unheardPartOf(phrase: string): PhraseFlaw | undefined {
  return textRuns(parsePhrase(phrase))
    .flatMap((run) => flawOfRun(run) ?? [])
    .toSorted((a, b) => a.offset - b.offset)[0];
}

/** Texts that stand side by side: a mark may have several words. */
function textRuns(ast: PhraseAst): Text[][] {
  switch (ast.kind) {
    case 'text':
      return [[ast]];
    case 'sequence': {
      const runs: Text[][] = [];
      for (const [index, item] of ast.items.entries()) {
        if (item.kind !== 'text') runs.push(...textRuns(item));
        else if (ast.items[index - 1]?.kind === 'text') runs.at(-1)?.push(item);
        else runs.push([item]);
      }
      return runs;
    }
    case 'alternatives':
      return ast.options.flatMap(textRuns);
    case 'optional':
      return textRuns(ast.item);
    case 'gap':
    case 'slot':
    case 'expansion':
      return [];
    default:
      return ast satisfies never;
  }
}

function flawOfRun(run: readonly Text[]): PhraseFlaw | undefined {
  const bare = withoutMarks(run.map(({ text }) => text));
  for (const [index, { text, offset }] of run.entries()) {
    const at = { offset };
    if (bare[index] !== text || isMask(text)) return { ...at, ...markFlaw(text) };
    if (/\.{2,}|…/.test(text)) return { ...at, ...dotsFlaw(text) };
    if (CONTROL.test(text)) return { ...at, ...CONTROL_FLAW };
    const unspoken = unspokenIn(text);
    if (unspoken !== undefined) return { ...at, ...unspokenFlaw(unspoken) };
  }
  return undefined;
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

const CONTROL_FLAW = {
  message: 'this phrase has a control character in it',
  hint: String.raw`in double quotes \b, \t and the like stand for one; write words that are spoken`,
};
const markFlaw = (text: string) => ({
  message: `\`${text}\` is how recognisers mark what is no speech or was taken out, and marks are passed over`,
  hint: 'leave it out: what stands around it is found with and without a mark',
});
const dotsFlaw = (text: string) => ({
  message: `the dots of \`${text}\` are no gap`,
  hint: 'write ... with a space before and behind it to let up to five words pass, or remove them',
});
const unspokenFlaw = (part: string) => ({
  message: `\`${part}\` is never heard, so this phrase would match without it`,
  hint: 'write it as it is spoken, or remove it',
});
