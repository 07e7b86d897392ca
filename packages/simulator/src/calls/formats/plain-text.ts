import type { CallFormat } from '../call-format.js';
import { parseTime } from './parse-time.js';
import { wordsIn } from '../speech-rate.js';
import { splitSpeaker } from './split-speaker.js';

/** A time before or behind a name: `[00:12]`, `(0:00:12.5)`, `00:12 -`. */
const TIME = /^\s*[[(]?((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]?\s*[-–]?\s*/;
const TIME_BEHIND = /^([^:[(]{1,40}?)\s*[[(]((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]\s*:?\s+/;
/** A name in bold type, as Markdown has it: `**Agent:** hello`. */
const BOLD = /^(\s*)\*\*([^*:]{1,45}):?\*\*:?/;
/** Begins another call in the same file. */
const CALL = /^\s*call(?:\s+id)?\s*:\s*(\S+)\s*$/i;

interface Line {
  readonly speaker: string;
  readonly text: string;
  readonly time: string | undefined;
}

/** Plain text: `agent: …`, one line for each turn, with a time or without. */
export const plainText: CallFormat = {
  name: "plain text such as 'agent: …'",
  recognise(sample, isRole) {
    const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '' && !CALL.test(line));
    return lines.some((line) => isRole(lineOf(line)?.speaker ?? '')) || isConversation(lines);
  },
  read(file, sink) {
    let callId: string | undefined;
    let turn: (Line & { readonly place: string }) | undefined;
    const finish = () => {
      if (turn === undefined) return;
      const { speaker, text, time, place } = turn;
      sink.say({ callId, speaker, text, startMs: time === undefined ? undefined : parseTime(time, 'ms')?.ms }, place);
      turn = undefined;
    };
    for (const [index, text] of file.text().split(/\r?\n/).entries()) {
      const place = `${file.path}:${index + 1}`;
      const call = CALL.exec(text)?.[1];
      const line = lineOf(text);
      if (call !== undefined) {
        finish();
        callId = call;
      } else if (line !== undefined) {
        finish();
        turn = { ...line, place };
      } else if (turn !== undefined) turn = { ...turn, text: `${turn.text} ${text.trim()}`.trim() };
      else if (text.trim() !== '')
        sink.refuse(place, "who speaks? A turn begins with a name and a colon, as in 'agent: hello'");
    }
    finish();
  },
};

/** More people hardly speak in a call. */
const MOST_SPEAKERS = 8;
/** What a turn of somebody has at least, and what is no more than a value has not. */
const TURN_WORDS = 3;

/**
 * Whether lines are turns of people whose names say nothing: few names, and either two of them or names that come again. What else
 * has a colon in its lines, such as YAML, has other lines, and many names.
 */
function isConversation(lines: readonly string[]): boolean {
  const turns = lines.flatMap((line) => lineOf(line) ?? []);
  const names = new Set(turns.map(({ speaker }) => speaker));
  return (
    turns.length > 1 &&
    turns.length * 2 >= lines.length &&
    lineOf(lines[0] ?? '') !== undefined &&
    names.size <= MOST_SPEAKERS &&
    (names.size <= 2 || names.size < turns.length) &&
    !lines.some((line) => NO_TURN.test(line)) &&
    turns.some(({ text }) => wordsIn(text) >= TURN_WORDS)
  );
}

/** Indented keys, keys without a value or with a list, list items, and the beginning of code. */
const NO_TURN = /^\s+[^\s:]+:|:\s*$|^\s*-\s*\w+:|^[#{}<]|:\s*[[{]|[{};]$/;

function lineOf(written: string): Line | undefined {
  const text = written.replace(BOLD, '$1$2:');
  const behind = TIME_BEHIND.exec(text);
  if (behind !== null && behind[1] !== undefined)
    return { speaker: behind[1].trim(), text: text.slice(behind[0].length).trim(), time: behind[2] };
  const time = TIME.exec(text);
  const named = splitSpeaker(time === null ? text : text.slice(time[0].length));
  return named && { ...named, time: time?.[1] };
}
