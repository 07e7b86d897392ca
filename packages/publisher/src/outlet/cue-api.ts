import { cuesUrl, cueUrl, type CueSettings, type CxoneSettings, type InteractionId } from '@cueline/shared';
import { CXONE_NAMES } from '../gate/outlet-names.js';
import type { CueOutlet } from './cue-outlet.js';
import { createHttpClient } from './http-client.js';
import type { Note } from './note.js';
import { type Answer, readPostAnswer, readResolveAnswer } from './read-answer.js';

export interface CueApiContext {
  readonly settings: CxoneSettings & CueSettings;
  /** Wall clock, for answers that contain a date. */
  readonly now: () => number;
}

/** Creates a client of CXone's cue API. */
export function createCueApi({ settings, now }: CueApiContext) {
  const ask = createHttpClient({ timeoutMs: settings.CXONE_CUE_TIMEOUT_MS, names: CXONE_NAMES });
  const headersWith = (token: string, key: string) => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    [settings.CXONE_IDEMPOTENCY_HEADER]: key,
  });
  const post = (interactionId: InteractionId, token: string, key: string, body: unknown): Promise<Answer> => {
    const url = cuesUrl(settings, interactionId);
    const request = { method: 'POST', url, headers: headersWith(token, key), body: JSON.stringify(body) } as const;
    return ask(request, (answer) => readPostAnswer(answer, now()));
  };
  return {
    names: CXONE_NAMES,
    asks: undefined,
    canWithdraw: settings.CXONE_CUE_RESOLVE === 'patch',
    /**
     * Posts nothing: an empty body, for an interaction that is not there. What it is answered shows whether cues would be taken.
     *
     * @throws CueError if there was no whole answer, or one that is too long
     */
    probe: (interactionId: InteractionId, token: string): Promise<Answer> =>
      post(interactionId, token, interactionId, {}),
    send(interactionId: InteractionId, note: Note, token: string): Promise<Answer> {
      if (note.kind !== 'resolve') return post(interactionId, token, note.key, note.body);
      const url = cueUrl(settings, interactionId, note.cueId);
      const body = JSON.stringify({ status: 'resolved' });
      const request = { method: 'PATCH', url, headers: headersWith(token, note.key), body } as const;
      return ask(request, (answer) => readResolveAnswer(answer, now()));
    },
  } satisfies CueOutlet & Record<string, unknown>;
}
export type CueApi = ReturnType<typeof createCueApi>;
