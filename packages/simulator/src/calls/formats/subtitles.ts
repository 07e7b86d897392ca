import { parseText, tokenizeVTTCue, type CueNode } from 'media-captions';
import type { CallFile, CallFormat, CallSink } from '../call-format.js';
import { splitSpeaker } from './split-speaker.js';

/** WebVTT, whose voices, or names before a colon, are the speakers. */
export const webVtt: CallFormat = {
  name: 'WebVTT',
  recognise: (sample) => /^WEBVTT(\s|$)/.test(sample),
  read: (file, sink) => readCues(file, 'vtt', sink),
};

/** SRT, whose speakers are named before a colon. */
export const srt: CallFormat = {
  name: 'SRT',
  recognise: (sample) => /^(\d+\s*\r?\n)?\d{1,2}:\d\d:\d\d[.,]\d{1,3}\s*-->/.test(sample),
  read: (file, sink) => readCues(file, 'srt', sink),
};

/** Some exports write `<V Agent>`; WebVTT knows only small letters. */
const TAG_IN_CAPITALS = /<\/?(?:[BCIUV]|LANG|RT|RUBY)(?=[\s.>])/g;

interface Said {
  speaker: string | undefined;
  text: string;
}

async function readCues(file: CallFile, type: 'vtt' | 'srt', sink: CallSink): Promise<void> {
  const text = file
    .text()
    .trimStart()
    .replaceAll(TAG_IN_CAPITALS, (tag) => tag.toLowerCase());
  const { cues, errors } = await parseText(text, { type, errors: true });
  for (const { line } of errors)
    sink.refuse(
      `${file.path}:${line}`,
      `no time of a cue as 00:00:01${type === 'vtt' ? '.' : ','}000 --> 00:00:02${type === 'vtt' ? '.' : ','}500`,
    );
  let speaker = '';
  for (const [index, cue] of cues.entries()) {
    const said = saidIn(tokenizeVTTCue(cue), undefined).flatMap(byLine);
    for (const one of said) {
      speaker = one.speaker ?? speaker; // a cue without a name continues the speaker before
      const times = { startMs: cue.startTime * 1000, endMs: cue.endTime * 1000 };
      sink.say({ speaker, text: one.text, ...times }, `${file.path}, cue ${cue.id || index + 1}`);
    }
  }
}

/** What is said in a cue, voice by voice; marks of style are passed over. */
function saidIn(nodes: readonly CueNode[], voice: string | undefined): Said[] {
  const said: Said[] = [];
  const add = ({ speaker, text }: Said) => {
    const last = said.at(-1);
    if (last !== undefined && last.speaker === speaker) last.text += text;
    else said.push({ speaker, text });
  };
  for (const node of nodes) {
    if (node.type === 'text') add({ speaker: voice, text: node.data });
    else if ('children' in node) {
      const inner = node.type === 'v' ? node.voice : voice;
      for (const one of saidIn(node.children, inner)) add(one);
    }
  }
  return said.filter(({ text }) => text.trim() !== '');
}

/** Without a voice, lines may begin with a name. */
function byLine({ speaker, text }: Said): Said[] {
  if (speaker !== undefined) return [{ speaker, text: text.replaceAll(/\s+/g, ' ').trim() }];
  const said: Said[] = [];
  for (const line of text.split('\n')) {
    const split = splitSpeaker(line);
    const last = said.at(-1);
    if (split !== undefined) said.push({ speaker: split.speaker, text: split.text });
    else if (last !== undefined) last.text += ` ${line.trim()}`;
    else said.push({ speaker: undefined, text: line.trim() });
  }
  return said;
}
