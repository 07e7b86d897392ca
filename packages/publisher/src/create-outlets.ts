import {
  createTokenMetrics,
  createTokens,
  cuesUrl,
  type HttpOutlet,
  InteractionId,
  type Keys,
  parseDuration,
  type ProcessContext,
  type RedisClient,
  tokenSource,
  type Tokens,
  tokenUrl,
  warnOfPlainText,
} from '@cueline/shared';
import { createAdmission } from './gate/admission.js';
import { createCircuit } from './gate/circuit.js';
import { createHold, type QueueHold } from './gate/hold.js';
import { createRate } from './gate/rate.js';
import { type LookMetrics, metricsOfOutlet, type PublisherMetrics } from './metrics.js';
import { createCueApi } from './outlet/cue-api.js';
import type { Asks, CueOutlet } from './outlet/cue-outlet.js';
import { createHttpOutlet } from './outlet/http-outlet.js';
import { createLiveOutlet } from './outlet/live-outlet.js';
import { createShadowOutlet, type Outlet } from './outlet/outlet.js';
import { settingsTokens } from './outlet/settings-tokens.js';
import type { PublisherSettings } from './settings.js';
import { watchOutlet } from './watch-hold.js';

export interface OutletsContext {
  readonly process: ProcessContext<PublisherSettings>;
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** The hold of the queue: that of the first outlet. */
  readonly hold: QueueHold;
  readonly metrics: PublisherMetrics;
}

/** One of the outlets, ready for looks. */
export interface OutletInUse {
  /** In the fields of what it shows; undefined for the first. */
  readonly name: string | undefined;
  readonly outlet: Outlet;
  readonly asks: Asks | undefined;
  readonly canWithdraw: boolean;
  readonly metrics: LookMetrics;
}

/** Creates the outlets that the platform file names, the first of which counts; without them, CXone's cue API. */
export function createOutlets(context: OutletsContext): [OutletInUse, ...OutletInUse[]] {
  const { settings, log } = context.process;
  const { CUE_MODE: mode, PLATFORM_FILE: platform } = settings;
  if (mode === 'shadow') {
    log.warn({ mode }, 'shadow mode: cues are decided and recorded, and none is posted');
    const canWithdraw = settings.CXONE_CUE_RESOLVE === 'patch';
    return [{ name: undefined, outlet: createShadowOutlet(), asks: undefined, canWithdraw, metrics: context.metrics }];
  }
  const [first = 'cxone', ...others] = platform?.outlets ?? [];
  const outlets = [first, ...others].map((one) => (one === 'cxone' ? one : one.name));
  log.info({ mode, ...(platform?.outlets === undefined ? {} : { outlets }) }, 'cues are posted');
  return [createFirst(first, context), ...others.map((outlet) => createOther(outlet, context))];
}

type Described = HttpOutlet | 'cxone';

function createFirst(described: Described, context: OutletsContext): OutletInUse {
  const { process, redis, keys, hold, metrics } = context;
  const { cues, tokens, limit } = createParts(described, context, (name, check) => process.checks.set(name, check));
  const monotonic = () => performance.now();
  const circuit = createCircuit({ hold, random: Math.random, monotonic, log: process.log, names: cues.names });
  process.warnings.set('cues', circuit.warning);
  const rate = createRate({ redis, keys, ...limit });
  const admit = createAdmission({ redis, keys, rate, ...limit, monotonic });
  const outlet = createLiveOutlet({ cues, tokens, admit, hold, circuit, metrics, log: process.log });
  return { name: undefined, outlet, asks: cues.asks, canWithdraw: cues.canWithdraw, metrics };
}

/** One with a hold, a rate and a circuit of its own. */
function createOther(described: Described, context: OutletsContext): OutletInUse {
  const { process, redis, keys, hold: ofQueue } = context;
  const { log, warnings, signal } = process;
  const name = described === 'cxone' ? described : described.name;
  const warn = (part: string, check: Parameters<typeof warnings.set>[1]) => warnings.set(`${part} of ${name}`, check);
  const { cues, tokens, limit } = createParts(described, context, warn);
  const own = { hold: keys.outletHold(name), rate: keys.outletRate(name) };
  const hold = createHold({ redis, keys: own });
  warn('hold', watchOutlet({ outlet: name, hold, metrics: context.metrics, log, signal }));
  const monotonic = () => performance.now();
  const circuit = createCircuit({ hold, random: Math.random, monotonic, log, names: cues.names });
  warn('cues', circuit.warning);
  const rate = createRate({ redis, keys: own, ...limit });
  const admitOwn = createAdmission({ redis, keys: own, rate, ...limit, monotonic });
  const metrics = metricsOfOutlet(context.metrics, name);
  const outlet = createLiveOutlet({
    cues,
    tokens,
    async admit() {
      const held = await ofQueue.readHold();
      return held?.reason === 'paused' ? { kind: 'held', forMs: held.forMs } : admitOwn(); // a pause is for all
    },
    hold,
    circuit,
    metrics,
    log,
  });
  return { name, outlet, asks: cues.asks, canWithdraw: cues.canWithdraw, metrics };
}

type SetCheck = (name: string, check: Tokens['objection']) => void;

interface OutletParts {
  readonly cues: CueOutlet;
  readonly tokens: Pick<Tokens, 'get' | 'invalidate'>;
  readonly limit: { readonly max: number; readonly windowMs: number };
}

function createParts(described: Described, { process }: OutletsContext, setCheck: SetCheck): OutletParts {
  const { settings, log, metrics: registry, signal } = process;
  const usual = { max: settings.CUE_RATE_MAX, windowMs: settings.CUE_RATE_WINDOW_MS };
  if (described === 'cxone') {
    const cues = createCueApi({ settings, now: Date.now });
    warnOfPlainText([tokenUrl(settings), cuesUrl(settings, InteractionId.parse('any'))], log);
    const tokens = createTokens({ ...tokenSource(settings, signal), metrics: createTokenMetrics(registry), log });
    return { cues, tokens: watched(tokens, process, setCheck), limit: usual };
  }
  const { show, sign, rate, name } = described;
  const cues = createHttpOutlet({ outlet: described, values: settings.PLATFORM_VALUES, now: Date.now });
  warnOfPlainText([show.url.replaceAll(/\{[^{}]*\}/g, '1')], log); // also where it is the port
  const limit = rate === undefined ? usual : { max: rate.max, windowMs: parseDuration(rate.window) ?? usual.windowMs };
  const source = settingsTokens(sign, settings, signal);
  if (source === undefined) return { cues, tokens: NO_TOKENS, limit };
  const tokens = createTokens({ ...source, log, who: `the token endpoint of outlet ${name}`, check: `outlet ${name}` });
  return { cues, tokens: watched(tokens, process, setCheck), limit };
}

/** Tokens are requested early; that is retried until there is one or the process ends. */
function watched(tokens: Tokens, { log }: ProcessContext<PublisherSettings>, setCheck: SetCheck): Tokens {
  setCheck('token', tokens.objection);
  tokens.get().catch((error: unknown) => log.debug({ err: error }, 'no token available'));
  return tokens;
}

/** Of an outlet whose requests carry their credentials. */
const NO_TOKENS: OutletParts['tokens'] = { get: () => Promise.resolve(''), invalidate: () => undefined };
