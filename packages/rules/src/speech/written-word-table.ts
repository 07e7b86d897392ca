import { blankMarks, mayMark } from '@cueline/shared/marks';
import { withoutMarks } from '../words/marks.js';
import { splitWords } from '../words/words.js';

/** How many written words are remembered, if nothing else is said. */
const USUAL_CAPACITY = 50_000;

/** A written word of hostile length is not remembered. */
const MAX_LENGTH = 64;

/** An entry: two hashes, the word's number, and whether it may be part of a mark of several words. */
const ENTRY_SIZE = 4;

export interface WrittenWordTableContext {
  /** Learns the next word. Words are numbered from 0 in the order in which they are described, until all are forgotten. */
  readonly describe: (written: string) => void;
  /** Called when all words are forgotten, to make room. */
  readonly onForget: () => void;
  /** How many words are remembered, less than 65,536; it bounds the memory, never the result. */
  readonly capacity?: number;
}

/** The written words of a speech, without its marks. It is good until the next speech is read. */
export interface WrittenSpeech {
  /** The number of each word. */
  readonly numbers: Int32Array;
  /** How many words there are. */
  readonly count: number;
  /** By segment, the word behind its last. */
  readonly segmentEnds: readonly number[];
  /** Whether there may be marks in it that are more than one word. */
  readonly mayMark: boolean;
}

/**
 * Reads the written words of speech. The number of a word is remembered by two hashes of its characters, so that a
 * known word is looked up while its text is read, without creating a string. Two words that share both hashes (64 bits)
 * do not occur in practice.
 */
export function createWrittenWordTable({ describe, onForget, capacity = USUAL_CAPACITY }: WrittenWordTableContext) {
  const slots = 1 << Math.ceil(Math.log2(2 * capacity));
  // By hash, the entry; words that are heard often are heard early, so that their entries lie together. The first is
  // not used.
  const entryOf = new Uint16Array(slots);
  let entries = new Int32Array(256 * ENTRY_SIZE);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let bytes = new Uint8Array(4096);
  let described = 0;
  let numbers = new Int32Array(1024);
  let count = 0;
  let marks = 0;

  function add(number: number, mark: number): void {
    if (count === numbers.length) numbers = doubled(numbers);
    numbers[count] = number;
    count += 1;
    marks |= mark;
  }

  function addWord(from: number, to: number, first: number, second: number): void {
    let slot = first & (slots - 1);
    for (let number = entryOf[slot] ?? 0; number !== 0; number = entryOf[slot] ?? 0) {
      const entry = number * ENTRY_SIZE;
      if (entries[entry] === first && entries[entry + 1] === second) {
        add(entries[entry + 2] ?? 0, entries[entry + 3] ?? 0);
        return;
      }
      slot = (slot + 1) & (slots - 1);
    }
    // A mark within the word is blanked here, as nearly all are.
    const written = blankMarks(decoder.decode(bytes.subarray(from, to)));
    const [number, mark] = [described, mayMark(written) ? 1 : 0];
    describe(written);
    add(number, mark);
    described += 1;
    // A speech of more words than there is room for is read to its end all the same.
    if (to - from > MAX_LENGTH || described > capacity) return;
    entryOf[slot] = described;
    if ((described + 1) * ENTRY_SIZE > entries.length) entries = doubled(entries);
    entries.set([first, second, number, mark], described * ENTRY_SIZE);
  }

  /** Reads a text; false if it may have white space beyond ASCII. */
  function readText(text: string, isPlain: boolean): boolean {
    // Reading bytes is several times faster than reading a string's characters.
    if (bytes.length < 3 * text.length) bytes = new Uint8Array(6 * text.length);
    const { written } = encoder.encodeInto(text, bytes);
    let first = FIRST_SEED;
    let second = SECOND_SEED;
    let from = -1;
    for (let at = 0; at <= written; at += 1) {
      const code = at < written ? (bytes[at] ?? 0) : SPACE;
      if (code > SPACE || code < 9 || (code > 13 && code < SPACE)) {
        if (code > 127 && !isPlain) return false;
        if (from < 0) from = at;
        // FNV-1a, and Java's string hash.
        first = Math.imul(first ^ code, 16_777_619);
        second = (Math.imul(second, 31) + code) | 0;
      } else if (from >= 0) {
        addWord(from, at, first ^ (first >>> 15), second);
        first = FIRST_SEED;
        second = SECOND_SEED;
        from = -1;
      }
    }
    return true;
  }

  function readTexts(texts: readonly string[]): WrittenSpeech {
    const segmentEnds: number[] = [];
    count = 0;
    marks = 0;
    for (const text of texts) {
      const start = count;
      if (!readText(text, false)) {
        count = start;
        readText(splitWords(text).join(' '), true);
      }
      segmentEnds.push(count);
    }
    return { numbers, count, segmentEnds, mayMark: marks > 0 };
  }

  return (texts: readonly string[]): WrittenSpeech => {
    if (described >= capacity) {
      entryOf.fill(0);
      described = 0;
      onForget();
    }
    const written = readTexts(texts);
    // Few texts have marks.
    return written.mayMark ? { ...readTexts(withoutMarks(texts)), mayMark: true } : written;
  };
}

export type WrittenWordTable = ReturnType<typeof createWrittenWordTable>;

const SPACE = 32;
const FIRST_SEED = -2_128_831_035;
const SECOND_SEED = 17;

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
