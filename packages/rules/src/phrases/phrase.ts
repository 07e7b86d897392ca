import { english } from '../languages/en/english.js';
import type { Language } from '../languages/language.js';
import { ValueKind } from '../pack/pack.js';
import { PhraseError } from './phrase-error.js';

/** The kinds of values a phrase may ask for in braces. */
export const slotNames = ValueKind.options;
export type SlotName = ValueKind;

/**
 * A phrase of a rule file as a tree; offsets are characters from the start of the phrase. A word with all its forms
 * (`~record`) is a choice of them.
 */
export type PhraseAst =
  | { readonly kind: 'sequence'; readonly items: readonly PhraseAst[] }
  | { readonly kind: 'alternatives'; readonly options: readonly PhraseAst[] }
  | { readonly kind: 'optional'; readonly item: PhraseAst }
  /**
   * A stretch of text without white space; it may hold several words (`non-GAAP`). With `prefix`, how a word begins.
   */
  | { readonly kind: 'text'; readonly text: string; readonly prefix: boolean; readonly offset: number }
  | { readonly kind: 'gap'; readonly max: number }
  /** A value, which may have a name: `{percent as apr}`. */
  | { readonly kind: 'slot'; readonly slot: SlotName; readonly name?: string }
  | { readonly kind: 'expansion'; readonly name: string; readonly offset: number };

/** How many other words `...` lets pass, and the most that `...N` may ask for. */
const DEFAULT_GAP = 5;
const MAX_GAP = 30;

/** Groups in one another; each is read by a call within a call, and nobody writes more than a few. */
const MAX_NESTING = 20;

/**
 * Reads a phrase in the notation of the rule file.
 *
 * @param language whose forms a `~word` has; of no matter to what only asks how a phrase is built
 * @throws {PhraseError} when the notation is broken
 */
export function parsePhrase(phrase: string, { formsOf }: Pick<Language, 'formsOf'> = english): PhraseAst {
  const reader = new PhraseReader(phrase, formsOf);
  const ast = reader.readOptions();
  if (reader.offset < phrase.length) {
    const closing = phrase.charAt(reader.offset);
    throw new PhraseError(
      `'${closing}' closes nothing`,
      `remove it, or write \\${closing} for the character itself`,
      reader.offset,
    );
  }
  return ast;
}

const closingOf = { '(': ')', '[': ']' } as const;
const special = new Set('()[]|<>{}');

class PhraseReader {
  offset = 0;
  #nesting = 0;
  readonly #phrase: string;
  readonly #formsOf: Language['formsOf'];

  constructor(phrase: string, formsOf: Language['formsOf']) {
    this.#phrase = phrase;
    this.#formsOf = formsOf;
  }

  /** Reads sequences divided by `|`, up to a closing bracket or the end. */
  readOptions(): PhraseAst {
    const options = [this.#readSequence()];
    while (this.#phrase[this.offset] === '|') {
      this.offset += 1;
      options.push(this.#readSequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'alternatives', options };
  }

  #readSequence(): PhraseAst {
    const items: PhraseAst[] = [];
    const start = this.offset;
    for (;;) {
      while (/\s/.test(this.#phrase.charAt(this.offset))) this.offset += 1;
      const next = this.#phrase[this.offset];
      if (next === undefined || next === ')' || next === ']' || next === '|') break;
      items.push(this.#readItem(next));
    }
    if (items.length === 0) {
      throw new PhraseError('nothing stands here', 'write at least one word; what may be absent goes in [ ]', start);
    }
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
  }

  #readItem(next: string): PhraseAst {
    if (next === '(' || next === '[') return this.#readGroup(next);
    if (next === '{') return this.#readSlot();
    if (next === '<') return this.#readExpansion();
    if (/^~\p{L}/u.test(this.#phrase.slice(this.offset))) return this.#readForms();
    if (next === '>' || next === '}') {
      throw new PhraseError(`'${next}' closes nothing`, `remove it, or write \\${next}`, this.offset);
    }
    // Word processors make one character of three dots.
    const gap = /^(?:\.\.\.|…)(\d*)(?=[\s)\]|]|$)/.exec(this.#phrase.slice(this.offset));
    return gap ? this.#readGap(gap[0], gap[1] ?? '') : this.#readText();
  }

  #readGroup(open: '(' | '['): PhraseAst {
    const start = this.offset;
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) {
      throw new PhraseError('groups lie too deeply in one another', 'divide it into several phrases', start);
    }
    this.offset += 1;
    const inside = this.readOptions();
    this.#nesting -= 1;
    if (this.#phrase[this.offset] !== closingOf[open]) {
      throw new PhraseError(`'${open}' is never closed`, `add the missing ${closingOf[open]}`, start);
    }
    this.offset += 1;
    return open === '[' ? { kind: 'optional', item: inside } : inside;
  }

  #readSlot(): PhraseAst {
    const start = this.offset;
    const text = this.#readName('{', '}');
    const [, name = text, as] = /^(\w*) as\b ?(.*)$/s.exec(text) ?? [];
    if (as !== undefined && !/^[a-z][a-z0-9_]*$/.test(as)) {
      const hint = 'names are in small letters, digits and _, beginning with a letter, as in {percent as apr}';
      throw new PhraseError(`\`${as}\` cannot be the name of a value`, hint, start);
    }
    const slot = slotNames.find((known) => known === name);
    if (slot !== undefined) return { kind: 'slot', slot, ...(as !== undefined && { name: as }) };
    const known = slotNames.map((each) => `{${each}}`).join(', ');
    throw new PhraseError(`{${name}} is not a kind of value`, `use one of ${known}`, this.offset - name.length - 2);
  }

  #readExpansion(): PhraseAst {
    const offset = this.offset;
    return { kind: 'expansion', name: this.#readName('<', '>'), offset };
  }

  #readName(open: string, close: string): string {
    const start = this.offset;
    const end = this.#phrase.indexOf(close, start);
    if (end < 0) {
      throw new PhraseError(`'${open}' is never closed`, `add ${close}, or write \\${open} for the character`, start);
    }
    this.offset = end + 1;
    return this.#phrase.slice(start + 1, end).trim();
  }

  #readGap(text: string, digits: string): PhraseAst {
    const max = digits === '' ? DEFAULT_GAP : Number(digits);
    if (max < 1 || max > MAX_GAP) {
      throw new PhraseError(`${text} is no gap`, `a gap lets 1 to ${MAX_GAP} words pass, such as ...5`, this.offset);
    }
    this.offset += text.length;
    return { kind: 'gap', max };
  }

  #readText(): Extract<PhraseAst, { kind: 'text' }> {
    const offset = this.offset;
    let text = '';
    let prefix = false;
    for (;;) {
      const character = this.#phrase[this.offset];
      if (character === undefined || /\s/.test(character) || special.has(character)) break;
      const escaped = character === '\\';
      if (escaped) this.offset += 1;
      const literal = this.#phrase[this.offset];
      if (escaped && /[\p{L}\d]/u.test(literal ?? '')) this.#refuseRegex(`\\${literal}`);
      if (literal === undefined) throw new PhraseError('a \\ ends the phrase', 'write \\\\ for the character', offset);
      this.offset += 1;
      prefix = literal === '*' && !escaped;
      if (prefix) this.#checkEndOfPrefix(text);
      else text += literal;
    }
    return { kind: 'text', text, prefix, offset };
  }

  #readForms(): PhraseAst {
    const offset = this.offset;
    const word = this.#readText();
    const { text } = word;
    if (word.prefix || !/^~\p{L}+$/u.test(text)) {
      const hint = 'write it before one word of plain letters (~record), or \\~ for the character itself';
      throw new PhraseError(`'~' finds all forms of a word, and \`${text.slice(1)}\` is none`, hint, offset);
    }
    const forms = this.#formsOf(text.slice(1).toLowerCase());
    return {
      kind: 'alternatives',
      options: forms.map((form) => ({ kind: 'text', text: form, prefix: false, offset })),
    };
  }

  #refuseRegex(part: string): never {
    throw new PhraseError(
      `${part} belongs to a regular expression, and this is a phrase`,
      "write words as they are spoken, or {regex: '…'} for a regular expression",
      this.offset - 1,
    );
  }

  #checkEndOfPrefix(text: string): void {
    const next = this.#phrase.charAt(this.offset);
    if (/^[\p{L}\p{N}']*[\p{L}\p{N}]$/u.test(text) && (next === '' || /[\s()[\]|]/.test(next))) return;
    throw new PhraseError(
      "'*' does not end a word",
      'write it right behind the beginning of one word (record*), or \\* for the character itself',
      this.offset - 1,
    );
  }
}
