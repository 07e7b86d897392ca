import { Outcome } from '@cueline/shared';
import { describe, expect, test } from 'vitest';
import { outcomeEntry } from '../store/outcome.fixture.js';
import { KINDS, useStores } from '../store/stores.fixture.js';
import { writeOutcomes } from '../store/write-outcomes.js';
import { findCalls } from './find-calls.js';
import { findUnknownAttributes, firstEndedAtMs, readReport, type ReportOptions } from './read-report.js';
import type { ReportRow } from './report-rows.js';
import { reportCsv, reportNdjson, reportTable } from './report-text.js';

const stores = useStores();
const at = (time: string) => Date.parse(time);
type Kind = Outcome['disclosures'][string]['kind'];

/** A call that ended then, in which one disclosure had this verdict. */
function call(id: string, endedAt: string, kind: Kind, attributes: Record<string, string> = {}) {
  const ms = at(endedAt);
  const times = { dueAtMs: ms, saidAtMs: ms, atMs: ms, evidence: [], close: [] };
  const disclosures = Outcome.shape.disclosures.parse({ notice: { kind, ...times }, other: { kind: 'not_required' } });
  return outcomeEntry(id, { firstHeardAtMs: ms - 1000, lastHeardAtMs: ms, endedAtMs: ms, attributes, disclosures });
}

describe.each(KINDS)('%s', (kind) => {
  async function setUp() {
    const store = await stores.create(kind);
    const calls = [
      call('a', '2026-03-28T22:30:00Z', 'satisfied', { skill: 'loans' }),
      call('b', '2026-03-28T23:30:00Z', 'missed', { skill: 'loans' }), // in Berlin the next day
      call('c', '2026-03-29T10:00:00Z', 'undecided', { skill: 'loans' }),
      call('d', '2026-03-29T11:00:00Z', 'late', { skill: 'cards' }),
      call('e', '2026-03-29T21:59:59.999Z', 'satisfied', { skill: 'cards' }),
      call('f', '2026-03-29T22:00:00Z', 'unclear'),
    ];
    await writeOutcomes(store.db, calls, { prefix: 'cueline', nowMs: 0 });
    await writeOutcomes(store.db, [call('x', '2026-03-29T10:00:00Z', 'missed')], { prefix: 'other', nowMs: 0 });
    const read = async (changed: Partial<ReportOptions>): Promise<ReportRow[]> => {
      const period = { fromMs: at('2026-03-28T00:00:00Z'), toMs: at('2026-03-31T00:00:00Z') };
      const rows: ReportRow[] = [];
      const options = { prefix: 'cueline', ...period, where: [], by: ['rule'], timeZone: 'UTC', ...changed };
      for await (const row of readReport(store, options)) rows.push(row);
      return rows;
    };
    return { store, read };
  }

  test('what nobody can say is neither said nor missed: it lowers the coverage', async () => {
    const { store, read } = await setUp();
    const [notice, other, promise, ...more] = await read({});
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      of: { rule: 'notice' },
      calls: 6,
      owed: 6,
      decided: 4,
      coverage: 4 / 6,
      verdicts: { satisfied: 2, late: 1, missed: 1, undecided: 1, unclear: 1 },
      shares: { satisfied: 0.5, late: 0.25, missed: 0.25 },
    });
    expect(other).toMatchObject({ owed: 0, coverage: undefined, verdicts: { not_required: 6 } });
    expect(promise).toMatchObject({ of: { rule: 'promise' }, calls: 6, owed: 0, prohibited: 6 });
    expect(await firstEndedAtMs(store, 'cueline')).toBe(at('2026-03-28T22:30:00Z'));
    expect(await firstEndedAtMs(store, 'none')).toBeUndefined();
  });

  test('what shadow rules would decide otherwise is summed by rule, also of rules that only they have', async () => {
    const { store, read } = await setUp();
    const difference = { list: 'disclosure', inForce: 'missed', shadow: 'satisfied' } as const;
    const shadowed = (id: string, kindInForce: Kind, differences: NonNullable<Outcome['shadow']>['differences']) => {
      const { outcome, ...entry } = call(id, '2026-03-30T10:00:00Z', kindInForce, { skill: 'loans' });
      return { ...entry, outcome: { ...outcome, shadow: { pack: 'draft', differences } } };
    };
    const entries = [
      shadowed('s1', 'missed', [{ ...difference, rule: 'notice' }]),
      shadowed('s2', 'missed', [
        { ...difference, rule: 'notice' },
        { rule: 'threat', list: 'prohibited', inForce: 'none', shadow: 'said' },
      ]),
      shadowed('s3', 'satisfied', [{ rule: 'notice', list: 'disclosure', inForce: 'satisfied', shadow: 'missed' }]),
      shadowed('s4', 'satisfied', []),
    ];
    await writeOutcomes(store.db, entries, { prefix: 'cueline', nowMs: 0 });
    await writeOutcomes(store.db, entries, { prefix: 'cueline', nowMs: 1 }); // changes nothing
    const rows = await read({});
    expect(rows.map(({ of, shadow }) => [of['rule'], shadow?.otherwise])).toEqual([
      ['notice', 3],
      ['other', 0],
      ['promise', 0],
      ['threat', 1],
    ]);
    expect(rows[0]).toMatchObject({
      calls: 10,
      shadow: { calls: 4, otherwise: 3, moves: { 'missed > satisfied': 2, 'satisfied > missed': 1 } },
    });
    expect(rows[3]).toMatchObject({ calls: 10, owed: 0, prohibited: 0 });
    const [before] = await read({ toMs: at('2026-03-30T00:00:00Z') });
    expect(before?.shadow).toBeUndefined();
    const csv = reportCsv(rows, ['rule'], 'UTC').split('\r\n');
    expect(csv[0]).toMatch(/,cues,shadow_calls,shadow_otherwise,time_zone$/);
    expect(csv[1]).toMatch(/,4,3,UTC$/);
  });

  test('attributes that no call of the time has are found, with those that there are', async () => {
    const { store } = await setUp();
    const period = { prefix: 'cueline', fromMs: at('2026-03-28T00:00:00Z'), toMs: at('2026-03-31T00:00:00Z') };
    const find = (names: string[], changed = {}) => findUnknownAttributes(store, { ...period, ...changed }, names);
    expect(await find(['skill'])).toBeUndefined();
    expect(await find(['skill', 'bananas', "o'x"])).toEqual({ unknown: ['bananas', "o'x"], known: ['skill'] });
    expect(await find(['bananas'], { prefix: 'none' })).toBeUndefined();
  });

  test('days are those of the time zone, also when its clocks change', async () => {
    const { read } = await setUp();
    const calls = async (timeZone: string) =>
      (await read({ by: ['day'], timeZone })).map(({ of, calls: count }) => `${of['day']} ${count}`);
    expect(await calls('UTC')).toEqual(['2026-03-28 2', '2026-03-29 4']);
    expect(await calls('Europe/Berlin')).toEqual(['2026-03-28 1', '2026-03-29 4', '2026-03-30 1']);
  });

  test('lines are of any attribute, and only of calls that have what was asked for', async () => {
    const { read } = await setUp();
    const lines = (rows: readonly ReportRow[]) =>
      rows.filter(({ of }) => of['rule'] !== 'other').map(({ of, calls, owed }) => ({ ...of, calls, owed }));
    expect(lines(await read({ by: ['skill'] }))).toEqual([
      { skill: '', calls: 1, owed: 1 },
      { skill: 'cards', calls: 2, owed: 2 },
      { skill: 'loans', calls: 3, owed: 3 },
    ]);
    const loans = await read({ by: ['rule', 'no such "name"'], where: [['skill', 'loans']] });
    expect(lines(loans)).toEqual([
      { rule: 'notice', 'no such "name"': '', calls: 3, owed: 3 },
      { rule: 'promise', 'no such "name"': '', calls: 3, owed: 0 },
    ]);
    expect(await read({ where: [["skill' or 1=1 --", 'loans']] })).toEqual([]);
    expect(await read({ where: [['skill\0', 'loans\0']] })).toEqual([]);
  });

  test('behind a line are calls by a verdict of a rule, or all, the latest first', async () => {
    const { store } = await setUp();
    const find = async (where: [string, string][], rule?: string, verdict?: string) => {
      const selection = { prefix: 'cueline', fromMs: 0, toMs: at('2026-03-31T00:00:00Z'), where };
      const calls = await findCalls(store, selection, { rule, verdict, most: 3 });
      return calls.map((each) => [each.id, each.verdict]);
    };
    expect(await find([], 'notice', 'satisfied')).toEqual([
      ['e', 'satisfied'],
      ['a', 'satisfied'],
    ]);
    expect((await find([], 'notice')).map(([id]) => id)).toEqual(['f', 'e', 'd']);
    expect(await find([['skill', 'cards']])).toEqual([
      ['e', undefined],
      ['d', undefined],
    ]);
    expect(await find([['skill', '']])).toEqual([['f', undefined]]);
  });

  test('CSV does not become a formula, whatever an agent is called, and NDJSON keeps the name', async () => {
    const { store, read } = await setUp();
    const names = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)', '\tx', 'O"Neil, Ada', 'Zoë'];
    const calls = names.map((agent, i) => call(`n${i}`, '2026-03-30T10:00:00Z', 'acknowledged', { agent }));
    await writeOutcomes(store.db, calls, { prefix: 'cueline', nowMs: 0 });
    const rows = await read({ by: ['agent'], fromMs: at('2026-03-30T09:00:00Z') });
    const csv = reportCsv(rows, ['agent'], 'Europe/Berlin');
    for (const line of csv.split('\r\n')) expect(line).toMatch(/^(?!"?[=+\-@\t\r])/);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")",1,1,1,1,0,0,`);
    expect(csv).toContain('"O""Neil, Ada"');
    expect(csv.split('\r\n')[0]).toMatch(/^agent,calls,owed,decided,coverage,satisfied,satisfied_share,.*,time_zone$/);
    const lines = reportNdjson(rows, 'UTC').trimEnd().split('\n');
    expect(lines.map((line): string => JSON.parse(line).by.agent).toSorted()).toEqual(names.toSorted());
    expect(reportTable(rows, ['agent']).head).toHaveLength(reportTable(rows, ['agent']).cells[0]?.length ?? 0);
  });
});
