import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import {
  addExamples,
  answeredOf,
  backtestCall,
  type CallResult,
  collectStretches,
  compareResults,
  type OpenedRules,
  openSource,
  testExamples,
} from '@cueline/operate/backtest';
import { whyNot } from '@cueline/operate/text';
import { type CompiledPack, compilePack, formatRuleError, MAX_RULE_FILE_BYTES, type RuleError } from '@cueline/rules';
import { readFileStart } from '@cueline/shared';
import { type Call, readCalls, TranscriptError } from '@cueline/simulator/calls';
import type { Reviewed } from '../contract/analysis.js';
import { nameOf, ruleChanges } from './rule-changes.js';
import type { Task, TaskCalls, TaskResult } from './task.js';

/** Most stretches that an analyst is asked about at a time. */
const MOST_STRETCHES = 200;
const MOST_MISTAKES = 50;

/** A draft that has mistakes. */
class MistakenError extends Error {
  override readonly name = 'MistakenError';
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super('the rules have mistakes');
    this.mistakes = mistakes;
  }
}

/** Tries rules on recorded calls. It takes seconds, and all of a thread. */
export async function performTask(task: Task): Promise<TaskResult> {
  try {
    const { calls, ...tried } = await callsOf(task.calls);
    const about = { calls: calls.length, ...tried };
    switch (task.kind) {
      case 'compare':
        return { kind: 'compared', ...about, ...compare(task, calls) };
      case 'review':
        return { kind: 'reviewed', ...about, ...review(task, calls) };
      case 'answer':
        return { kind: 'answered', ...about, ...answer(task, calls) };
      default:
        return task.kind satisfies never;
    }
  } catch (error) {
    if (error instanceof MistakenError)
      return { kind: 'mistaken', mistakes: error.mistakes.slice(0, MOST_MISTAKES).map(withoutFolder(task)) };
    if (error instanceof TranscriptError) return { kind: 'mistaken', mistakes: error.message.split('\n') };
    throw error;
  }
}

async function callsOf(asked: TaskCalls): Promise<{ calls: Call[]; isCut: boolean; notes: string[] }> {
  if (asked.from === 'archive') return { calls: [...asked.calls], isCut: asked.isCut, notes: [] };
  const folder = await mkdtemp(join(tmpdir(), 'cueline-calls-'));
  try {
    // its name is that of a call if the file does not say one
    const name = asked.name.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '') || 'calls';
    await writeFile(join(folder, name), asked.text, { mode: 0o600 });
    const { calls, notes } = await readCalls([join(folder, name)]);
    return { calls, isCut: false, notes: notes.map((note) => note.replaceAll(`${folder}/`, '')) };
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error;
    throw new TranscriptError(error.message.replaceAll(`${folder}/`, ''));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const withoutFolder = ({ rulesFile }: Task) => {
  const folder = rulesFile?.slice(0, rulesFile.lastIndexOf('/') + 1) ?? '';
  return (mistake: string) => (folder === '' ? mistake : mistake.replaceAll(folder, ''));
};

/** A draft, in place of the rule file that it is to become. */
function openDraft({ draft = '', rulesFile }: Task, changed: ReadonlyMap<string, string> = new Map()): OpenedRules {
  const file = rulesFile ?? DRAFT;
  const texts = new Map([[normalize(file), draft], ...changed]);
  const where = {
    file,
    readFile(path: string): string {
      const text = texts.get(normalize(path));
      if (text !== undefined) return text;
      if (rulesFile === undefined)
        throw new MistakenError([`a draft cannot include ${path} here: RULES_FILE is not set`]);
      return readFileStart(path, MAX_RULE_FILE_BYTES + 1);
    },
    ...(rulesFile === undefined ? {} : { realPath: realpathSync }),
  };
  return openSource(texts.get(normalize(file)) ?? draft, where, (errors: readonly RuleError[]) => {
    return new MistakenError(errors.map(formatRuleError));
  });
}
const DRAFT = 'draft.yaml';

const judge = (calls: readonly Call[], rules: CompiledPack, nearMisses = false): CallResult[] =>
  calls.map((call) => backtestCall(call, rules, { startedAtMs: Date.now(), nearMisses }));

function compare(task: Task, calls: readonly Call[]) {
  const draft = openDraft(task).require();
  const old = judge(calls, compilePack(task.pack));
  return comparison(calls, old, judge(calls, draft), [draft.pack, task.pack]);
}

function comparison(
  calls: readonly Call[],
  before: readonly CallResult[],
  after: readonly CallResult[],
  packs: readonly CompiledPack['pack'][],
) {
  const pairs = after.flatMap((result, index) => before.slice(index, index + 1).map((old) => ({ old, result })));
  return ruleChanges(compareResults(pairs), calls, packs);
}

function review(
  task: Task,
  calls: readonly Call[],
): Pick<Extract<Reviewed, { kind: 'reviewed' }>, 'groups' | 'isMore'> {
  const rules = task.draft === undefined ? compilePack(task.pack) : openDraft(task).require();
  let left = MOST_STRETCHES;
  let isMore = false;
  const groups = collectStretches(calls, judge(calls, rules, true)).flatMap(
    ({ id, element, stretches, ...lacking }) => {
      const shown = stretches.slice(0, left);
      left -= shown.length;
      isMore ||= shown.length < stretches.length;
      if (shown.length === 0) return [];
      const { rule, title } = nameOf(id, [rules.pack]);
      return [
        {
          rule,
          title: element === undefined ? title : `${title}: ${element}`,
          why: whyNot({ ...lacking, by: undefined }),
          stretches: shown.map(({ words, near, isUnclear, places }) => ({
            interactionId: places[0]?.interactionId ?? '',
            atMs: places[0]?.atMs ?? 0,
            text: words,
            words: near,
            times: places.length,
            isUnclear,
          })),
        },
      ];
    },
  );
  return { groups, isMore };
}

function answer(task: Task, calls: readonly Call[]) {
  const opened = openDraft(task);
  const rules = opened.require();
  const before = judge(calls, rules, true);
  const answered = answeredOf(task.answers ?? [], collectStretches(calls, before));
  const kept = answered.filter((one) => one.answer !== 'skip');
  const draft = addExamples(opened, kept, (texts) => openDraft(task, texts));
  const file = normalize(opened.file);
  const failing = testedBefore(opened, rules);
  const { examples } = draft;
  return {
    draft: draft.texts.get(file) ?? task.draft ?? '',
    others: [...draft.texts].filter(([path]) => path !== file).map(([path, text]) => ({ path, text })),
    added: draft.added.map(({ id, element, phrases, said, notSaid }) => {
      const { rule, title } = nameOf(id, [rules.pack]);
      return {
        rule,
        title: element === undefined ? title : `${title}: ${element}`,
        phrases: [...phrases],
        said: [...said],
        notSaid: [...notSaid],
      };
    }),
    examples: {
      before: failing,
      after: { of: examples.examples, right: examples.examples - examples.failing.length },
    },
    comparison: comparison(calls, before, judge(calls, draft.rules), [draft.rules.pack]),
  };
}

function testedBefore(opened: OpenedRules, rules: CompiledPack) {
  const { examples, failing } = testExamples(opened.file, rules, opened.examples());
  return { of: examples, right: examples - failing.length };
}
