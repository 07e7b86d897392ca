import { basename } from 'node:path';
import { MAX_RULE_FILE_BYTES } from '@cueline/rules';
import { errorCode, readFileStart } from '@cueline/shared';
import { TaskError } from '../analysis/run-task.js';
import type { Task } from '../analysis/task.js';
import {
  AnswerReview,
  CompareDraft,
  MOST_RECORDED,
  MOST_RULES,
  ReviewCalls,
  type RuleFile,
} from '../contract/analysis.js';
import type { ConsoleParts } from './console-parts.js';
import { body } from './request.js';
import { HttpError, type Route } from './route.js';

/** Text as JSON may be twice as long, and a character may be three bytes; what is longer in all is refused. */
const MAX_BODY_BYTES = 2 * (MOST_RECORDED + MOST_RULES);

/** Rules tried on recorded calls: what a draft would change, and what came close. */
export function analysisRoutes({ settings: { RULES_FILE: rulesFile }, reader, tasks }: ConsoleParts): Route[] {
  type Asked = Omit<Task, 'calls' | 'pack' | 'rulesFile'> & { readonly calls: CompareDraft['calls'] };
  const route = (path: string, read: (asked: unknown) => Asked): Route => ({
    method: 'POST',
    path,
    need: 'analyse',
    maxBodyBytes: MAX_BODY_BYTES,
    async answer({ context, gone }) {
      const { calls, ...asked } = read(await body(context));
      const pack = await reader.packInForce();
      if (pack === undefined) throw new HttpError(404, 'not_found', 'no rules are in force');
      try {
        const recorded = calls.from === 'file' ? calls : await reader.keptCalls(calls);
        return context.json(await tasks.run({ ...asked, calls: recorded, pack, rulesFile }, gone));
      } catch (error) {
        if (!(error instanceof TaskError)) throw error;
        throw new HttpError(
          error.code === 'BUSY' ? 429 : 503,
          error.code === 'BUSY' ? 'too_many' : 'unavailable',
          error.message,
        );
      }
    },
  });
  return [
    route('/api/rules/compare', (asked) => ({ kind: 'compare', ...CompareDraft.parse(asked) })),
    route('/api/rules/review', (asked) => ({ kind: 'review', ...ReviewCalls.parse(asked) })),
    route('/api/rules/answer', (asked) => ({ kind: 'answer', ...AnswerReview.parse(asked) })),
    {
      method: 'GET',
      path: '/api/rules/file',
      need: 'analyse',
      answer: async ({ context }) => context.json(readRuleFile(rulesFile)),
    },
  ];
}

function readRuleFile(path: string | undefined): RuleFile {
  if (path === undefined) return { name: '', text: '' };
  try {
    return { name: basename(path), text: readFileStart(path, MAX_RULE_FILE_BYTES) };
  } catch (error) {
    throw new HttpError(404, 'not_found', `RULES_FILE cannot be read (${errorCode(error) ?? 'failed'})`);
  }
}
