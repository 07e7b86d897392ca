/** What a column or a field of a transcript may hold. */
export type Column =
  | 'callId'
  | 'segmentId'
  | 'speaker'
  /** Another column that may say who speaks: `role` beside a `speaker` that is a name. */
  | 'role'
  | 'text'
  | 'start'
  | 'end'
  | 'duration'
  | 'confidence'
  | 'language';
/** What the numbers of a column of times count. */
export type Unit = 'ms' | 's' | undefined;

/** The names that exports give to columns, in English, German, Spanish and French; the first that a file has counts. */
const NAMES: Readonly<Record<Exclude<Column, 'role'>, readonly string[]>> = {
  callId: [
    'interactionid',
    'callid',
    'contactid',
    'conversationid',
    'sessionid',
    'recordingid',
    'callsid',
    'ucid',
    'interaction',
    'call',
    'contact',
    'conversation',
    'session',
    'anruf',
    'anrufid',
    'llamada',
    'idllamada',
    'appel',
    'idappel',
  ],
  segmentId: [
    'segmentid',
    'utteranceid',
    'messageid',
    'turnid',
    'lineid',
    'segment',
    'utterance',
    'turn',
    'line',
    'sequence',
    'seq',
    'index',
  ],
  speaker: [
    'speaker',
    'role',
    'participantrole',
    'speakerrole',
    'participant',
    'party',
    'speakerlabel',
    'speakername',
    'side',
    'participantpurpose',
    'purpose',
    'participanttype',
    'participantname',
    'speakertype',
    'talker',
    'spokenby',
    'sender',
    'author',
    'who',
    'channel',
    'channellabel',
    'sprecher',
    'rolle',
    'teilnehmer',
    'hablante',
    'rol',
    'participante',
    'interlocutor',
    'locuteur',
    'intervenant',
  ],
  text: [
    'text',
    'transcript',
    'content',
    'utterance',
    'message',
    'transcription',
    'phrase',
    'sentence',
    'body',
    'words',
    'transkript',
    'texto',
    'transcripcion',
    'mensaje',
    'texte',
  ],
  start: [
    'start',
    'starttime',
    'startoffset',
    'begin',
    'begintime',
    'beginoffset',
    'offset',
    'from',
    'time',
    'timestamp',
    'starttimestamp',
    'timecode',
    'starts',
    'startedat',
    'startat',
    'beganat',
    'spokenat',
    'saidat',
    'createdat',
    'datetime',
    'beginn',
    'zeit',
    'inicio',
    'hora',
    'debut',
  ],
  end: [
    'end',
    'endtime',
    'endoffset',
    'to',
    'until',
    'stop',
    'endtimestamp',
    'finish',
    'ends',
    'endedat',
    'endat',
    'ende',
    'fin',
  ],
  duration: ['duration', 'length', 'dur', 'dauer', 'duracion', 'duree'],
  confidence: ['confidence', 'score'],
  language: ['language', 'languagecode', 'lang', 'sprache', 'idioma', 'langue'],
};

const UNIT = /(?:[\s_([-]*(ms|millis|milliseconds?|msec)|[\s_([-]*(seconds?|secs?)|[\s_([-]+(s))[)\]]?$/i;

/** A column as its name says what it holds. */
export interface FoundColumn {
  readonly name: string;
  readonly unit: Unit;
}

/** Finds the columns among these names. */
export function findColumns(names: readonly string[]): Partial<Record<Column, FoundColumn>> {
  const left = new Set(names);
  const found: Partial<Record<Column, FoundColumn>> = {};
  for (const column of [
    'callId',
    'text',
    'speaker',
    'start',
    'end',
    'duration',
    'confidence',
    'language',
    'segmentId',
    'role',
  ] as const) {
    for (const known of NAMES[column === 'role' ? 'speaker' : column]) {
      const name = [...left].find(
        (one) => fold(one) === known || (isTime(column) && fold(one.replace(UNIT, '')) === known),
      );
      if (name === undefined) continue;
      found[column] = { name, unit: isTime(column) ? unitOf(name) : undefined };
      left.delete(name);
      break;
    }
  }
  return found;
}

/** Columns that each hold what one speaker said: `agent`, `Customer text`. */
export function speakerColumns(
  names: readonly string[],
  isRole: (name: string) => boolean,
): { readonly name: string; readonly speaker: string }[] {
  const columns = names.map((name) => ({ name, speaker: name.replace(SAID, '') }));
  const { callId } = findColumns(names);
  return columns.filter(({ name, speaker }) => name !== callId?.name && isRole(speaker));
}

/** What such a name may add to the speaker. */
const SAID = /[\s_-]*(?:text|transcript|transcription|utterances?|messages?|said|speech|words)$/i;

const isTime = (column: Column) => column === 'start' || column === 'end' || column === 'duration';
/** Without case, accents and what stands between words. */
const fold = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

function unitOf(name: string): Unit {
  const [, ms, seconds, s] = UNIT.exec(name) ?? [];
  if (ms !== undefined) return 'ms';
  return seconds === undefined && s === undefined ? undefined : 's';
}
