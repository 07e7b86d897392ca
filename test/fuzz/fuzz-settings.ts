import { IngestSettings } from '@cueline/ingest';
import { MatcherSettings } from '@cueline/matcher';
import { PublisherSettings } from '@cueline/publisher';
import {
  createFrameFormat,
  createKeys,
  cuesUrl,
  InteractionId,
  readSettings,
  type Environment,
  SettingsError,
  tokenUrl,
  transcriptionUrl,
} from '@cueline/shared';
import fc from 'fast-check';
import { serverOptions } from '../../packages/shared/src/redis/redis-options.js';
import { mutated } from './mutated.js';

/** Part of every value, so that it is found wherever a value is repeated. */
const SECRET = 'hush';
const NAMES = [
  ...new Set([IngestSettings, MatcherSettings, PublisherSettings].flatMap(({ shape }) => Object.keys(shape))),
];
const SEEDS = [
  SECRET,
  `redis://${SECRET}:p%40ss@127.0.0.1:6379/0`,
  `rediss://[::1]/1?${SECRET}`,
  `https://${SECRET}.example/{interactionId}/cues`,
  `wss://${SECRET}.example/live?access_token={token}`,
  `${SECRET}:7000,${SECRET}:7001`,
  `{"interactionId":"${SECRET}","type":"t"}`,
  `{"${SECRET}":"agent"}`,
  '10s',
  '500',
  '7d',
  '0.5',
  'on',
  'patch',
  'shadow',
];
const TOKENS = [
  '%',
  '%zz',
  '/',
  ':',
  '@',
  '{',
  '}',
  ',',
  '?',
  '#',
  '\n',
  '\0',
  '..',
  '-',
  'e',
  '9'.repeat(30),
  '__proto__',
];
/** A URL is parsed once more, which other texts are not. */
const URLS = NAMES.filter((name) => name.endsWith('_URL'));
const URL_SEEDS = SEEDS.filter((seed) => seed.includes('://'));
const named = (names: readonly string[], seeds: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), mutated(seeds, TOKENS));
const environment = fc
  .array(fc.oneof(named(URLS, URL_SEEDS), named(NAMES, SEEDS)), { maxLength: 4 })
  .map((settings) => Object.fromEntries(settings));
const required = { CXONE_CLIENT_ID: 'cueline', CXONE_CLIENT_SECRET: 'word' };

/** Wrong settings give lines that name them and do not repeat their values; with right ones a process can begin. */
export const fuzzSettings = fc.property(environment, (chosen) => {
  const env: Environment = { ...required, ...chosen };
  const ingest = tryRead(() => readSettings(IngestSettings, env));
  tryRead(() => readSettings(MatcherSettings, env));
  const publisher = tryRead(() => readSettings(PublisherSettings, env));
  if (ingest !== undefined) {
    createFrameFormat(ingest);
    createKeys(ingest.KEY_PREFIX);
    for (const url of [tokenUrl(ingest), transcriptionUrl(ingest, 'a token/&?')]) {
      if (URL.parse(url) === null) throw new Error(`no URL: ${url}`);
    }
    const { db } = serverOptions(ingest, 'commands');
    if (!Number.isInteger(db)) throw new Error(`no database: ${db}`);
  }
  if (publisher !== undefined) {
    const url = cuesUrl(publisher, InteractionId.parse('a/b'));
    if (URL.parse(url) === null) throw new Error(`no URL: ${url}`);
  }
});

function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const wrong = error.lines.find(
      (line) => !NAMES.some((name) => line.startsWith(`${name} `)) || line.includes(SECRET),
    );
    if (error.lines.length === 0 || wrong !== undefined) throw new Error(`explained badly: ${wrong}`, { cause: error });
    return undefined;
  }
}
