import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phrase, Sayable } from '../pack/pack.js';
import { createEngine, type EngineOptions } from './create-engine.js';

const phrase = (text: string, locale?: string): Phrase => ({
  phrase: text,
  tolerance: 'asr',
  ...(locale === undefined ? {} : { locale }),
});
const sayable = (say: readonly Phrase[], except: readonly Phrase[] = []): Sayable => ({
  speaker: 'agent',
  say: [...say],
  except: [...except],
});
const sayables = new Map([
  [
    'notice',
    sayable(
      [
        phrase('(this|the) call is [being] recorded'),
        phrase('(esta|la) llamada (es|está siendo) grabada', 'es-US'),
        { all: ['su llamada', 'queda grabada'], within: 9, tolerance: 'asr', locale: 'es-US' },
      ],
      [phrase('recorded by you'), phrase('grabada por usted', 'es-US')],
    ),
  ],
  ['fee', sayable([phrase('fee of {money}'), phrase('cargo de {money}', 'es-US')])],
]);
const engineWith = (options?: EngineOptions) =>
  createEngine({ locale: 'en-US', fillers: ['um'], expansions: {}, sayables }, options);
const engine = engineWith();
const heard = (...texts: string[]) => engine.match('agent', texts).map(({ key }) => key);

test.each([
  ['this call is recorded', ['notice']],
  ['esta llamada está siendo grabada', ['notice']],
  ['okay entonces esta llamada es grabada and there is a fee of fifty dollars', ['notice', 'fee']],
  ['hay un cargo de cincuenta dólares', ['fee']],
  ['well there is a cargo de doscientos dólares', ['fee']],
  ['su llamada siempre pero siempre queda grabada', ['notice']],
  ['this call is not recorded', []],
  ['esta llamada no es grabada', []],
  ['i do not know si esta llamada es grabada', []],
  ['me dijeron que esta llamada es grabada', []],
  ['no hay un cargo de doscientos dólares', []],
  ['this call is recorded by you', []],
  ['esta llamada es grabada por usted', []],
])('a call may mix languages: %s', (text, keys) => {
  expect(heard(text)).toEqual(keys);
});

test('what is said in both languages counts twice, in the order in which it was said', () => {
  const matches = engine.match('agent', ['esta llamada es grabada', 'this call is recorded', 'la llamada es grabada']);
  expect(matches.map(({ from }) => from.segment)).toEqual([0, 1, 2]);
});

test('a phrase that several languages find is found once', () => {
  const both = sayable([phrase('total del plan'), phrase('total del plan', 'es-US')]);
  const own = createEngine({ locale: 'en-US', fillers: [], expansions: {}, sayables: new Map([['a', both]]) });
  expect(own.match('agent', ['el total del plan'])).toHaveLength(1);
});

test('a near miss is that of the language that came closer, and none of a key that another language has', () => {
  const near = engine.nearest('agent', ['esta llamada no es grabada']);
  expect(near.map(({ key, reason }) => [key, reason])).toEqual([['notice', 'denied']]);
  expect(engine.nearest('agent', ['esta llamada es grabada this call is not recorded'])).toEqual([]);
});

describe('the language that a frame names', () => {
  // Nothing but the frame says in which language a rule's author wrote these.
  const foreign = createEngine({
    locale: 'en-US',
    fillers: [],
    expansions: {},
    sayables: new Map([['a', sayable([phrase('total final')])]]),
  });
  const counts = (text: string, ...languages: string[]) =>
    foreign.match('agent', [text], undefined, languages).length > 0;

  test.each(['es-US', 'es', 'es_MX'])('decides how a segment is read: %s', (language) => {
    expect(counts('ojalá total final', language)).toBe(false);
    expect(counts('ojalá total final', 'en-US')).toBe(true);
    expect(counts('if total final', 'en-US')).toBe(false);
  });

  test('does not decide against words that plainly tell another', () => {
    const named = (text: string, language: string) => engine.match('agent', [text], undefined, [language]).length > 0;
    expect(named('no sé si esta llamada es grabada', 'en-US')).toBe(false);
    expect(named('me dijeron que esta llamada es grabada', 'en-US')).toBe(false);
    expect(named('they told me that this call is recorded', 'es-US')).toBe(false);
    expect(named('esta llamada es grabada', 'en-US')).toBe(true);
  });

  test('is guessed by the words where there is none, and where it is not understood', () => {
    for (const languages of [[], ['fr-FR']]) {
      expect(counts('pero usted dice que si total final', ...languages)).toBe(false);
      expect(counts('and now the total final', ...languages)).toBe(true);
    }
  });
});

const words = fc.constantFrom(
  ...'this call is being recorded not if um esta la llamada es está siendo grabada no si dijeron que por usted by you'.split(
    ' ',
  ),
  ...'fee of cargo de fifty cincuenta dollars dólares two dos hundred cientos y con cents no perdón wait su queda'.split(
    ' ',
  ),
);
const speech = fc.array(words, { maxLength: 24 });

test('the scan hides no match', () => {
  const thorough = engineWith({ scanned: false });
  fc.assert(
    fc.property(speech, (said) => {
      const text = said.join(' ');
      expect(engine.match('agent', [text])).toEqual(thorough.match('agent', [text]));
    }),
    { numRuns: 500 },
  );
});

test('cutting makes no difference, and matches stay while nothing ends', () => {
  const placed = (texts: readonly string[]) => {
    const starts = texts.map(
      (_, index) => texts.slice(0, index).flatMap((text) => text.split(' ').filter(Boolean)).length,
    );
    return engine
      .match('agent', texts)
      .map(({ key, from, to }) => [key, (starts[from.segment] ?? 0) + from.word, (starts[to.segment] ?? 0) + to.word]);
  };
  fc.assert(
    fc.property(speech, fc.nat(24), (said, cut) => {
      const whole = said.join(' ');
      const halves = [said.slice(0, cut).join(' '), said.slice(cut).join(' ')];
      expect(placed(halves)).toEqual(placed([whole]));
      const stays = engine.mayChange('agent', halves, 1).size > 0 ? halves : halves.slice(0, 1);
      expect(placed(halves)).toEqual(placed(stays));
    }),
    { numRuns: 500 },
  );
});
