// Fails if `pnpm audit` reports a known vulnerability in an installed package. If the registry gives no such answer, as with a
// mirror or without a network, that is reported, and nothing fails.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { stdout, stderr } = spawnSync('npx', ['-y', packageManager, 'audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 120_000,
});

/** The answer, or undefined if that is not the result of an audit. */
function readAnswer() {
  try {
    const { metadata, advisories } = JSON.parse(stdout);
    return metadata?.vulnerabilities && advisories ? Object.values(advisories) : undefined;
  } catch {
    return undefined;
  }
}

const advisories = readAnswer();
if (advisories === undefined) {
  const [reason = 'no answer'] = /ERR_PNPM_\w+/.exec(`${stdout}${stderr}`) ?? [];
  console.log(`audit: the registry was not able to tell (${reason}); run 'npx ${packageManager} audit' where it is`);
} else {
  for (const { severity, module_name: name, title, url } of advisories)
    console.log(`audit: ${severity} ${name}: ${title} (${url})`);
  console.log(`audit: ${advisories.length} known vulnerabilities`);
  process.exitCode = advisories.length === 0 ? 0 : 1;
}
