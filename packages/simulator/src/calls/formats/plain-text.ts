import type { CallFormat } from '../call-format.js';
import { parseTime } from './parse-time.js';
import { splitSpeaker } from './split-speaker.js';

/** A time before or behind a name: `[00:12]`, `(0:00:12.5)`, `00:12 -`. */
const TIME = /^\s*[[(]?((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]?\s*[-–]?\s*/;
const TIME_BEHIND = /^([^:[(]{1,40}?)\s*[[(]((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)[\])]\s*:?\s+/;
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
  // What else has a colon in its lines, such as YAML, names no role.
  recognise: (sample, isRole) => sample.split(/\r?\n/).some((line) => isRole(lineOf(line)?.speaker ?? '')),
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

function lineOf(text: string): Line | undefined {
  const behind = TIME_BEHIND.exec(text);
  if (behind !== null && behind[1] !== undefined)
    return { speaker: behind[1].trim(), text: text.slice(behind[0].length).trim(), time: behind[2] };
  const time = TIME.exec(text);
  const named = splitSpeaker(time === null ? text : text.slice(time[0].length));
  return named && { ...named, time: time?.[1] };
}
