import type { CueSettings, CxoneSettings, TranscriptionSettings } from './cxone-settings.js';
import type { InteractionId } from '../frames/segment.js';

function baseUrl({ CXONE_BASE_URL, CXONE_REGION }: CxoneSettings): string {
  return (CXONE_BASE_URL ?? `https://${CXONE_REGION}.nicecxone.com`).replace(/\/+$/, '');
}

/** The URL of the token endpoint. */
export function tokenUrl(settings: CxoneSettings): string {
  return settings.CXONE_TOKEN_URL ?? `${baseUrl(settings)}/oauth/token`;
}

/** The transcription socket's URL, including the token: never put it into a log, an error or a metric. */
export function transcriptionUrl(settings: CxoneSettings & TranscriptionSettings, token: string): string {
  const url =
    settings.CXONE_TRANSCRIPTION_URL ??
    // http becomes ws, https becomes wss
    `${baseUrl(settings).replace(/^http/, 'ws')}/api/v2/interactions/transcription`;
  if (url.includes('{token}')) return url.replaceAll('{token}', encodeURIComponent(token));
  return `${url}${url.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`;
}

/** The URL to which an interaction's cues are posted. */
export function cuesUrl(settings: CxoneSettings & CueSettings, interactionId: InteractionId): string {
  const url = settings.CXONE_CUES_URL ?? `${baseUrl(settings)}/api/v2/agentassist/interactions/{interactionId}/cues`;
  return url.replaceAll('{interactionId}', encodeURIComponent(interactionId));
}

/** The URL of one cue, used to resolve it. */
export function cueUrl(settings: CxoneSettings & CueSettings, interactionId: InteractionId, cueId: string): string {
  const url = new URL(cuesUrl(settings, interactionId));
  url.pathname += `/${encodeURIComponent(cueId)}`;
  return url.href;
}
