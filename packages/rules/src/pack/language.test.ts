import { describe, expect, test } from 'vitest';
import { advance, type Known } from '../interaction/advance.js';
import { compilePack } from '../matching/compile-pack.js';
import { createEngine } from '../matching/create-engine.js';
import type { HeardSegment } from '../interaction/interaction.js';
import { judge } from '../deciding/judge.js';
import { tagCovers } from './language.js';
import { formatTail, parseTail } from '../interaction/known-text.js';
import { at, disclosure, packOf } from '../interaction/pack.fixture.js';

test('a tag covers its own kinds, however it is written, and no wider one', () => {
  expect(['es', 'ES-us', 'es_US'].map((tag) => tagCovers('es', tag))).toEqual([true, true, true]);
  expect(tagCovers('es-US', 'es_us')).toBe(true);
  expect(['es', 'es-MX', 'est', 'en-US'].map((tag) => tagCovers('es-US', tag))).toEqual([false, false, false, false]);
});

const foreign = (locale: string, phrase: string) => {
  const sayable = { speaker: 'agent' as const, say: [{ phrase, tolerance: 'asr' as const }], except: [] };
  const engine = createEngine({ locale, fillers: [], expansions: {}, sayables: new Map([['a', sayable]]) });
  return (...texts: string[]) => engine.match('agent', texts).length > 0;
};

describe('languages that are not understood', () => {
  test.each([
    ['de-DE', 'wir speichern ihre angaben', 'wir speichern Ihre Angaben', 'wir speichern nicht ihre angaben'],
    ['de-DE', 'wir speichern ... angaben', 'wir speichern hier alle angaben', 'wir speichern hier keine angaben'],
    ['de-DE', 'wir speichern ihre angaben', 'ja wir speichern ihre angaben', 'wir speichern ihre angaben nicht'],
    ['es-US', 'guardamos sus datos', 'también guardamos sus datos', 'no guardamos sus datos'],
    ['es-US', 'rendimiento garantizado', 'es un rendimiento garantizado', 'no es un rendimiento garantizado'],
    [
      'fr-FR',
      'nous gardons vos données',
      'oui nous gardons vos données',
      'nous ne disons pas que nous gardons vos données',
    ],
    ['pt-BR', 'guardamos seus dados', 'nós guardamos seus dados', 'nunca guardamos seus dados'],
    ['nl-NL', 'wij bewaren uw gegevens', 'wij bewaren uw gegevens', 'wij bewaren uw gegevens niet'],
    ['de-DE', 'wir speichern ihre angaben', 'wir speichern ihre angaben', 'wir speichern ihre angaben nie'],
    ['it-IT', 'questi dati sono conservati', 'sì questi dati sono conservati', 'mai questi dati sono conservati'],
    ['fr-FR', 'cette visite est filmée', 'oui cette visite est filmée', 'jamais cette visite est filmée'],
    ['de-DE', 'conserviamo i suoi dati', 'sì conserviamo i suoi dati', 'non conserviamo i suoi dati'],
  ])('%s: a denied phrase does not count: %s', (locale, phrase, said, denied) => {
    const counts = foreign(locale, phrase);
    expect([counts(said), counts(denied)]).toEqual([true, false]);
  });

  test.each([
    ['de-DE', 'wir speichern ihre angaben', 'kein problem wir speichern ihre angaben'],
    ['de-DE', 'diese fahrt kostet nichts', 'keine sorge diese fahrt kostet nichts'],
    ['de-DE', 'angaben werden gespeichert', 'das glaube ich nicht. Angaben werden gespeichert'],
    ['de-DE', 'angaben werden gespeichert', 'Angaben werden gespeichert, nicht wahr?'],
    ['de-DE', 'angaben werden gespeichert', 'Angaben werden gespeichert. Nicht auflegen!'],
    ['es-US', 'guardamos sus datos', '¿y por qué no? Guardamos sus datos'],
    ['es-US', 'guardamos sus datos', 'no se preocupe, guardamos sus datos'],
    ['es-US', 'guardamos sus datos', 'no hay ninguna duda guardamos sus datos'],
    ['de-DE', 'diese fahrt kostet nichts', 'nie. Diese fahrt kostet nichts'],
    ['de-DE', 'diese fahrt kostet nichts', 'das habe ich nie gesagt diese fahrt kostet nichts'],
    ['fr-FR', 'vos données restent ici', 'ne quittez pas, vos données restent ici'],
    ['pt-BR', 'guardamos seus dados', 'não tem problema guardamos seus dados'],
    ['nl-NL', 'wij bewaren uw gegevens', 'geen zorgen wij bewaren uw gegevens'],
    ['it-IT', 'conserviamo i suoi dati', 'non si preoccupi conserviamo i suoi dati'],
  ])('%s: a denial that is over denies nothing: %s', (locale, phrase, said) => {
    expect(foreign(locale, phrase)(said)).toBe(true);
  });

  test.each([
    ['de-DE', 'fester zinssatz', 'weder fester Zinssatz noch Bonus'],
    ['de-DE', 'wir speichern angaben', 'ich sage nicht, dass wir speichern Angaben'],
    ['es-US', 'esta visita se graba', 'no digo que esta visita se graba'],
    ['it-IT', 'conserviamo i dati', 'nemmeno conserviamo i dati'],
    ['fr-FR', 'nous gardons tout', "ce n'est pas vrai, que nous gardons tout"],
    ['en-US', 'wir speichern ihre angaben', 'wir speichern keine ihre angaben'],
    ['en-US', 'wir speichern ihre angaben', 'wir speichern ihre angaben nicht'],
    ['en-US', 'guardamos sus datos', 'nunca guardamos sus datos'],
    ['en-US', 'sus datos se guardan', 'sus datos jamás se guardan'],
    ['en-US', 'uw gegevens worden bewaard', 'uw gegevens worden niet bewaard'],
  ])('%s: a denied phrase does not count, whatever the language of the pack: %s', (locale, phrase, denied) => {
    expect(foreign(locale, phrase)(denied)).toBe(false);
    expect(foreign(locale, phrase)(phrase)).toBe(true);
  });

  test('a denial after a match undoes it, wherever speech is cut', () => {
    const say = [{ phrase: 'wir speichern es', tolerance: 'asr' as const }];
    const text = 'gut wir speichern es doch nicht wahr [geräusch] ja';
    const words = text.split(' ');
    for (const locale of ['de-DE', 'en-US']) {
      const sayables = new Map([['a', { speaker: 'agent' as const, say, except: [] }]]);
      const engine = createEngine({ locale, fillers: [], expansions: {}, sayables });
      const counts = (said: readonly string[]) => engine.match('agent', said).length > 0;
      const cuts = words.map((_, index) => words.slice(0, index + 1));
      const counted = cuts.map(counts);
      expect(counted).toEqual(cuts.map((said) => counts([said.join(' ')])));
      expect(counted).toEqual([false, false, false, true, true, false, true, true, true]);
      const changes = cuts.filter((_, index) => counted[index] !== (counted[index - 1] ?? false));
      expect(changes.map((said) => engine.mayChange('agent', said, said.length - 1).size > 0)).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  test('words must be said exactly', () => {
    expect(foreign('de-DE', 'wir speichern ihre angaben')('wir speichern angaben')).toBe(false);
  });

  test('a denial in the next segment undoes a match', () => {
    const sayable = {
      speaker: 'agent' as const,
      say: [{ phrase: 'wir speichern es', tolerance: 'exact' as const }],
      except: [],
    };
    const engine = createEngine({ locale: 'de-DE', fillers: [], expansions: {}, sayables: new Map([['a', sayable]]) });
    expect(engine.mayChange('agent', ['wir speichern es', 'nicht'], 1).size > 0).toBe(true);
  });

  test('an answer denies nothing that begins after it', () => {
    expect(foreign('es-US', 'esta visita se graba')('no esta visita se graba')).toBe(true);
  });
});

describe('the language of a call', () => {
  const { pack, engine } = compilePack(
    packOf({
      disclosures: [
        disclosure('english', { unless: { language: ['es'] }, dueMs: 5_000 }),
        disclosure('spanish', { when: { language: ['es'] }, dueMs: 5_000 }),
      ],
    }),
  );
  const segment = (seconds: number, language?: string): HeardSegment => {
    return { segmentId: `s${seconds}`, speaker: 'agent', text: 'x', heardAtUs: at(seconds), confidence: 1, language };
  };
  const verdicts = (...segments: HeardSegment[]) => {
    const known = segments.reduce<Known | undefined>((k, s) => advance(k, [s], { engine }), undefined);
    const judged = known && judge(pack, known.state, at(60)).disclosures;
    return [judged?.['english']?.kind, judged?.['spanish']?.kind];
  };

  test('the language of a call is that of the latest frame that had one, in whatever order they come', () => {
    const frames = [segment(1, 'en-US'), segment(2, 'es-US'), segment(3)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      expect(verdicts(...order.flatMap((i) => frames[i] ?? []))).toEqual(['not_required', 'due']);
    }
  });

  test('each segment is read in the language that its own frame names, in whatever order they come', () => {
    const say = [{ phrase: 'total final', tolerance: 'asr' as const }];
    const total = { speaker: 'agent' as const, say, except: [] };
    const own = compilePack(packOf({ disclosures: [disclosure('total', { elements: [total] })] }));
    const said = (seconds: number, text: string, language?: string): HeardSegment => {
      return { ...segment(seconds, language), text };
    };
    const matched = (...segments: HeardSegment[]) => {
      const parse = ({ state, tail }: Known): Known => ({ state, tail: parseTail(formatTail(tail)) });
      const known = segments.reduce<Known | undefined>(
        (k, s) => advance(k && parse(k), [s], { engine: own.engine }),
        undefined,
      );
      return known?.state.matches.length;
    };
    const [spoken, other] = [said(2, 'si total final', 'es-US'), said(9, 'okay', 'en-US')];
    expect([matched(spoken, other), matched(other, spoken)]).toEqual([0, 0]);
    expect([matched({ ...spoken, language: 'en-US' }, other), matched(other, said(2, 'si total final', 'en'))]).toEqual(
      [1, 1],
    );
  });

  test('the language of a call is unknown if no frame had one', () => {
    expect(verdicts(segment(1))).toEqual(['due', 'not_required']);
  });
});
