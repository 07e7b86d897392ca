import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { openRules, requireGood } from '../calls/read-rules.js';
import { testExamples, type ExampleReport } from '@cueline/operate/backtest';

/**
 * Runs the examples of rule files; returns the exit code.
 *
 * @throws CommandError
 */
export function runTest(files: readonly string[], { json }: { json: boolean }, { print }: Pick<Host, 'print'>): number {
  const reports = files.map((file) => {
    const opened = openRules(file);
    return testExamples(file, requireGood(opened.compile()), opened.examples());
  });
  if (json) print(JSON.stringify(reports, undefined, 2));
  else for (const report of reports) print(reportText(report));
  return reports.some(({ failing }) => failing.length > 0) ? ExitCode.foundWrong : ExitCode.ok;
}

function reportText({ file, examples, untested, failing }: ExampleReport): string {
  return [
    ...failing.flatMap(({ file: place, line, column, id, example, said, why }) => [
      `${place}:${line}:${column}: ${id}: "${example}" ${said ? 'should count' : 'should not count'}`,
      ...why.map((reason) => `    ${reason}`),
    ]),
    ...(untested.length === 0 ? [] : [`${file}: without an example of what counts: ${untested.join(', ')}`]),
    `${file}: ${examples - failing.length} of ${examples} examples are as they should be`,
  ].join('\n');
}
