// Everything a change has to pass: format, lint, types (the build of the set-up), unit tests, tests across processes.
// Ends with one plain line that counts what vitest counted, and each other check that failed as one failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = join(root, 'node_modules/.cache/vitest-report.json');

/** Runs a tool of this workspace by its name; returns whether it succeeded. */
function succeeds(tool, args) {
  console.log(`\n> ${tool} ${args.join(' ')}`);
  return spawnSync(join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runVitest() {
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const content = succeeds('vitest', ['run', ...reporters, ...process.argv.slice(2)]);
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    testResults,
  } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  listSlowest(testResults);
  // A file that could not be loaded, or an error outside of any test, fails the run without failing a test.
  return { passed, failed: content ? failed : Math.max(failed, 1) };
}

/** Prints the ten tests that took longest, as the first to look at when the run becomes slow. */
function listSlowest(testResults) {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration = 0 }) => ({ file: relative(root, name), fullName, duration })),
  );
  console.log('\nThe slowest ten tests:');
  for (const { file, fullName, duration } of tests.toSorted((a, b) => b.duration - a.duration).slice(0, 10))
    console.log(`${(duration / 1000).toFixed(1).padStart(6)} s  ${file} > ${fullName}`);
}

const checks = [succeeds('oxfmt', ['--check']), succeeds('oxlint', ['--type-aware', '--deny-warnings'])];
const tests = runVitest();
const failed = tests.failed + checks.filter((passed) => !passed).length;
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
