import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CueRequest } from '@cueline/shared';
import got from 'got';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createDistribution, type Distribution } from '../../harness/distribution.js';

const PAUSE_MS = 40;

export interface BareRoundTripsOptions {
  readonly redisUrl: string;
  readonly cxoneUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
}

/** Measures until told to stop what no cue can do without: a bare Redis command, and a bare request for a cue, each by itself. */
export async function startBareRoundTrips({ redisUrl, cxoneUrl, credentials }: BareRoundTripsOptions) {
  const redis = new Redis(redisUrl);
  const post = await createPost(cxoneUrl, credentials);
  const stopping = new AbortController();
  const sample = async (act: () => Promise<unknown>): Promise<Distribution> => {
    const times = createDistribution();
    await act(); // the first opens a connection
    while (!stopping.signal.aborted) {
      const startedAtMs = performance.now();
      await act();
      times.add(performance.now() - startedAtMs);
      await delay((0.5 + Math.random()) * PAUSE_MS);
    }
    return times;
  };
  const samples = Promise.all([sample(() => redis.ping()), sample(post)]);
  return {
    async stop() {
      stopping.abort();
      const [ping, http] = await samples;
      redis.disconnect();
      return { ping, http };
    },
  };
}

/** Posts a cue as the publisher does. */
async function createPost(cxoneUrl: string, { clientId, clientSecret }: BareRoundTripsOptions['credentials']) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const answer = await got.post(`${cxoneUrl}/oauth/token`, { form }).json();
  const { access_token: token } = z.object({ access_token: z.string() }).parse(answer);
  const client = got.extend({ retry: { limit: 0 }, followRedirect: false, timeout: { request: 15_000 } });
  const json: CueRequest = {
    type: 'compliance',
    title: 'Bare request',
    description: 'Agent said: Guaranteed returns. Correct that: no return is guaranteed.',
    priority: 'critical',
    status: 'open',
  };
  const url = `${cxoneUrl}/api/v2/agentassist/interactions/bare/cues`;
  return () =>
    client.post(url, { headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }, json });
}
