// The simulator in a process of its own, as a source of load. See `load.ts`.
import { createFrameFormat, createKeys, readSettings, transcriptionSettings } from '@cueline/shared';
import { createSimulator } from '@cueline/simulator';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { answerRequests } from '../programs/answer-requests.js';
import { createCallFrames } from './call-frames.js';
import { calmScripts, deskScripts } from './call-script.js';
import { copyInteractions } from './copy-interactions.js';
import { measureCueDelays } from './measure-cue-delays.js';
import { createFrameSender } from './frame-sender.js';
import { LoadRequest, type LoadStart } from './load.js';
import { createRawEntry } from '../raw/raw-entry.js';
import { speechFrame } from '../../harness/speech-frame.js';

/** As good as no limit: what is measured is the pipeline, not the rate that an operator allows it. */
const NO_LIMIT = 100_000;
/** How long a request for a cue takes to be answered. */
const ANSWER_MS = 20;
/** A cue that takes longer under load is missing. */
const PATIENCE_MS = 60_000;

let load: Awaited<ReturnType<typeof start>> | undefined;
await answerRequests(LoadRequest, async (request) => {
  if (request.do !== 'start') return (await load?.answer(request)) ?? {};
  load = await start(request);
  return load.where;
});

async function start({ redisUrl, partitions, liveCalls, messages, talk }: LoadStart) {
  const redis = new Redis(redisUrl);
  const keys = createKeys('cueline');
  const faults = { cueSlow: { chance: 1, delayMs: ANSWER_MS } };
  const simulator = createSimulator({ cueRateMax: NO_LIMIT, journalFrames: false, faults });
  const cxoneUrl = await simulator.start();
  const frames = createCallFrames(liveCalls, talk === 'calm' ? calmScripts() : deskScripts());
  const rawEntry = createRawEntry(createFrameFormat(readSettings(z.object(transcriptionSettings), {})), partitions);
  const send = (frame: object) => void simulator.pushFrame(messages === 'frames' ? frame : rawEntry(frame));
  const sender = createFrameSender({ redis, keys, partitions, sendNext: () => send(frames.next()) });

  let phraseCalls = 0;

  async function answer(request: Exclude<LoadRequest, LoadStart>): Promise<object> {
    switch (request.do) {
      case 'push': {
        await simulator.sockets.subscribed();
        const since = simulator.journal.last();
        const pushed = await sender.push(request);
        return { ...pushed, cues: simulator.journal.read({ kind: 'cue', since }).length };
      }
      case 'flood':
        await simulator.sockets.subscribed();
        for (let i = 0; i < request.count; i += 1) send(frames.next());
        return {};
      case 'background':
        sender.background(request.perSecond);
        return {};
      case 'delays': {
        phraseCalls += request.count;
        const delays = await measureCueDelays({ simulator, patienceMs: PATIENCE_MS, ...request });
        const [p50, p99] = [delays.percentileMs(50), delays.percentileMs(99)];
        return { count: delays.count(), p50, p99, most: delays.mostMs() };
      }
      case 'say': {
        const { interactionId, text } = request;
        phraseCalls += 1;
        simulator.pushFrame(speechFrame({ interactionId, segmentId: `${interactionId}-0`, speaker: 'agent', text }));
        return {};
      }
      case 'multiply':
        await copyInteractions(redis, { keys, partitions, copies: frames.multiply(request.times) });
        return {};
      case 'end':
        for (const frame of frames.ends()) send(frame);
        return { calls: frames.begun() + phraseCalls };
      default:
        return request satisfies never;
    }
  }
  return { where: { cxoneUrl, ...simulator.credentials }, answer };
}
