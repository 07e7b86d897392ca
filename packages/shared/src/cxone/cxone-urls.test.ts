import { expect, test } from 'vitest';
import { z } from 'zod';
import { cueSettings, cxoneSettings, transcriptionSettings } from './cxone-settings.js';
import { cuesUrl, cueUrl, tokenUrl, transcriptionUrl } from './cxone-urls.js';
import { InteractionId } from '../frames/segment.js';
import { readSettings } from '../settings/settings.js';

const schema = z.object({ ...cxoneSettings, ...transcriptionSettings, ...cueSettings });
const read = (environment: Record<string, string>) =>
  readSettings(schema, { CXONE_CLIENT_ID: 'id', CXONE_CLIENT_SECRET: 'secret', ...environment });
const id = InteractionId.parse('a/b ?');

test('all URLs come from the region', () => {
  const settings = read({ CXONE_REGION: 'api-eu' });
  expect(tokenUrl(settings)).toBe('https://api-eu.nicecxone.com/oauth/token');
  expect(transcriptionUrl(settings, 't+1')).toBe(
    'wss://api-eu.nicecxone.com/api/v2/interactions/transcription?access_token=t%2B1',
  );
  expect(cuesUrl(settings, id)).toBe('https://api-eu.nicecxone.com/api/v2/agentassist/interactions/a%2Fb%20%3F/cues');
});

test('an http base gives a ws socket', () => {
  const settings = read({ CXONE_BASE_URL: 'http://127.0.0.1:8080/' });
  expect(transcriptionUrl(settings, 't')).toBe('ws://127.0.0.1:8080/api/v2/interactions/transcription?access_token=t');
});

test('each URL can be set by itself', () => {
  const settings = read({
    CXONE_TOKEN_URL: 'https://auth.example/t',
    CXONE_TRANSCRIPTION_URL: 'wss://speech.example/live?v=2&key={token}',
    CXONE_CUES_URL: 'https://desk.example/{interactionId}/banners?v=2',
  });
  expect(tokenUrl(settings)).toBe('https://auth.example/t');
  expect(transcriptionUrl(settings, 't')).toBe('wss://speech.example/live?v=2&key=t');
  expect(cueUrl(settings, id, 'c/1')).toBe('https://desk.example/a%2Fb%20%3F/banners/c%2F1?v=2');
});
