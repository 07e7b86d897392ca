import { exampleSpeakers, type FrameFormat, type HeardStats, type Objection } from '@cueline/shared';

/** The settings that say how frames are read. */
export type FrameSettings = Pick<FrameFormat, 'transcriptionType' | 'named'>;

/** Fewer frames than this prove nothing. */
const MIN_FRAMES = 5;
/** From this share of bad frames on, words are lost that matter. */
const BAD_SHARE = 0.1;
const MIN_SILENT_CALLS = 3;
const NO_AGENT_SHARE = 0.2;
/** As many calls, and this share of all, in which only customers speak are more than voicemail and long complaints. */
const MIN_AGENTLESS_CALLS = 5;
const AGENTLESS_SHARE = 1 / 3;
/** As many hypotheses, in as many minutes, without a final are no long sentence. */
const MIN_INTERIMS = 20;
const MIN_INTERIM_MINUTES = 2;
/** Neither are hypotheses of several calls that last: somebody would have ended a sentence. */
const MUTE_CALLS = { interims: 30, calls: 3, forMs: 10_000 };
/** As many finals without words, of as many calls, are no music on hold. */
const MIN_WORDLESS = 20;
const MIN_WORDLESS_CALLS = 5;

/** What does not add up in what was heard, by check; a check is left out while it has nothing to object to. */
export function findDeafness(stats: HeardStats, settings: FrameSettings): Record<string, Objection | undefined> {
  return { frames: badFrames(stats), speakers: noAgent(stats, settings), speech: noSpeech(stats, settings) };
}

function badFrames({ frames, badReasons, fields, windowMs }: HeardStats): Objection | undefined {
  const bad = frames['bad'] ?? 0;
  const all = bad + (frames['segment'] ?? 0);
  if (bad < MIN_FRAMES || bad < all * BAD_SHARE) return undefined;
  const isOfField = badReasons.some(([reason]) => /^(missing|invalid)_/.test(reason));
  return {
    reason: `${bad} of ${all} frames ${within(windowMs)} cannot be read: ${list(badReasons)}${came(fields)}`,
    remedy: isOfField
      ? 'Say in CXONE_FIELDS what CXone calls the fields that are missing; the frames are in the stream bad-frames.'
      : 'The frames are in the stream bad-frames: compare them with what CXone documents.',
  };
}

function noAgent(stats: HeardStats, settings: FrameSettings): Objection | undefined {
  const { frames, speakers, unknownSpeakers, calls, callsWithoutAgent, agentlessCalls, windowMs } = stats;
  const segments = frames['segment'] ?? 0;
  const unknown = unknownSpeakers.reduce((total, [, count]) => total + count, 0);
  const isNobody = speakers['agent'] === 0;
  const areMany = callsWithoutAgent >= MIN_SILENT_CALLS;
  if (segments < MIN_FRAMES || callsWithoutAgent < calls * NO_AGENT_SHARE) return undefined;
  if (unknown > 0 && (isNobody || areMany)) {
    const example = exampleSpeakers(
      unknownSpeakers.map(([name]) => name),
      settings,
      (speakers['customer'] ?? 0) > 0 ? ['customer'] : [],
    );
    return {
      reason: `nobody is the agent in ${callsWithoutAgent} of ${calls} calls ${within(windowMs)}: unknown speakers ${list(unknownSpeakers)}`,
      remedy: `Say in CXONE_SPEAKERS who they are, for example ${JSON.stringify(example)}. Until then agents are cued for what they have said.`,
    };
  }
  const remedy =
    'Check in CXONE_SPEAKERS which speaker is the agent, and that CXone sends the agents’ side of all calls.';
  if (isNobody && areMany) {
    return {
      reason: `nobody is the agent in ${calls} of ${calls} calls ${within(windowMs)}: all ${segments} segments are the customer's or of other speakers`,
      remedy,
    };
  }
  if (agentlessCalls < MIN_AGENTLESS_CALLS || agentlessCalls < calls * AGENTLESS_SHARE) return undefined;
  return {
    reason: `nobody is the agent in ${agentlessCalls} of ${calls} calls ${within(windowMs)}, though the customer speaks`,
    remedy,
  };
}

function noSpeech(stats: HeardStats, { transcriptionType }: FrameSettings): Objection | undefined {
  const {
    frames,
    error,
    lastSpeechAgoMs = Infinity,
    unknownTypes,
    speechTypes,
    fields,
    wordlessCalls,
    windowMs,
  } = stats;
  if (error !== undefined && error.agoMs < lastSpeechAgoMs) {
    return {
      reason: `CXone reported an error and has sent no speech since: ${error.words}`,
      remedy:
        'Check the scope interaction:transcription:read of the client, and CXONE_SUBSCRIBE_MESSAGE. This ingest opens another socket now and then, to see whether it is over.',
    };
  }
  if ((frames['segment'] ?? 0) > 0) return undefined;
  // A quiet line brings frames of other types too, for hours.
  const strange = unknownTypes.filter(([type]) => speechTypes.includes(type));
  if (strange.reduce((total, [, count]) => total + count, 0) >= MIN_FRAMES) {
    return {
      reason: `none of ${frames['control']} frames ${within(windowMs)} is speech: their types are ${list(strange)}${came(fields)}`,
      remedy: `Say in CXONE_TRANSCRIPTION_TYPE what type speech has (now '${transcriptionType}'), or in CXONE_FIELDS which field holds the type.`,
    };
  }
  const interims = frames['interim'] ?? 0;
  if (isWithoutFinals(stats)) {
    return {
      reason: `none of ${interims} frames of speech ${within(windowMs)} is final${came(fields)}`,
      remedy:
        'Only final frames count. Say in CXONE_FIELDS which field marks them (now isFinal), or have CXone send finals.',
    };
  }
  const wordless = frames['wordless'] ?? 0;
  if (wordless >= MIN_WORDLESS && wordlessCalls >= MIN_WORDLESS_CALLS) {
    return {
      reason: `none of ${wordless} finals ${within(windowMs)} has words: their text is empty, or nothing but marks of silence`,
      remedy:
        'Say in CXONE_FIELDS which field holds the words (now text), or check that CXone’s recogniser hears the calls.',
    };
  }
  return undefined;
}

/** Before its first final each sentence is a hypothesis for a while. */
function isWithoutFinals(stats: HeardStats): boolean {
  const { frames, unmarkedInterims, interimMinutes, interimCalls, firstInterimAgoMs = 0, lastSpeechAgoMs } = stats;
  const interims = frames['interim'] ?? 0;
  if (lastSpeechAgoMs === undefined && unmarkedInterims >= MIN_FRAMES) return true;
  if (interims >= MIN_INTERIMS && interimMinutes >= MIN_INTERIM_MINUTES) return true;
  const isNoFinal = (frames['wordless'] ?? 0) === 0;
  const { interims: min, calls, forMs } = MUTE_CALLS;
  return isNoFinal && interims >= min && interimCalls >= calls && firstInterimAgoMs >= forMs;
}

const list = (counts: HeardStats['badReasons']): string =>
  `${counts
    .slice(0, 3)
    .map(([name, count]) => `'${name}' (${count})`)
    .join(', ')}${counts.length > 3 ? ', …' : ''}`;

const came = (fields: readonly string[]): string =>
  fields.length === 0 ? '' : `; such a frame has the fields ${fields.join(', ')}`;

const within = (windowMs: number): string =>
  `of the last ${windowMs < 90_000 ? `${Math.ceil(windowMs / 1000)} s` : `${Math.round(windowMs / 60_000)} min`}`;
