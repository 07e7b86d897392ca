import type { z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What is wrong and where, as `Transcript.2.Content is missing`; at most three of it. */
export function issuesText(error: z.ZodError): string {
  return error.issues.slice(0, 3).map(issueText).join('; ');
}

function issueText(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.') || 'it';
  if (issue.message.endsWith('received undefined')) return `${name} is missing`;
  if (issue.code === 'invalid_type') return `${name} should be ${KINDS[issue.expected] ?? issue.expected}`;
  return `${name}: ${issue.message}`;
}
