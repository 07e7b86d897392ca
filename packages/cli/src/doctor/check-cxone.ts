import { countOf } from '../host/count-of.js';
import { randomUUID } from 'node:crypto';
import { SocketSettings, trySocket, type SocketTried } from '@cueline/ingest';
import { createCueApi, CueError, PublisherSettings } from '@cueline/publisher';
import {
  createLog,
  cuesUrl,
  cxoneSettings,
  cxoneTokenSource,
  InteractionId,
  type Objection,
  readSettings,
  secretsOf,
  SettingsError,
  tokenUrl,
} from '@cueline/shared';
import { z } from 'zod';
import { type Diagnosis, fail, ok, unchecked, warn } from './diagnosis.js';
import { tryToken } from './try-token.js';

/** What of the settings concerns CXone. */
const CxoneChecked = z.object({ ...SocketSettings.shape, ...PublisherSettings.shape, ...cxoneSettings });
type CxoneChecked = z.infer<typeof CxoneChecked>;

/** Checks the token endpoint, the transcription socket and the cue API. */
export async function checkCxone(env: NodeJS.ProcessEnv, listenMs: number): Promise<Diagnosis[]> {
  const settings = readCxoneSettings(env);
  const notChecked = (because: string) => ['socket', 'cues'].map((check) => unchecked(check, because));
  if (settings === undefined) return [unchecked('token', 'settings are wrong'), ...notChecked('settings are wrong')];
  const log = createLog({ name: 'doctor', level: 'silent', secrets: secretsOf(settings) });
  const { token, reason } = await tryToken(cxoneTokenSource(settings, new AbortController().signal), log);
  const host = settings.PLATFORM_FILE?.socket === undefined ? new URL(tokenUrl(settings)).host : 'the platform';
  if (token === undefined)
    return [fail('token', objectionTo(reason ?? `no token from ${host}`)), ...notChecked('there is no token')];
  const [socket, cues] = await Promise.all([
    trySocket({ settings, forMs: listenMs, log }).then((tried) => socketDiagnosis(tried, listenMs)),
    checkCues(settings, token),
  ]);
  return [ok('token', `${host} gives one`), socket, cues];
}

function readCxoneSettings(env: NodeJS.ProcessEnv): CxoneChecked | undefined {
  try {
    return readSettings(CxoneChecked, env);
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

/** Why CXone gives no token, and what to do. */
function objectionTo(reason: string): Objection {
  return {
    reason,
    remedy: reason.startsWith('CXone refuses')
      ? 'Check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET.'
      : 'Check CXONE_TOKEN_URL, CXONE_REGION or CXONE_BASE_URL, and the network.',
  };
}

export function socketDiagnosis({ objection, deafness, heard }: SocketTried, listenMs: number): Diagnosis {
  if (objection !== undefined) return fail('socket', objection);
  const [deaf] = deafness;
  if (deaf !== undefined) return fail('socket', deaf);
  const frames = Object.values(heard.frames).reduce((sum, count) => sum + count, 0);
  const within = `within ${listenMs / 1000} s`;
  if (frames === 0)
    return warn('socket', {
      reason: `it is open, but brought no frame ${within}`,
      remedy: 'Is anybody talking? Try again during a call.',
    });
  const roles = Object.entries(heard.speakers).flatMap(([role, count]) => (count > 0 ? [`${count} of ${role}`] : []));
  if (roles.length === 0)
    return warn('socket', {
      reason: `it brought ${countOf(frames, 'frame')} ${within}, and no finished speech`,
      remedy: 'Try again with --listen 60.',
    });
  const says = `it brought segments: ${roles.join(', ')}`;
  const isOneSided = ['agent', 'customer'].some((role) => (heard.speakers[role] ?? 0) === 0);
  if (isOneSided)
    return warn('socket', {
      reason: `${says}; one side was not heard ${within}`,
      remedy: 'Check CXONE_SPEAKERS, or try again with --listen 60.',
    });
  return ok('socket', says);
}

async function checkCues(settings: CxoneChecked, token: string): Promise<Diagnosis> {
  const id = InteractionId.parse(`cueline-doctor-${randomUUID()}`);
  const { host } = new URL(cuesUrl(settings, id));
  if (settings.PLATFORM_FILE?.outlets?.includes('cxone') === false)
    return ok('cues', "not asked: no outlet is CXone's cue API");
  if (settings.CUE_MODE === 'shadow') return ok('cues', `not asked: CUE_MODE is shadow, and ${host} gets no cue`);
  try {
    const answer = await createCueApi({ settings, now: Date.now }).probe(id, token);
    const status = `${answer.status ?? 'no answer'}`;
    switch (answer.kind) {
      case 'accepted':
      case 'rejected':
      case 'refused':
      case 'unsupported':
        return ok('cues', `${host} answers ${status} to an empty cue for a call that is not there`);
      case 'unknown_interaction':
        return isJson(answer.body)
          ? ok('cues', `${host} answers ${status}: it does not know the call that was made up`)
          : warn('cues', {
              reason: `${host} answers ${status}, and not in JSON`,
              remedy: 'Check CXONE_CUES_URL: the address may be wrong.',
            });
      case 'rate_limited':
        return warn('cues', {
          reason: `${host} answers ${status}`,
          remedy: 'Too many requests: who else uses this client?',
        });
      case 'unauthorized':
        return fail('cues', {
          reason: `a fresh token is refused: ${answer.why}`,
          remedy: 'CXONE_CUES_URL may be of another region than CXONE_TOKEN_URL.',
        });
      case 'forbidden':
        return fail('cues', { reason: answer.why, remedy: 'Grant the client agentassist:cue:write.' });
      case 'misconfigured':
        return fail('cues', { reason: answer.why, remedy: 'Check CXONE_CUES_URL and CXONE_BASE_URL.' });
      case 'unavailable':
        return fail('cues', { reason: answer.why, remedy: 'CXone or something before it is down: try again later.' });
      default:
        return answer satisfies never;
    }
  } catch (error) {
    if (!(error instanceof CueError)) throw error;
    return fail('cues', { reason: error.message, remedy: 'Check CXONE_CUES_URL, CXONE_BASE_URL and the network.' });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
