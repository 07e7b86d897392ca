import { z } from 'zod';
import { startBenchProgram } from '../programs/bench-program.js';
import type { BenchContext } from '../programs/run-bench.js';

const Start = z.object({
  do: z.literal('start'),
  redisUrl: z.string(),
  partitions: z.int(),
  liveCalls: z.int(),
  /** Frames, or ready-made entries for the raw limit. */
  messages: z.enum(['frames', 'entries']),
  /** Calls of a desk, which is what they are by default, or calm ones, in which nothing becomes due. */
  talk: z.enum(['desk', 'calm']).optional(),
});
export type LoadStart = z.infer<typeof Start>;

/** Sends for so long, then waits until all has been processed. */
const Push = z.object({
  do: z.literal('push'),
  seconds: z.number(),
  /** How many are sent and not yet processed at most. */
  underWay: z.int(),
});
/** Sends so many at once, whoever hears them. */
const Flood = z.object({ do: z.literal('flood'), count: z.int() });
/** Sends so many a second from now on; 0 ends it. */
const Background = z.object({ do: z.literal('background'), perSecond: z.number() });
/** Says a prohibited phrase so many times, and measures how long each cue takes. */
const Delays = z.object({ do: z.literal('delays'), name: z.string(), count: z.int(), perSecond: z.number() });
/** Says one thing in a call, now. */
const Say = z.object({ do: z.literal('say'), interactionId: z.string(), text: z.string() });
/** Copies each live call under other ids. */
const Multiply = z.object({ do: z.literal('multiply'), times: z.int() });
/** Ends all calls. */
const End = z.object({ do: z.literal('end') });

/** What the program of the load is asked. */
export const LoadRequest = z.discriminatedUnion('do', [Start, Push, Flood, Background, Delays, Say, Multiply, End]);
export type LoadRequest = z.infer<typeof LoadRequest>;
type Without<Request> = Omit<Request, 'do'>;

const Where = z.object({ cxoneUrl: z.string(), clientId: z.string(), clientSecret: z.string() });
const Pushed = z.object({
  entries: z.int(),
  /** From the first until all had been processed. */
  seconds: z.number(),
  /** Requests for cues that came meanwhile. */
  cues: z.int(),
});
/** In ms. */
const Delay = z.object({ count: z.int(), p50: z.number(), p99: z.number(), most: z.number() });
export type Delay = z.infer<typeof Delay>;

/** Starts the simulator in a process of its own, as a source of load. */
export async function startLoad(context: BenchContext, settings: Without<LoadStart>) {
  const { pid, ask } = startBenchProgram(context, new URL('load-program.ts', import.meta.url));
  const request = <Answer>(asked: LoadRequest, answer: z.ZodType<Answer>) => ask(asked, answer);
  const done = z.object({});
  const where = await request({ do: 'start', ...settings }, Where);
  return {
    pid,
    where,
    /** What processes of Cueline are told. */
    environment: {
      REDIS_URL: settings.redisUrl,
      PARTITIONS: String(settings.partitions),
      CXONE_BASE_URL: where.cxoneUrl,
      CXONE_CLIENT_ID: where.clientId,
      CXONE_CLIENT_SECRET: where.clientSecret,
    },
    push: (push: Without<z.infer<typeof Push>>) => request({ do: 'push', ...push }, Pushed),
    flood: (count: number) => request({ do: 'flood', count }, done),
    background: (perSecond: number) => request({ do: 'background', perSecond }, done),
    delays: (delays: Without<z.infer<typeof Delays>>) => request({ do: 'delays', ...delays }, Delay),
    say: (say: Without<z.infer<typeof Say>>) => request({ do: 'say', ...say }, done),
    multiply: (times: number) => request({ do: 'multiply', times }, done),
    /** Gives how many calls there have been. */
    end: () => request({ do: 'end' }, z.object({ calls: z.int() })),
  };
}
export type Load = Awaited<ReturnType<typeof startLoad>>;
