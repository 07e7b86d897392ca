import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import got from 'got';
import type { Engine } from './engine.js';
import { copiesOfSamples, createPlayed, owedIn } from './played-calls.js';
import { type Stack, until } from './stack.js';

const COPIES = 6;
const SPREAD_MS = 20_000;
/** Between two kills. */
const PAUSE_MS = 4000;
/** SHUTDOWN_TIMEOUT: a process that takes longer ends with 1. */
const MOST_STOP_S = 10;

export interface CheckContext {
  readonly stack: Stack;
  readonly engine: Engine;
  readonly say: (line: string) => void;
  /** The folder that is mounted into the matchers. */
  readonly rules: string;
  /** Opens the console. */
  readonly token: string;
}

/** Brings all up, plays calls, kills, scales, changes rules, stops. Returns whether everything was as it must be. */
export async function checkStack(context: CheckContext): Promise<boolean> {
  const { stack, say } = context;
  const wrong: string[] = [];
  const check = (what: string, isRight: boolean, seen: unknown) => {
    say(`${isRight ? 'ok   ' : 'WRONG'} ${what}${isRight ? '' : `: ${JSON.stringify(seen)}`}`);
    if (!isRight) wrong.push(what);
  };
  const checkSame = (what: string, seen: unknown, expected: unknown) =>
    check(what, isDeepStrictEqual(seen, expected), { seen, expected });

  checkSame('the image holds no sources, types, maps or Java', await leftIn(context.engine), '');
  await stack.compose('up', '-d', '--no-build', '--scale', 'matcher=3');
  await stack.untilHealthy();
  say(`${(await stack.containers()).length} containers are healthy`);

  const [matcher = ''] = await stack.containers('matcher');
  const rights = await stack.inside(matcher, 'bash', '-c', RIGHTS);
  checkSame(
    'a process is no root, has no capability, and cannot write',
    rights,
    'uid 1000, CapEff 0000000000000000, read-only',
  );

  const calls = copiesOfSamples(COPIES);
  const owed = owedIn(calls);
  const played = createPlayed(await stack.address('simulator', 9110));
  await played.play(calls, SPREAD_MS);
  await killSome(context);
  await stack.compose('up', '-d', '--no-build', '--no-recreate', '--scale', 'matcher=4');
  say('scaled to 4 matchers');
  await until('all calls have ended', async () => {
    const ended = await played.ended();
    return ended === calls.length ? undefined : `${ended} of ${calls.length}`;
  });
  await until('each call is in the archive', () => missingInArchive(stack, calls.length));
  const cued = await played.cued();
  say(`${calls.length} calls: ${owed.length} owed, ${cued.length} cued, ${new Set(cued).size} of them different`);
  checkSame('owed is cued, once', cued, owed);

  await stack.untilHealthy();
  const console = await got(`${await stack.address('console', 8080)}/api/flow`, {
    headers: { Authorization: `Bearer ${context.token}` },
    throwHttpErrors: false,
  });
  checkSame('the console answers those who have a token', console.statusCode, 200);
  checkSame('the status is right', await statusOf(stack, matcher), 'right');
  await checkReload(context, check);

  const startedAtMs = Date.now();
  await stack.compose('stop');
  const seconds = (Date.now() - startedAtMs) / 1000;
  const codes = await stack.exitCodes();
  const forced = codes.filter((line) => !line.endsWith(' 0'));
  check('every process has ended by itself', forced.length === 0, forced);
  check(
    `all of ${codes.length} stopped within ${MOST_STOP_S} s: ${seconds.toFixed(1)} s`,
    seconds <= MOST_STOP_S,
    seconds,
  );
  say(wrong.length === 0 ? 'all is as it must be' : `${wrong.length} wrong: ${wrong.join('; ')}`);
  return wrong.length === 0;
}

const RIGHTS =
  'echo "uid $(id -u), $(grep CapEff /proc/1/status | tr "\\t" " " | sed "s/: */ /"), ' +
  '$(touch /cueline/x 2>/dev/null && echo writable || echo read-only)"';

/** Files in the image that nothing there reads. */
const leftIn = ({ docker }: Engine): Promise<string> => {
  const names = ['*.ts', '*.tsx', '*.map', '*.jar', '.tsbuildinfo'].flatMap((name) => ['-o', '-name', name]);
  return docker(
    'run',
    '--rm',
    '--network=none',
    '--entrypoint',
    'find',
    'cueline',
    '/cueline',
    '-type',
    'f',
    '(',
    ...names.slice(1),
    ')',
  );
};

/** One after another: each matcher, an ingest, a publisher, Redis. */
async function killSome({ stack, say }: CheckContext): Promise<void> {
  const first = async (service: string) => (await stack.containers(service)).slice(0, 1);
  const victims = [
    ...(await stack.containers('matcher')),
    ...(await first('ingest')),
    ...(await first('publisher')),
    ...(await first('redis')),
  ];
  for (const id of victims) {
    await delay(PAUSE_MS);
    await stack.kill(id);
  }
  say(`killed and started again: ${victims.length}, with every matcher, an ingest, a publisher and Redis`);
}

async function missingInArchive(stack: Stack, calls: number): Promise<string | undefined> {
  const [postgres = ''] = await stack.containers('postgres');
  const count = 'select count(*) from calls where final = 1';
  const rows = await stack.inside(postgres, 'psql', '-U', 'cueline', '-At', '-c', count);
  return rows === String(calls) ? undefined : `${rows} of ${calls}`;
}

const statusOf = (stack: Stack, id: string): Promise<string> =>
  stack.inside(id, 'node', 'packages/cli/bin/cueline.js', 'status').then(
    () => 'right',
    (error: unknown) => String(error),
  );

/** A changed rule file comes into force in every matcher, though it lies on the host. */
async function checkReload(
  { stack, rules }: CheckContext,
  check: (what: string, isRight: boolean, seen: unknown) => void,
) {
  const file = join(rules, 'prohibited-finance.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/title: .*/, 'title: Changed while it runs'));
  const matchers = await stack.containers('matcher');
  const inForce = async (): Promise<number> => {
    const logs = await stack.compose('logs', '--no-color', 'matcher');
    const packs = [...logs.matchAll(/"pack":"([^"]+)".*rules in force/g)].map(([, pack]) => pack);
    return packs.filter((pack) => pack === packs.at(-1) && pack !== packs[0]).length;
  };
  await until('the changed rules are in force', async () => {
    const count = await inForce();
    return count >= matchers.length ? undefined : `${count} of ${matchers.length}`;
  });
  check('changed rules are in force in every matcher', true, undefined);
}
