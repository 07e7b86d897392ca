import { expect, test } from 'vitest';
import { readOne, saidIn } from '../read-calls.fixture.js';

const json = (value: unknown) => JSON.stringify(value, undefined, 2);

test('Contact Lens after a call: roles come from the participants', async () => {
  const analysis = {
    Channel: 'VOICE',
    Participants: [
      { ParticipantId: 'p-1', ParticipantRole: 'AGENT' },
      { ParticipantId: 'p-2', ParticipantRole: 'CUSTOMER' },
    ],
    CustomerMetadata: { ContactId: 'contact-7' },
    Transcript: [
      { Id: 't1', ParticipantId: 'p-1', BeginOffsetMillis: 100, EndOffsetMillis: 900, Content: 'Good morning.' },
      { Id: 't2', ParticipantId: 'p-2', BeginOffsetMillis: 950, EndOffsetMillis: 1400, Content: 'Hi.' },
    ],
  };
  expect(await saidIn('x.json', json(analysis))).toEqual([
    'contact-7 agent 100-900 Good morning.',
    'contact-7 customer 950-1400 Hi.',
  ]);
});

test('Contact Lens during a call: segments of the stream are joined by contact, and other records are skipped', async () => {
  const event = (Segments: unknown[]) => JSON.stringify({ EventType: 'SEGMENTS', ContactId: 'live-1', Segments });
  const said = (Id: string, ParticipantRole: string, at: number, Content: string) => ({
    Transcript: {
      Id,
      ParticipantId: ParticipantRole,
      ParticipantRole,
      BeginOffsetMillis: at,
      EndOffsetMillis: at + 500,
      Content,
    },
  });
  const lines = [
    JSON.stringify({ EventType: 'STARTED', ContactId: 'live-1' }),
    event([said('1', 'AGENT', 0, 'Good morning.'), { Categories: { MatchedCategories: [] } }]),
    event([{ Utterance: { PartialContent: 'Go' } }, said('2', 'CUSTOMER', 600, 'Hi.')]),
    JSON.stringify({ EventType: 'COMPLETED', ContactId: 'live-1' }),
  ];
  expect(await saidIn('stream.json', lines.join('\n'))).toEqual([
    'live-1 agent 0-500 Good morning.',
    'live-1 customer 600-1100 Hi.',
  ]);
});

test('Contact Lens: mistakes name the field', async () => {
  const { refusal } = await readOne(
    'x.json',
    json({ Transcript: [{ ParticipantId: 'AGENT', Content: 7, BeginOffsetMillis: 'soon' }] }),
  );
  expect(refusal).toBe(
    'x.json: Transcript.0.Content should be a text; Transcript.0.BeginOffsetMillis should be a number',
  );
});

test('Amazon Transcribe Call Analytics: roles come with the words, and the call is named by the file', async () => {
  const job = {
    JobName: 'may',
    Participants: [{ ParticipantRole: 'AGENT' }, { ParticipantRole: 'CUSTOMER' }],
    Transcript: [{ Id: 'u', ParticipantRole: 'AGENT', BeginOffsetMillis: 0, EndOffsetMillis: 700, Content: 'Hello.' }],
  };
  expect(await saidIn('may-4.json', json(job))).toEqual(['may-4 agent 0-700 Hello.']);
});

test('Call Analytics during a call: partial utterances are skipped', async () => {
  const event = (IsPartial: boolean, Transcript: string) =>
    JSON.stringify({
      UtteranceEvent: {
        UtteranceId: 'u',
        IsPartial,
        ParticipantRole: 'AGENT',
        BeginOffsetMillis: 0,
        EndOffsetMillis: 700,
        Transcript,
      },
    });
  expect(await saidIn('may.json', `${event(true, 'Hel')}\n${event(false, 'Hello.')}`)).toEqual([
    'may agent 0-700 Hello.',
  ]);
});

const word = (start_time: string, end_time: string, content: string, more: object = {}) => ({
  ...more,
  type: 'pronunciation',
  start_time,
  end_time,
  alternatives: [{ content, confidence: '0.5' }],
});
const mark = (content: string) => ({ type: 'punctuation', alternatives: [{ content, confidence: '0.0' }] });

test('Amazon Transcribe with channels: words are joined to utterances, and the roles must be given', async () => {
  const results = {
    transcripts: [{ transcript: 'Good morning. Hi' }],
    items: [],
    channel_labels: {
      channels: [
        {
          channel_label: 'ch_0',
          items: [word('0.5', '0.9', 'Good'), word('1.0', '1.5', 'morning'), mark('.'), word('9.0', '9.5', 'Bye')],
        },
        { channel_label: 'ch_1', items: [word('2.0', '2.5', 'Hi')] },
      ],
    },
  };
  const file = json({ jobName: 'j', results });
  expect(await saidIn('j.json', file)).toEqual([
    'j ch_0 500-1500 Good morning.',
    'j ch_1 2000-2500 Hi',
    'j ch_0 9000-9500 Bye',
  ]);
  expect((await readOne('j.json', file)).notes).toEqual([
    `nobody is the agent in the call j: the speakers are "ch_0", "ch_1". Say who is who, for example --speakers '{"ch_0":"agent","ch_1":"customer"}', or by the setting CXONE_SPEAKERS`,
  ]);
  expect((await saidIn('j.json', file, { CXONE_SPEAKERS: '{"ch_0":"agent"}' }))[0]).toBe(
    'j agent 500-1500 Good morning.',
  );
});

test('Amazon Transcribe with speakers: labels may be with the words or apart from them', async () => {
  const items = [word('0.0', '0.4', 'Good'), word('0.4', '0.9', 'morning'), word('1.0', '1.2', 'Hi')];
  const labelled = items.map((item, index) => ({ ...item, speaker_label: index < 2 ? 'spk_0' : 'spk_1' }));
  const segments = ['spk_0', 'spk_1'].map((speaker_label) => ({
    speaker_label,
    items: labelled.filter((item) => item.speaker_label === speaker_label).map(({ start_time }) => ({ start_time })),
  }));
  const apart = { transcripts: [], items, speaker_labels: { segments } };
  const beside = { transcripts: [], items: labelled };
  for (const results of [apart, beside])
    expect(await saidIn('j.json', json({ results }))).toEqual(['j spk_0 0-900 Good morning', 'j spk_1 1000-1200 Hi']);
});

test('Genesys Cloud: the internal side is the agent, and times since the epoch count from the beginning', async () => {
  const phrase = (participantPurpose: string, startTimeMs: number, text: string) => ({
    participantPurpose,
    startTimeMs,
    duration: { milliseconds: 800 },
    text,
    words: [{ word: 'x' }],
  });
  const at = 1_790_000_000_000;
  const file = {
    conversationId: 'conv-3',
    transcripts: [{ phrases: [phrase('internal', at, 'Good morning.'), phrase('external', at + 1000, 'Hi.')] }],
  };
  expect(await saidIn('x.json', json(file))).toEqual([
    'conv-3 agent 0-800 Good morning.',
    'conv-3 customer 1000-1800 Hi.',
  ]);
});

test('Genesys Cloud: notifications of a live conversation may come one on a line', async () => {
  const notification = (isFinal: boolean, channel: string, offsetMs: number, transcript: string) =>
    JSON.stringify({
      topicName: 'v2.conversations.x.transcription',
      eventBody: {
        conversationId: 'conv-4',
        transcripts: [
          { utteranceId: `u${offsetMs}`, isFinal, channel, alternatives: [{ transcript, offsetMs, durationMs: 500 }] },
        ],
      },
    });
  const lines = [
    notification(false, 'INTERNAL', 0, 'Go'),
    notification(true, 'INTERNAL', 0, 'Good morning'),
    notification(true, 'EXTERNAL', 900, 'Hi'),
  ];
  expect(await saidIn('x.ndjson', lines.join('\n'))).toEqual([
    'conv-4 agent 0-500 Good morning',
    'conv-4 customer 900-1400 Hi',
  ]);
});

const heard = (text: string, start: number, speaker?: number) => ({
  word: text.toLowerCase(),
  punctuated_word: text,
  start,
  end: start + 0.4,
  confidence: 0.9,
  ...(speaker === undefined ? {} : { speaker }),
});

test('Deepgram: utterances may be by voice or by channel', async () => {
  const utterance = (channel: number, speaker: number | undefined, start: number, transcript: string) => ({
    id: `u${start}`,
    channel,
    speaker,
    start,
    end: start + 1,
    transcript,
    confidence: 0.9,
    words: [],
  });
  const file = (utterances: unknown[], channels = 1) =>
    json({
      metadata: { request_id: 'r' },
      results: { channels: Array.from({ length: channels }, () => ({ alternatives: [] })), utterances },
    });
  expect(await saidIn('d.json', file([utterance(0, 0, 1, 'Good morning.'), utterance(0, 1, 3, 'Hi.')]))).toEqual([
    'd speaker 0 1000-2000 Good morning.',
    'd speaker 1 3000-4000 Hi.',
  ]);
  const env = { CXONE_SPEAKERS: '{"channel 0":"agent","channel 1":"customer"}' };
  expect(
    await saidIn(
      'd.json',
      file([utterance(0, undefined, 1, 'Good morning.'), utterance(1, undefined, 3, 'Hi.')], 2),
      env,
    ),
  ).toEqual(['d agent 1000-2000 Good morning.', 'd customer 3000-4000 Hi.']);
});

test('Deepgram without utterances: words are joined, with their punctuation', async () => {
  const words = [heard('Good', 0, 0), heard('morning.', 0.5, 0), heard('Hi.', 1, 1)];
  const file = { results: { channels: [{ alternatives: [{ transcript: 'x', confidence: 1, words }] }] } };
  expect(await saidIn('d.json', json(file))).toEqual(['d speaker 0 0-900 Good morning.', 'd speaker 1 1000-1400 Hi.']);
});

test('Deepgram live: finals come one on a line, and the call is named by the request', async () => {
  const result = (is_final: boolean, channel: number, start: number, transcript: string) =>
    JSON.stringify({
      type: 'Results',
      is_final,
      channel_index: [channel, 2],
      start,
      duration: 1,
      metadata: { request_id: 'r-1' },
      channel: { alternatives: [{ transcript, confidence: 0.9, words: [heard('x', 0)] }] },
    });
  const lines = [
    result(false, 0, 0, 'Goo'),
    result(true, 0, 0, 'Good morning'),
    result(true, 1, 2, 'Hi'),
    result(true, 1, 3, ''),
    '{"type":"Metadata"}',
  ];
  expect(await saidIn('d.json', lines.join('\n'))).toEqual([
    'r-1 channel 0 0-1000 Good morning',
    'r-1 channel 1 2000-3000 Hi',
  ]);
});

test('WebVTT: voices, times without hours, settings, notes, styles, entities and a cue of two voices are read', async () => {
  const file = `WEBVTT - of May

NOTE said in May

STYLE
::cue { color: red }

intro
00:00.500 --> 00:03.000 align:start position:10%
<v.loud Agent>Tea &amp; <i>coffee</i>
for you</v>

01:00:04.000 --> 01:00:05.000
<v Agent>Well</v>
<v Customer>Yes &lt;please&gt;.
`;
  expect(await saidIn('m.vtt', file)).toEqual([
    'm agent 500-3000 Tea & coffee for you',
    'm agent 3604000-3605000 Well',
    'm customer 3604000-3605000 Yes <please>.',
  ]);
});

test('WebVTT: a cue whose time cannot be read is reported by its line', async () => {
  const { refusal } = await readOne(
    'm.vtt',
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Hi\n\n00:03 --> later\n<v Agent>Bye\n',
  );
  expect(refusal).toMatch(/^m\.vtt:6: no time of a cue/);
});

test('SRT: speakers are names before a colon, and a line without one continues the speaker before', async () => {
  const file =
    '1\r\n00:00:00,500 --> 00:00:03,000\r\nAgent: Good <b>morning</b>\r\nto you\r\n\r\n2\r\n00:00:03,500 --> 00:00:04,000\r\nand welcome\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n- Customer: Hi\r\n- Agent: Yes?\r\n';
  expect(await saidIn('s.srt', file)).toEqual([
    's agent 500-3000 Good morning to you',
    's agent 3500-4000 and welcome',
    's customer 5000-6000 Hi',
    's agent 5000-6000 Yes?',
  ]);
});

test('SRT: names may stand in brackets, where a noise is none, nor what was said', async () => {
  const cue = (n: number, text: string) => `${n}\n00:00:0${n},000 --> 00:00:0${n},900\n${text}\n`;
  const texts = [
    '(Agent) Hi',
    '(Customer 1): Yes',
    '[AGENT] (laughs) So',
    '[laughter] it is',
    '(or so they say) it is',
  ];
  const file = texts.map((text, n) => cue(n + 1, text)).join('\n');
  expect(await saidIn('b.srt', file)).toEqual([
    'b agent 1000-1900 Hi',
    'b customer 2000-2900 Yes',
    'b agent 3000-3900 (laughs) So',
    'b agent 4000-4900 [laughter] it is',
    'b agent 5000-5900 (or so they say) it is',
  ]);
});

test.each([',', ';', '\t'])(
  'CSV with %j between its columns may have quoted line breaks, and other columns are attributes',
  async (delimiter) => {
    const rows = [
      ['Call ID', 'Role', 'Start (s)', 'End (s)', 'Transcript', 'State'],
      ['k-1', 'Agent', '0.5', '3', '"Good morning,\nsir; ""madam"""', 'CA'],
      ['k-1', 'Customer', '3.2', '4', 'Hi', ''],
    ];
    const file = `\ufeff${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`;
    expect(await saidIn('x.csv', file)).toEqual([
      'k-1 agent 500-3000 Good morning,\nsir; "madam"',
      'k-1 customer 3200-4000 Hi',
    ]);
    expect((await readOne('x.csv', file)).calls[0]?.segments[0]?.attributes).toEqual({ State: 'CA' });
  },
);

test('CSV: times may be clock times, ISO 8601, with a duration, or numbers that can only be seconds', async () => {
  const of = (header: string, ...rows: string[]) => saidIn('x.csv', [`speaker,text,${header}`, ...rows].join('\n'));
  expect(await of('start,end', 'agent,hi,00:01:02.5,1:04')).toEqual(['x agent 62500-64000 hi']);
  expect(await of('time', 'agent,hi there you,2026-11-28T10:00:00Z', 'agent,bye,2026-11-28T10:00:09Z')).toEqual([
    'x agent 0-1200 hi there you',
    'x agent 9000-9400 bye',
  ]);
  expect(await of('start,duration', 'agent,hi there,2.0,1.5')).toEqual(['x agent 2000-3500 hi there']);
  expect(await of('start,end', 'agent,a good morning to you,1,3', 'customer,and to you,4,6')).toEqual([
    'x agent 1000-3000 a good morning to you',
    'x customer 4000-6000 and to you',
  ]);
  expect(await of('start,end', 'agent,a good morning to you,1000,3000')).toEqual([
    'x agent 1000-3000 a good morning to you',
  ]);
});

test('CSV: when each turn began, in small whole numbers, is in seconds', async () => {
  const of = (...rows: string[]) => saidIn('x.csv', ['time,speaker,text', ...rows].join('\n'));
  expect(await of('0,agent,good morning', '4,customer,hi', '9,agent,how are you', '15,customer,fine')).toEqual([
    'x agent 0-800 good morning',
    'x customer 4000-4400 hi',
    'x agent 9000-10200 how are you',
    'x customer 15000-15400 fine',
  ]);
  expect(await of('2,agent,hello', '5,customer,yes', '7,agent,bye')).toEqual([
    'x agent 2000-2400 hello',
    'x customer 5000-5400 yes',
    'x agent 7000-7400 bye',
  ]);
  expect(await of('0,agent,good morning', '1400,customer,hi', '2100,agent,how are you')).toEqual([
    'x agent 0-800 good morning',
    'x customer 1400-1800 hi',
    'x agent 2100-3300 how are you',
  ]);
});

test('CSV with a column for each speaker', async () => {
  const turns =
    'call,time,agent,customer,state\nk,0:01,good day to you my dear,,NV\nk,0:04,,hello,NV\nk,0:06,bye,bye,NV\n';
  expect(await saidIn('x.csv', turns)).toEqual([
    'k agent 1000-3400 good day to you my dear',
    'k customer 4000-4400 hello',
    'k agent 6000-6400 bye',
    'k customer 6000-6400 bye',
  ]);
  expect((await readOne('x.csv', turns)).calls[0]?.segments[0]?.attributes).toEqual({ state: 'NV' });
  const named = 'Agent Text;Customer_Transcript\ngood day to you, my dear;hello\n';
  expect(await saidIn('x.csv', named)).toEqual([
    'x agent 0-2400 good day to you, my dear',
    'x customer 2400-2800 hello',
  ]);
  const env = { CXONE_SPEAKERS: '{"left":"customer","right":"agent"}' };
  expect(await saidIn('x.csv', 'left,right\ngood day to you my dear,hello\n', env)).toEqual([
    'x customer 0-2400 good day to you my dear',
    'x agent 2400-2800 hello',
  ]);
});

test.each([
  ['a row for each turn', 'time,agent,customer\n00:02,This call is recorded.,\n00:05,,cancel my plan\n'],
  ['a row for each exchange', 'start,agent,customer\n00:02,This call is recorded.,cancel my plan\n'],
  ['no times', 'agent;customer\nThis call is recorded.;cancel my plan\n'],
  ['a turn that is quoted', 'call,agent,customer\nk,"Well, recorded.",\nk,,"cancel my plan"\n'],
])('CSV with a column for each speaker holds short sentences: %s', async (_, content) => {
  const { calls, refusal } = await readOne('x.csv', content);
  expect(refusal).toBeUndefined();
  expect(calls[0]?.segments.map(({ speaker }) => speaker)).toEqual(['agent', 'customer']);
});

test('a list of calls with their agent and customer is no recorded call', async () => {
  const list = 'call id,agent,customer,minutes\n1,Ann Example,Acme of Nevada Inc,3\n2,Bob,Carol de la Cruz,4\n';
  expect((await readOne('x.csv', list)).refusal).toMatch(/a table with the columns call id, agent, customer, minutes/);
  const lacking = list.replace('Carol de la Cruz', '');
  expect((await readOne('x.csv', lacking)).refusal).toMatch(/a table with the columns/);
});

test('CSV: mistakes are reported with their line and column', async () => {
  const file = 'call,speaker,text,start\nk,agent,hi,1\nk,,hi,2\nk,agent,hi,soon\n';
  const { refusal } = await readOne('x.csv', file);
  expect(refusal?.split('\n')).toEqual([
    'x.csv:3: speaker is missing',
    'x.csv:4: start should be a time such as 12.5, 0:12.5 or 2026-11-28T10:00:12Z',
  ]);
  expect((await readOne('x.csv', 'speaker,text\nagent,"hi\n')).refusal).toMatch(/^x\.csv:\d+: not CSV: /);
});

test('CSV saved by spreadsheets on Windows keeps its accents', async () => {
  expect(await saidIn('x.csv', Buffer.from('speaker;text\nagent;Grüße\n', 'latin1'))).toEqual(['x agent 0-400 Grüße']);
});

test('plain text may have times in brackets, turns of several lines, and several calls', async () => {
  const file =
    'Call: t-1\n[00:02] Agent: Good morning\nto you.\n(0:00:07) Customer: Hi.\n\nCall: t-2\nAgent [1:00]: Bye now.\n';
  expect(await saidIn('x.txt', file)).toEqual([
    't-1 agent 2000-3600 Good morning to you.',
    't-1 customer 7000-7400 Hi.',
    't-2 agent 60000-60800 Bye now.',
  ]);
});

test('plain text without times: they are estimated from the words, and that is reported', async () => {
  const { calls, notes } = await readOne('x.txt', 'agent: good morning to all\ncustomer: hi\n');
  expect(calls[0]?.segments).toMatchObject([
    { startMs: 0, endMs: 1600 },
    { startMs: 1600, endMs: 2000 },
  ]);
  expect(notes).toEqual([expect.stringContaining('times are estimated')]);
});

test('plain text: a line without a speaker is reported', async () => {
  const { refusal } = await readOne('x.txt', 'Recorded in May\nagent: hello\n');
  expect(refusal).toBe("x.txt:1: who speaks? A turn begins with a name and a colon, as in 'agent: hello'");
});

const frame = (more: object) =>
  JSON.stringify({ type: 'transcription', isFinal: true, interactionId: 'w', speaker: 'agent', ...more });

test('captured frames: finals count, others and repetitions do not, and bad ones are reported', async () => {
  const lines = [
    frame({ segmentId: 'a', text: 'good morning', startTime: '2026-11-28T10:00:00Z', endTime: '2026-11-28T10:00:02Z' }),
    frame({ segmentId: 'a', text: 'good morning', startTime: '2026-11-28T10:00:00Z', endTime: '2026-11-28T10:00:02Z' }),
    frame({ isFinal: false, text: 'hi' }),
    '{"type":"heartbeat"}',
    frame({}),
    frame({
      segmentId: 'b',
      speaker: 'customer',
      text: 'hi',
      startTime: '2026-11-28T10:00:03Z',
      endTime: '2026-11-28T10:00:04Z',
    }),
    '{"type":"interactionEnded","interactionId":"w"}',
  ];
  expect(await saidIn('f.ndjson', lines.join('\n'))).toEqual([
    'w agent 0-2000 good morning',
    'w customer 3000-4000 hi',
  ]);
  const { notes } = await readOne('f.ndjson', lines.join('\n'));
  expect(notes).toEqual(['f.ndjson: 1 of 7 frames are bad frames (missing_text): f.ndjson:5']);
});

test("captured frames are read with ingest's settings", async () => {
  const env = {
    CXONE_FIELDS: '{"interactionId":"contactId","text":"transcript","type":"event","speaker":"party"}',
    CXONE_SPEAKERS: '{"A":"agent"}',
    CXONE_TRANSCRIPTION_TYPE: 'speech',
  };
  const line = JSON.stringify({
    event: 'speech',
    isFinal: true,
    contactId: 'w',
    party: 'A',
    transcript: 'good morning',
    endTime: 1_790_000_000_000,
  });
  expect(await saidIn('f.ndjson', line, env)).toEqual(['w agent 0-0 good morning']);
});

test('recorded frames keep the times at which they were heard', async () => {
  const lines = [
    { heardAt: 1_790_000_002_000, frame: frame({ text: 'good morning', startTime: 1_790_000_000_000 }) },
    { heardAt: 1_790_000_005_000, frame: JSON.parse(frame({ text: 'bye' })) },
    { heardAt: 1_790_000_009_000, frame: '{"type":"interactionEnded","interactionId":"w"}' },
  ];
  const file = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(await saidIn('f.ndjson', file)).toEqual(['w agent 0-2000 good morning', 'w agent 5000-5000 bye']);
  expect((await readOne('f.ndjson', file)).calls[0]?.endMs).toBe(9000);
});

test('of a recording it is said how many calls may lack what was said before it or after it', async () => {
  const said = (heardAt: number, interactionId: string) => ({
    heardAt,
    frame: frame({ interactionId, text: 'hello' }),
  });
  const ended = (heardAt: number, interactionId: string) => ({
    heardAt,
    frame: JSON.stringify({ type: 'interactionEnded', interactionId }),
  });
  const notes = async (...lines: object[]) =>
    (await readOne('f.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))).notes;
  expect(
    await notes(said(0, 'a'), said(9_000, 'b'), said(20_000, 'c'), ended(30_000, 'a'), ended(30_000, 'c')),
  ).toEqual([
    'f.ndjson: a recording: 2 calls were heard within its first 10 s and may have begun before it, 1 call was not over at its end; what was said outside of it counts as not said',
  ]);
  expect(await notes(ended(0, 'z'), said(20_000, 'c'), ended(30_000, 'c'))).toEqual([]);
});

test('the language of frames and rows is kept; one that is no text costs nothing', async () => {
  const languages = async (name: string, text: string) =>
    (await readOne(name, text)).calls.flatMap(({ segments }) => segments.map(({ language }) => language));
  expect(await languages('f.ndjson', frame({ text: 'buenos días', language: 'es-US' }))).toEqual(['es-US']);
  const row = { interactionId: 'w', speaker: 'agent', startMs: 0, endMs: 900, text: 'hola' };
  const rows = [{ ...row, language: 'es' }, { ...row, language: { code: 'es' } }, row];
  expect(await languages('r.ndjson', rows.map((one) => JSON.stringify(one)).join('\n'))).toEqual([
    'es',
    undefined,
    undefined,
  ]);
  expect(await languages('t.csv', 'speaker,text,start,Language Code\nagent,hola,0:01,es-MX\n')).toEqual(['es-MX']);
});

test('a call that continues after an end frame ends later', async () => {
  const lines = [
    { heardAt: 1_790_000_000_000, frame: frame({ text: 'hello' }) },
    { heardAt: 1_790_000_001_000, frame: '{"type":"interactionEnded","interactionId":"w"}' },
    { heardAt: 1_790_000_060_000, frame: frame({ text: 'hello again' }) },
  ];
  const { calls } = await readOne('f.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
  expect(calls).toMatchObject([{ segments: [{}, {}] }]);
  expect(calls[0]?.endMs).toBeUndefined();
});

test('Contact Lens: entries without words, such as someone joining, are skipped', async () => {
  const chat = {
    CustomerMetadata: { ContactId: 'talk' },
    Transcript: [
      { Id: 'e1', Type: 'EVENT', ParticipantId: 'CUSTOMER', AbsoluteTime: '2026-05-01T09:00:00Z' },
      { Id: 'm1', Type: 'MESSAGE', ParticipantId: 'AGENT', AbsoluteTime: '2026-05-01T09:00:02Z', Content: 'Welcome' },
      { Id: 'e2', Type: 'EVENT', ParticipantId: 'AGENT', Content: null },
    ],
  };
  expect(await saidIn('x.json', json(chat))).toEqual(['talk agent 0-400 Welcome']);
});

test('WebVTT: tags may be in capitals', async () => {
  expect(await saidIn('m.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<V AGENT><I>Good</I> day</V>\n')).toEqual([
    'm agent 1000-2000 Good day',
  ]);
});

test.each([
  ['Conversation Id,Participant_Purpose,Phrase', 'k,agent,good day'],
  ['participantPurpose;Text', 'agent;good day'],
  ['party type|talker|Message', 'x|Agent|good day'],
  ['Sprecher;Transkript', 'Berater 2;good day'],
  ['Hablante,Transcripción', 'Agente,good day'],
  ['Locuteur,Texte', 'Conseiller,good day'],
])('CSV: the header %j is understood', async (header, row) => {
  expect(await saidIn('k.csv', `${header}\n${row}\n`)).toEqual(['k agent 0-800 good day']);
});

test("CSV: Excel's line with the column separator counts, even if the texts have other separators", async () => {
  const file = 'sep=;\r\nspeaker;text;start\r\nagent;"good, day";1.5\r\nagent;hi;soon\r\n';
  expect(await saidIn('x.csv', file.replace('soon', '4.5'))).toEqual([
    'x agent 1500-2300 good, day',
    'x agent 4500-4900 hi',
  ]);
  expect((await readOne('x.csv', file)).refusal).toMatch(/^x\.csv:4: start should be a time/);
});

test('CSV: rows without words may lack the other columns', async () => {
  expect(await saidIn('x.csv', 'speaker,text,start\nagent,hello,1.5\n,,\n,,later\n')).toEqual([
    'x agent 1500-1900 hello',
  ]);
});

test.each([
  ['when,whose,what\n1,agent,hello\n', /columns when, whose, what, and none for who speaks .* or what was said/],
  ['time;role;remarks of both\n1;agent;hello\n', /columns time, role, remarks of both, and none for what was said/],
])('a table without a speaker or a text is refused with its columns: %j', async (file, refusal) => {
  expect((await readOne('x.csv', file)).refusal).toMatch(refusal);
});

test('plain text with names: they are read, and the roles must be given', async () => {
  const file = 'Call: n-1\nMaria López: good morning, who is it?\nTom: me\nMaria López: ah\n';
  expect(await saidIn('x.txt', file, { CXONE_SPEAKERS: '{"Maria López":"agent"}' })).toEqual([
    'n-1 agent 0-2000 good morning, who is it?',
    'n-1 Tom 2000-2400 me',
    'n-1 agent 2400-2800 ah',
  ]);
  expect((await readOne('x.txt', file)).notes).toContainEqual(
    expect.stringMatching(/^nobody is the agent .*"Maria López", "Tom"/),
  );
});

test.each([
  'version: 1\nlocale: en-US\n',
  'title: what is said at all times\ndisclosures:\n  - id: one\n    title: the one that is said\n',
  'Host: one of our own\nAccept: all that there is\nCookie: none\nServer: none\n',
  '# Remarks\n\nNote: these are all calls of May\nNote: they are in English\n',
  'body {\ncolor: red and blue and green;\ncolor: green and red and blue;\n}',
])('other text with colons is not a transcript: %j', async (file) => {
  expect((await readOne('x.txt', file)).refusal).toMatch(/this is none of them$/);
});

test('plain text: roles may be numbered, and names in bold type', async () => {
  expect(await saidIn('x.txt', 'Agent 1: good day\n\n**agent_2:** hi\n**Customer #1**: hello\n')).toEqual([
    'x agent 0-800 good day',
    'x agent 800-1200 hi',
    'x customer 1200-1600 hello',
  ]);
});

test.each([
  ['<!DOCTYPE html>\n<html><script>\nagent: hello\n</script></html>', /this is a web page \(HTML\)/],
  ['%PDF-1.7\nagent: hello\n', /this is a PDF/],
  ['PK\u0003\u0004 [Content_Types].xml PK\u0003\u0004 word/document.xml', /this is a Word document/],
  ['PK\u0003\u0004 xl/workbook.xml', /this is an Excel workbook/],
  ['PK\u0003\u0004 calls/1.txt', /this is a zip archive/],
  [String.raw`{\rtf1 agent: hello`, /this is rich text/],
  ['RIFF1234WAVEfmt agent: hello', /this is a sound recording/],
])('a file that is not a transcript is described: %j', async (file, refusal) => {
  expect((await readOne('x.txt', file)).refusal).toMatch(refusal);
});

test('what may be left out of a document costs no words: it may be null, and numbers may stand in quotes', async () => {
  const lens = {
    CustomerMetadata: null,
    Participants: null,
    Transcript: [
      { Id: null, ParticipantId: 'AGENT', BeginOffsetMillis: '500', EndOffsetMillis: '900', Content: 'Hello.' },
      { Id: 2, ParticipantRole: null, ParticipantId: 'CUSTOMER', BeginOffsetMillis: null, Content: 'Hi.' },
    ],
  };
  expect(await saidIn('x.json', json(lens))).toEqual(['x agent 500-900 Hello.', 'x customer 900-1300 Hi.']);
  const phrase = { text: 'hello', participantPurpose: 'internal', offset: { milliseconds: 500 }, duration: null };
  const kept = { transcripts: [{ phrases: [{ ...phrase, confidence: null, startTimeMs: null, phraseIndex: null }] }] };
  expect(await saidIn('x.json', json(kept))).toEqual(['x agent 500-900 hello']);
  const alternative = { transcript: 'hello', offsetMs: 500, durationMs: 400, confidence: null };
  const live = { transcripts: [{ channel: 'INTERNAL', utteranceId: null, alternatives: [alternative] }] };
  expect(await saidIn('x.json', json({ eventBody: live }))).toEqual(['x agent 500-900 hello']);
  const utterance = { transcript: 'hello', start: '0.5', end: 0.9, confidence: null, channel: null, speaker: null };
  const deepgram = { results: { channels: null, utterances: [{ ...utterance, id: null }] } };
  expect(await saidIn('x.json', json(deepgram))).toEqual(['x speaker 0 500-900 hello']);
});

test('Genesys Cloud: what cannot be read of a live conversation is reported', async () => {
  const live = { transcripts: [{ channel: 'INTERNAL', alternatives: [{ offsetMs: 0 }] }] };
  expect((await readOne('x.json', json(live))).refusal).toBe(
    'x.json: transcripts.0.alternatives.0.transcript is missing',
  );
});

test('Genesys Cloud: a conversation may come by EventBridge, and each of its legs counts from a beginning of its own', async () => {
  const leg = (beganMs: number, transcript: string) => ({
    'detail-type': 'v2.conversations.{id}.transcription',
    detail: {
      topicName: 'v2.conversations.k.transcription',
      eventBody: {
        conversationId: 'k',
        transcriptionStartTimeMs: beganMs,
        transcripts: [{ channel: 'INTERNAL', alternatives: [{ transcript, offsetMs: 100, durationMs: 400 }] }],
      },
    },
  });
  const lines = [leg(1_795_000_000_000, 'hello'), leg(1_795_000_060_000, 'hello again')];
  expect(await saidIn('x.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
    'k agent 0-400 hello',
    'k agent 60000-60400 hello again',
  ]);
});

test('Deepgram without the times of words: what was said is read all the same', async () => {
  const said = { results: { channels: [{ alternatives: [{ transcript: 'hello there', confidence: 0.9 }] }] } };
  expect(await saidIn('x.json', json(said))).toEqual(['x speaker 0 0-800 hello there']);
});

test('a role beside a name says who speaks; if the speaker is a role already, it counts', async () => {
  const names = 'call id,speaker,role,text\nk,Maria,agent,hello\nk,Ben,customer,hi\n';
  expect(await saidIn('x.csv', names)).toEqual(['k agent 0-400 hello', 'k customer 400-800 hi']);
  const channels = 'call id,speaker,channel,text\nk,agent,customer,hello\nk,Maria,voice,hi\n';
  expect(await saidIn('x.csv', channels)).toEqual(['k agent 0-400 hello', 'k Maria 400-800 hi']);
  const row = { callId: 'k', speaker: 'Maria', role: 'AGENT', start: 0, end: 400, text: 'hello' };
  expect(await saidIn('x.ndjson', JSON.stringify(row))).toEqual(['k agent 0-400 hello']);
});

test('CSV: the columns of moments are found, and cells that say that they are empty are', async () => {
  const file = [
    'call id,segment id,speaker,started_at,ended_at,confidence,text',
    'k,n/a,agent,2026-11-28T10:00:00Z,null,N/A,hello',
    'k,-,customer,2026-11-28T10:00:02Z,2026-11-28T10:00:03Z,None,none',
  ];
  expect(await saidIn('x.csv', file.join('\n'))).toEqual(['k agent 0-400 hello', 'k customer 2000-3000 none']);
});

test('a line that ends a call may have its type in any case, and no time', async () => {
  const row = { interactionId: 'k', segmentId: {}, speaker: 'agent', startMs: 0, endMs: 400, text: 'hello' };
  const lines = [row, { interactionId: 'k', type: 'InteractionEnded', endMs: null }];
  expect(await saidIn('x.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
    'k agent 0-400 hello',
  ]);
});
