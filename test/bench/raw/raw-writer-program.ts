// The raw limit's writer: takes ready-made entries off the simulator's socket and adds them to the streams, as ingest batches them.
import { createKeys } from '@cueline/shared';
import { Redis } from 'ioredis';
import { answerRequests } from '../programs/answer-requests.js';
import { openSocket } from '../programs/open-socket.js';
import { RawStart, MOST_WRITTEN } from './raw-limit.js';

await answerRequests(RawStart, async (settings) => {
  const redis = new Redis(settings.redisUrl);
  const keys = createKeys('cueline');
  const lanes = Array.from({ length: settings.partitions }, (_, partition) =>
    createLane(redis, keys.segments(partition)),
  );
  const { socket } = await openSocket(settings.cxoneUrl, settings);
  socket.on('message', (data: Buffer) => {
    const space = data.indexOf(' ');
    lanes[Number(data.toString('latin1', 0, space))]?.add(data.toString('utf8', space + 1));
  });
  return {};
});

/** One partition: one pipeline at a time, all that waits with each. */
function createLane(redis: Redis, stream: string) {
  let waiting: string[] = [];
  let isWriting = false;

  async function write(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_WRITTEN);
      waiting = waiting.slice(MOST_WRITTEN);
      const heardAt = Date.now().toFixed(3);
      const pipeline = redis.pipeline();
      for (const segment of batch) pipeline.xadd(stream, '*', 'heardAt', heardAt, 'segment', segment);
      await pipeline.exec();
    }
    isWriting = false;
  }
  return {
    add(segment: string): void {
      waiting.push(segment);
      // after this turn of the event loop, so that what came together is written together
      if (!isWriting) {
        isWriting = true;
        setImmediate(() => void write());
      }
    },
  };
}
