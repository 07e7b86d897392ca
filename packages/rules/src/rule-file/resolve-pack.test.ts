import { describe, expect, test } from 'vitest';
import { Pack } from '../pack/pack.js';
import { packDigest } from '../pack/pack-digest.js';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { sayablesOf } from '../pack/sayables.js';
import { scaleDurations } from '../pack/scale-durations.js';

function packOf(source: string, included: Record<string, string> = {}): Pack {
  const parsed = parseRuleFile(source, { file: 'top.yaml', readFile: (path) => included[path] ?? '' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.pack;
}

const SOURCE = `
version: 1
events:
  closing: {say: ["goodbye"]}
  end: closing
disclosures:
  - id: notice
    title: Notice
    say: ["recorded", {phrase: "taped", tolerance: exact}, {regex: 'taping'}]
    due: 1.5m
    remind: {every: 60s, max: 2}
  - id: debt
    title: Debt
    tolerance: exact
    speaker: any
    except: ["no debt"]
    elements:
      - {title: A, say: ["a debt"]}
      - {title: B, speaker: agent, say: ["the purpose"], except: ["no purpose"]}
    after: {speaker: customer, say: ["who is it"]}
    since: after
    before: end
    cue: off
prohibited:
  - {id: no_risk, title: No risk, say: ["no risk"], cue: {priority: critical}}
`;

describe('a pack', () => {
  test('an event written in a disclosure has the tolerance of the disclosure', () => {
    const { events } = packOf(`
version: 1
disclosures:
  - id: fee
    title: Fee
    tolerance: exact
    say: ["a fee"]
    after: {say: ["recorded line today"]}
    before: {say: ["goodbye", {phrase: "farewell", tolerance: asr}]}
`);
    const exact = (phrase: string) => ({ phrase, tolerance: 'exact' });
    expect(events['fee.after']?.say).toEqual([exact('recorded line today')]);
    expect(events['fee.before']?.say).toEqual([exact('goodbye'), { phrase: 'farewell', tolerance: 'asr' }]);
  });

  test('a phrase has the locale written nearest to it, if that is not the locale of the pack', () => {
    const included = {
      'es.yaml': `version: 1
locale: es-US
disclosures:
  - {id: aviso, title: Aviso, say: ["llamada grabada", {phrase: "recorded call", locale: en-US}]}
events: {fin: {say: ["hasta luego"]}, end: {locale: en-US, say: ["goodbye now"]}}`,
    };
    const { locale, fillers, disclosures, events } = packOf(
      `version: 1
include: [es.yaml]
locale: en-US
disclosures:
  - id: notice
    title: Notice
    say: ["recorded line", {any: ["línea grabada", "llamada grabada"], locale: es-US, tolerance: exact}]
  - {id: deuda, title: Deuda, locale: es-US, say: ["una deuda", {all: ["su deuda", "su pago"], within: 9}], after: {say: ["quién habla"]}}
`,
      included,
    );
    const say = (id: string) => disclosures.find((rule) => rule.id === id)?.elements[0]?.say;
    const [asr, spanish] = [{ tolerance: 'asr' }, { tolerance: 'asr', locale: 'es-US' }];
    expect([locale, fillers.includes('you know')]).toEqual(['en-US', true]);
    expect(say('notice')).toEqual([
      { phrase: 'recorded line', ...asr },
      { phrase: 'línea grabada', tolerance: 'exact', locale: 'es-US' },
      { phrase: 'llamada grabada', tolerance: 'exact', locale: 'es-US' },
    ]);
    expect(say('deuda')).toEqual([
      { phrase: 'una deuda', ...spanish },
      { all: ['su deuda', 'su pago'], within: 9, ...spanish },
    ]);
    expect(events['deuda.after']?.say).toEqual([{ phrase: 'quién habla', ...spanish }]);
    expect(say('aviso')).toEqual([
      { phrase: 'llamada grabada', ...spanish },
      { phrase: 'recorded call', ...asr },
    ]);
    expect([events['fin']?.say, events['end']?.say]).toEqual([
      [{ phrase: 'hasta luego', ...spanish }],
      [{ phrase: 'goodbye now', ...asr }],
    ]);
  });

  test('a file in another language changes nothing of the file that includes it', () => {
    const pack = packOf('version: 1\ninclude: [es.yaml]\nevents: {bye: {say: ["good bye"]}}', {
      'es.yaml': 'version: 1\nlocale: es-US\nevents: {fin: {say: ["hasta luego"]}}',
    });
    expect(pack.locale).toBe('en-US');
    expect(Object.values(pack.events).map(({ say }) => say[0] && 'locale' in say[0] && say[0].locale)).toEqual([
      false,
      'es-US',
    ]);
  });

  test('a pack in Spanish has the fillers of Spanish', () => {
    expect(packOf('version: 1\nlocale: es-US').fillers).toContain('o sea');
  });

  test('a pack has defaults for everything that its file leaves out', () => {
    const asr = (phrase: string) => ({ phrase, tolerance: 'asr' });
    const exact = (phrase: string) => ({ phrase, tolerance: 'exact' });
    expect(packOf(SOURCE)).toEqual({
      version: 1,
      locale: 'en-US',
      fillers: ['um', 'uh', 'er', 'you know', 'like', 'so'],
      expansions: {},
      events: {
        closing: { speaker: 'agent', say: [asr('goodbye')], except: [] },
        end: { speaker: 'agent', say: [asr('goodbye')], except: [] },
        'debt.after': { speaker: 'customer', say: [exact('who is it')], except: [] },
      },
      disclosures: [
        {
          id: 'notice',
          title: 'Notice',
          elements: [{ speaker: 'agent', say: [asr('recorded'), exact('taped'), { regex: 'taping' }], except: [] }],
          need: 1,
          sinceAfter: false,
          dueMs: 90_000,
          remind: { everyMs: 60_000, max: 2 },
          cue: { priority: 'high' },
          unclear: { closeness: 0.85, cue: 'soft' },
          examples: { said: [], notSaid: [] },
        },
        {
          id: 'debt',
          title: 'Debt',
          elements: [
            { title: 'A', speaker: 'any', say: [exact('a debt')], except: [exact('no debt')] },
            {
              title: 'B',
              speaker: 'agent',
              say: [exact('the purpose')],
              except: [exact('no purpose'), exact('no debt')],
            },
          ],
          need: 2,
          after: 'debt.after',
          sinceAfter: true,
          before: 'end',
          cue: 'off',
          unclear: { closeness: 0.85, cue: 'soft' },
          examples: { said: [], notSaid: [] },
        },
      ],
      prohibited: [
        {
          id: 'no_risk',
          title: 'No risk',
          speaker: 'agent',
          say: [asr('no risk')],
          except: [],
          cue: { priority: 'critical' },
          examples: { said: [], notSaid: [] },
        },
      ],
      limits: { cuesPerInteraction: 12, quietMs: 5000 },
    });
  });

  test('a pack written as JSON reads as the same pack, with the same digest', () => {
    const pack = packOf(SOURCE);
    const read = Pack.parse(JSON.parse(JSON.stringify(pack)));
    expect(read).toEqual(pack);
    expect(packDigest(read)).toBe(packDigest(pack));
    expect(packDigest(pack)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a pack has the same digest whatever the order of the keys', () => {
    const { version, ...rest } = packOf(SOURCE);
    expect(packDigest({ ...rest, version })).toBe(packDigest({ version, ...rest }));
    expect(packDigest(packOf(`${SOURCE}locale: en-GB`))).not.toBe(packDigest(packOf(SOURCE)));
  });

  test('a pack takes its settings from the top file, or else from what that includes', () => {
    const pack = packOf('version: 1\ninclude: [a.yaml]\nlimits: {quiet: 0s}', {
      'a.yaml': 'version: 1\nfillers: [well]\nlimits: {quiet: 9s, cues_per_interaction: 3}',
    });
    expect(pack).toMatchObject({
      fillers: ['well'],
      limits: { quietMs: 0, cuesPerInteraction: 3 },
    });
  });

  test('the tolerance of an included file comes from that file, or else from the top file', () => {
    const rule = (id: string) => `prohibited: [{id: ${id}, title: T, say: [x]}]`;
    const pack = packOf('version: 1\ntolerance: exact\ninclude: [a.yaml, b.yaml]', {
      'a.yaml': `version: 1\n${rule('a')}`,
      'b.yaml': `version: 1\ntolerance: asr\n${rule('b')}`,
    });
    expect(pack.prohibited.map(({ say }) => say)).toEqual([
      [{ phrase: 'x', tolerance: 'exact' }],
      [{ phrase: 'x', tolerance: 'asr' }],
    ]);
  });

  test('a pack names what it listens for', () => {
    const sayables = sayablesOf(packOf(SOURCE));
    expect([...sayables.keys()]).toEqual([
      'notice#0',
      'debt#0',
      'debt#1',
      'event:closing',
      'event:end',
      'event:debt.after',
      'prohibited:no_risk',
    ]);
    expect(sayables.get('debt#0')).toEqual({
      speaker: 'any',
      say: [{ phrase: 'a debt', tolerance: 'exact' }],
      except: [{ phrase: 'no debt', tolerance: 'exact' }],
    });
  });

  test('a pack runs at another speed when its durations are scaled', () => {
    const scaled = scaleDurations(packOf(SOURCE), 0.1);
    expect(scaled.disclosures[0]).toMatchObject({ dueMs: 9000, remind: { everyMs: 6000, max: 2 } });
    expect(scaled.disclosures[1]).not.toHaveProperty('dueMs', expect.anything());
    expect(scaled.limits).toEqual({ cuesPerInteraction: 12, quietMs: 500 });
  });
});
