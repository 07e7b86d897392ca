import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import { spawnTethered, type Command, type TetheredChild } from './tether.js';

/** One process of the pipeline, as it is to be kept running. */
export interface Service {
  /** `matcher 2`, say. */
  readonly name: string;
  readonly command: Command;
  /** Gets each line that the process writes; for the line that names its URL it returns a promise of that, resolved once it is ready. */
  readonly ready: (line: string, signal: AbortSignal) => Promise<string> | undefined;
  /** Gets each line that the process writes; for the line that says where it answers it returns a promise, resolved once it no longer answers. */
  readonly hung?: (line: string, signal: AbortSignal) => Promise<void> | undefined;
  /** Gets each line that the process writes; returns what a person should read of it. */
  readonly tell: (line: string) => string | undefined;
  /** Whether it is given up when its first start fails, since the next would fail too. Default: it is started again. */
  readonly mustStart?: boolean;
  /** Gets why the process refused its configuration; returns a command to run instead from then on, if one may do. Asked once. */
  readonly instead?: (told: string) => Command | undefined;
}

/** Something that happened to a service and that a person wants to know. */
export type Change = { readonly name: string } & (
  | { readonly kind: 'started' | 'restarted'; readonly pid: number | undefined }
  | { readonly kind: 'ready'; readonly at: string }
  | { readonly kind: 'told'; readonly line: string }
  | { readonly kind: 'died'; readonly how: string; readonly restartInMs: number }
  | { readonly kind: 'hung' }
  | { readonly kind: 'stopped' }
);

export interface SupervisorContext {
  readonly onChange: (change: Change) => void;
  /** How long to wait before the next start, given how many times in a row it has died. */
  readonly restartDelayMs: (deaths: number) => number;
}

/** After a process has run this long its next death counts as the first. */
const HEALTHY_AFTER_MS = 30_000;

/** Keeps a service running until it is stopped. */
export function supervise(service: Service, { onChange, restartDelayMs }: SupervisorContext) {
  const { name } = service;
  const stopping = new AbortController();
  let resolveReady: (at: string) => void;
  const ready = new Promise<string>((resolve) => (resolveReady = resolve));
  let { command } = service;
  let child: TetheredChild | undefined;
  let hasBeenReady = false;
  let lastLine = '';
  let lastTold = '';

  const hear = (line: string, signal: AbortSignal) => {
    if (line.trim() !== '') lastLine = `: ${line.trim()}`;
    const told = service.tell(line);
    if (told !== undefined) {
      lastTold = `: ${told}`;
      onChange({ name, kind: 'told', line: told });
    }
    void announce(service.ready(line, signal));
    void endOnce(service.hung?.(line, signal));
  };

  async function announce(becomingReady: Promise<string> | undefined) {
    // If it ends before it is ready, that is reported as its end.
    const at = await becomingReady?.catch(() => undefined);
    if (at === undefined) return;
    hasBeenReady = true;
    onChange({ name, kind: 'ready', at });
    resolveReady(at);
  }

  /** What hangs may be stopped (SIGSTOP), and then hears no other signal than this. */
  async function endOnce(hanging: Promise<void> | undefined) {
    const isHung = await hanging?.then(
      () => true,
      () => false, // it has ended before
    );
    if (isHung !== true) return;
    onChange({ name, kind: 'hung' });
    child?.kill('SIGKILL');
  }

  async function runOnce(kind: 'started' | 'restarted') {
    const life = new AbortController();
    child = spawnTethered(command);
    onChange({ name, kind, pid: child.pid });
    for await (const line of child.iterable({ from: 'all' })) hear(line, life.signal);
    const result = await child;
    life.abort();
    return result;
  }

  async function run(): Promise<void> {
    for (let deaths = 0; !stopping.signal.aborted;) {
      const startedAtMs = performance.now();
      const result = await runOnce(deaths === 0 ? 'started' : 'restarted');
      if (stopping.signal.aborted) break;
      if (result.exitCode === ExitCode.configuration) {
        const other = command === service.command ? service.instead?.(lastTold) : undefined;
        if (other === undefined) throw refused(`${name} refused its configuration${lastTold}`);
        command = other;
        continue;
      }
      if (result.code === 'ENOENT') throw refused(`${name} can't start: there is no ${command.file}`);
      if (service.mustStart === true && !hasBeenReady)
        throw refused(`${name} can't start (${describeEnd(result)})${lastLine}`);
      deaths = performance.now() - startedAtMs > HEALTHY_AFTER_MS ? 1 : deaths + 1;
      const restartInMs = restartDelayMs(deaths);
      onChange({ name, kind: 'died', how: describeEnd(result), restartInMs });
      await delay(restartInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    onChange({ name, kind: 'stopped' });
  }

  return {
    /** Its URL; pending until it is ready for the first time. */
    ready,
    /** Resolves after `stop`; rejects with a {@link CommandError} when it can't run as it is set up. */
    ended: run(),
    stop(): void {
      stopping.abort();
      child?.kill('SIGTERM');
    },
  };
}
export type Supervised = ReturnType<typeof supervise>;

/** Starting it again would change nothing. */
const refused = (message: string) => new CommandError(ExitCode.configuration, message);

function describeEnd({ exitCode, signal, originalMessage }: Awaited<TetheredChild>): string {
  if (signal !== undefined) return `killed by ${signal}`;
  return exitCode === undefined ? `could not start: ${originalMessage ?? 'no reason given'}` : `exit code ${exitCode}`;
}
