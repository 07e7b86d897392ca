import { expect, test } from 'vitest';
import { proposePhrases, type Wanted } from './propose-phrases.js';

const NOTICE = 'this call is [being] (taped|filmed)';
const AVISO = 'esta llamada se graba';
const propose = (accepted: Wanted[], refused: string[] = []) =>
  proposePhrases({
    pack: { locale: 'en-US', fillers: ['um'], expansions: {} },
    speaker: 'agent',
    say: [
      { phrase: NOTICE, tolerance: 'asr' },
      { phrase: AVISO, tolerance: 'asr', locale: 'es-US' },
    ],
    except: [],
    accepted,
    refused,
  });

test('a word that stands for the lacking one takes its place in the phrase', () => {
  const said = {
    words: 'hello this conversation is taped for training',
    near: 'is taped',
    phrase: NOTICE,
    lacked: ['call'],
  };
  expect(propose([said])).toEqual(['this conversation is [being] (taped|filmed)']);
  const other = { words: 'this call is captured', near: 'this call is', phrase: NOTICE, lacked: ['taped|filmed'] };
  expect(propose([other])).toEqual(['this call is [being] captured']);
});

test('otherwise a phrase is made of what was said, with as many words more as were lacking', () => {
  const said = { words: 'okay taping happens on our calls', near: 'calls', phrase: NOTICE, lacked: ['taped|filmed'] };
  expect(propose([said])).toEqual(['happens [on] [our] calls']);
});

test('values become slots', () => {
  const said = { words: 'so it costs you $200 to leave', near: 'costs you $200', phrase: 'costs {money}', lacked: [] };
  expect(propose([said])).toEqual(['costs [you] {money}']);
});

test('a phrase keeps the small words without which it would match what is refused', () => {
  const said = { words: 'calls to us are taped', near: 'calls to us are taped', phrase: NOTICE, lacked: [] };
  expect(propose([said], ['calls taped'])).toEqual(['calls to us are taped']);
});

test('nothing is proposed in another language than that of the pack', () => {
  const said = { words: 'esta plática se graba', near: 'se graba', phrase: AVISO, lacked: ['llamada'] };
  expect(propose([said])).toEqual([]);
  expect(propose([{ ...said, phrase: 'esta visita se graba', lacked: ['visita'] }])).toEqual(['esta platica se graba']);
});

test('nothing is proposed that matches what is refused', () => {
  const said = { words: 'the call is filmed', near: 'the call is filmed', phrase: NOTICE, lacked: [] };
  expect(propose([said], ['okay the call is filmed today'])).toEqual([]);
});
