import { cuesUrl, cueUrl, type CueSettings, type CxoneSettings, type InteractionId } from '@cueline/shared';
import { CancelError, got, RequestError, TimeoutError } from 'got';
import { type Answer, readPostAnswer, readResolveAnswer } from './answer.js';
import { CueError } from './cue-error.js';
import type { Note } from './note.js';

export interface CueApiContext {
  readonly settings: CxoneSettings & CueSettings;
  /** Wall clock, for answers that give a date. */
  readonly now: () => number;
}

/** More of an answer is not read, in bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** CXone's cue API. */
export function createCueApi({ settings, now }: CueApiContext) {
  const client = got.extend({
    timeout: { request: settings.CXONE_CUE_TIMEOUT_MS },
    // Whether and when to try again is decided by what the answer means for the whole queue.
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false, // little could become much; it was not asked for
  });
  const answerTo = (method: 'post' | 'patch', url: string, headers: Record<string, string>, json: unknown) => {
    const request = client[method](url, { headers, json });
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > MAX_ANSWER_BYTES) request.cancel();
    });
    return request;
  };
  return {
    /**
     * Makes the request that was noted, once.
     * @throws CueError when there was no answer
     */
    async send(interactionId: InteractionId, note: Note, token: string): Promise<Answer> {
      const headers = { authorization: `Bearer ${token}`, [settings.CXONE_IDEMPOTENCY_HEADER]: note.key };
      try {
        if (note.kind === 'resolve') {
          const url = cueUrl(settings, interactionId, note.cueId);
          return readResolveAnswer(await answerTo('patch', url, headers, { status: 'resolved' }), now());
        }
        return readPostAnswer(await answerTo('post', cuesUrl(settings, interactionId), headers, note.body), now());
      } catch (error) {
        throw asCueError(error);
      }
    },
  };
}
export type CueApi = ReturnType<typeof createCueApi>;

/** The client's own errors carry the request with its headers, so nothing of them is passed on but words. */
function asCueError(error: unknown): unknown {
  if (error instanceof CancelError) return new CueError('UNAVAILABLE', 'CXone answered too much');
  if (error instanceof TimeoutError) return new CueError('TIMED_OUT', 'CXone did not answer in time');
  if (error instanceof RequestError) return new CueError('UNREACHABLE', `CXone could not be reached: ${error.code}`);
  return error;
}
