import { readFileSync } from 'node:fs';
import { compilePack, parseRuleFile } from '@cueline/rules';
import { CueRequest } from '@cueline/shared';
import { type Call, sampleCalls } from '@cueline/simulator';
import got from 'got';
import { z } from 'zod';
import { cuedItems } from '../../packages/cli/src/demo/cued-items.js';
import { deservedBy } from '../../packages/cli/src/demo/deserved.js';

const Journal = z.object({
  entries: z.array(
    z.looseObject({ interactionId: z.string(), accepted: z.boolean().optional(), body: z.unknown().optional() }),
  ),
});

const file = 'rules/default.yaml';
const parsed = parseRuleFile(readFileSync(file, 'utf8'), { file, readFile: (path) => readFileSync(path, 'utf8') });
if (!parsed.ok) throw new Error(`${file} is no pack`);
const compiled = compilePack(parsed.pack);

/** The sample calls, so many times. */
export const copiesOfSamples = (copies: number): Call[] =>
  Array.from({ length: copies }, (_, copy) =>
    sampleCalls.map((call) => ({
      ...call,
      interactionId: `${call.interactionId}-${copy}`,
      segments: call.segments.map((segment) => ({ ...segment, segmentId: `${segment.segmentId}-${copy}` })),
    })),
  ).flat();

/** What has to be cued in these calls, as sorted lines `<interaction>: <rule>`. */
export const owedIn = (calls: readonly Call[]): string[] =>
  calls
    .flatMap((call) => deservedBy(call, compiled, Date.now()).cues.map(({ id }) => `${call.interactionId}: ${id}`))
    .toSorted();

/** The stand-in for CXone, asked from outside. */
export function createPlayed(url: string) {
  const read = async (kind: string) => {
    const query = { kind, limit: 10_000 };
    return Journal.parse(await got(`${url}/control/journal`, { searchParams: query }).json()).entries;
  };
  return {
    play: async (calls: readonly Call[], spreadMs: number): Promise<void> => {
      await got.post(`${url}/control/calls`, { json: { calls, options: { spreadMs } } });
    },
    ended: async (): Promise<number> => (await read('callEnded')).length,
    /** What came up on desktops, as lines like those of what is owed. */
    cued: async (): Promise<string[]> =>
      (await read('cue'))
        .filter(({ accepted }) => accepted)
        .flatMap(({ interactionId, body }) =>
          cuedItems(CueRequest.parse(body).description, compiled.pack).map((id) => `${interactionId}: ${id}`),
        )
        .toSorted(),
  };
}
