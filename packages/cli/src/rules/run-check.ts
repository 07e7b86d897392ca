import { formatRuleError, type RuleError } from '@cueline/rules';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { openRules } from '../calls/read-rules.js';

/** Something in a rule file that is wrong, or odd. */
interface Finding extends RuleError {
  readonly severity: 'error' | 'warning';
}

/**
 * Prints mistakes and warnings of rule files; returns the exit code.
 *
 * @throws CommandError
 */
export function runCheck(
  files: readonly string[],
  { json }: { json: boolean },
  { print }: Pick<Host, 'print'>,
): number {
  const findings = withoutRepetition(files.flatMap(findingsIn));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (json) print(JSON.stringify(findings, undefined, 2));
  else {
    for (const finding of findings) print(findingText(finding));
    const warnings = findings.length - errors;
    print(`${count(files.length, 'file')} checked: ${count(errors, 'mistake')}, ${count(warnings, 'warning')}`);
  }
  return errors > 0 ? ExitCode.configuration : ExitCode.ok;
}

function findingsIn(file: string): Finding[] {
  const opened = openRules(file);
  const read = opened.compile();
  if (!read.ok) return read.errors.map((error) => ({ severity: 'error', ...error }));
  return opened.warnings().map((warning) => ({ severity: 'warning', ...warning }));
}

/** A file that several files include is reported once. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [findingText(finding), finding])).values()];
}

function findingText(finding: Finding): string {
  if (finding.severity === 'error') return formatRuleError(finding);
  return formatRuleError({ ...finding, message: `warning: ${finding.message}` });
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
