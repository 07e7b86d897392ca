import type { LiveAsk, LiveMessage, Shell, CallRow, Wall } from '../contract/live.js';
import type { EventStream } from '@cueline/shared';
import { isInScope, type Scope } from '../access/scope.js';
import type { KnownCall } from '../reading/call-row.js';
import { changedRows, cutWall, see, type Seen } from '../reading/wall.js';

/** A page that watches. */
export interface Viewer {
  readonly stream: EventStream;
  readonly scope: Scope | undefined;
  /** Whether whoever opened it may still see it. */
  readonly mayStay: () => Promise<boolean>;
  /** What the page looks at. */
  ask: LiveAsk;
  /** What was sent, so that the next message holds what is new alone; undefined: a snapshot is due. */
  sent: { rows: ReadonlySet<CallRow>; wall: string; rev: string | undefined } | undefined;
}

/** What there is to be seen at one moment. */
export interface View {
  readonly calls: readonly KnownCall[];
  readonly shellOf: (calls: readonly KnownCall[]) => Shell;
  readonly revisionOf: (id: string) => string | undefined;
  readonly isStale: boolean;
  readonly atMs: number;
}

/** What each viewer is shown of one moment. */
interface Sight {
  readonly shell: (scope: Scope | undefined) => Shell;
  readonly wall: (scope: Scope | undefined, ask: LiveAsk) => Wall;
  readonly isSeen: (scope: Scope | undefined, id: string) => boolean;
}

/** All pages that watch. What several of them see alike is found once. */
export function createViewers() {
  const viewers = new Map<string, Viewer>();
  let latest: { view: View; sight: Sight } | undefined;
  /** By scope, what is seen. */
  let current = new Map<string, Seen>();

  /** Sees for one scope, and walls for one filter: kept for one moment. */
  function createSight(view: View): Sight {
    const before = current;
    current = new Map();
    const sights = new Map<string, { seen: Seen; shell: Shell }>();
    const walls = new Map<string, Wall>();
    const of = (scope: Scope | undefined) => {
      const key = JSON.stringify(scope ?? null);
      const known = sights.get(key);
      if (known !== undefined) return { key, ...known };
      const calls = scope === undefined ? view.calls : view.calls.filter((call) => isInScope(scope, call.attributes));
      const found = { seen: see(calls, before.get(key)), shell: view.shellOf(calls) };
      sights.set(key, found);
      current.set(key, found.seen);
      return { key, ...found };
    };
    return {
      shell: (scope) => of(scope).shell,
      wall(scope, ask) {
        const { key, seen: found } = of(scope);
        const name = `${key} ${JSON.stringify(ask)}`;
        const wall = walls.get(name) ?? cutWall(found, ask);
        walls.set(name, wall);
        return wall;
      },
      isSeen: (scope, id) => of(scope).seen.calls.some(({ row }) => row.id === id),
    };
  }

  function show(viewer: Viewer, view: View, sight: Sight): void {
    const { stream, scope, ask, sent } = viewer;
    const shell = sight.shell(scope);
    const whole = ask.view === 'now' ? sight.wall(scope, ask) : undefined;
    const rows = whole === undefined ? [] : sent === undefined ? whole.rows : changedRows(whole.rows, sent.rows);
    const wallText = whole === undefined ? '' : JSON.stringify({ ...whole, rows: [] });
    const isNewWall = whole !== undefined && (rows.length > 0 || wallText !== sent?.wall);
    const id = ask.view === 'call' ? ask.id : undefined;
    const rev = id === undefined || !sight.isSeen(scope, id) ? undefined : view.revisionOf(id);
    const message: LiveMessage = {
      kind: sent === undefined ? 'snapshot' : 'change',
      stream: stream.id,
      atMs: view.atMs,
      ...(view.isStale ? { isStale: true } : {}),
      // the age of data is shown: once a second is enough to see that it is fresh
      ...(view.isStale && sent !== undefined ? {} : { shell }),
      ...(isNewWall ? { wall: { ...whole, rows } } : {}),
      ...(id !== undefined && (sent === undefined || rev !== sent.rev) ? { call: { id, rev: rev ?? '' } } : {}),
    };
    if (stream.send('live', message)) viewer.sent = { rows: new Set(whole?.rows), wall: wallText, rev };
  }

  return {
    count: () => viewers.size,
    add({ stream, ask, ...viewer }: Omit<Viewer, 'sent'>): void {
      const added: Viewer = { stream, ask, ...viewer, sent: undefined };
      viewers.set(stream.id, added);
      if (latest !== undefined) show(added, latest.view, latest.sight);
    },
    remove: (id: string) => viewers.delete(id),
    /** A page looks at something else now; false if there is no such stream of this scope. */
    look(id: string, ask: LiveAsk, scope: Scope | undefined): boolean {
      const viewer = viewers.get(id);
      if (viewer === undefined || JSON.stringify(viewer.scope) !== JSON.stringify(scope)) return false;
      viewer.ask = ask;
      viewer.sent = undefined;
      if (latest !== undefined) show(viewer, latest.view, latest.sight);
      return true;
    },
    /** Shows all what there is to be seen now. */
    update(view: View): void {
      const sight = createSight(view);
      latest = { view, sight };
      for (const viewer of viewers.values()) show(viewer, view, sight);
    },
    /** Closes the pages of those whose session has ended, or who may see something else by now. */
    async check(): Promise<void> {
      const checks = Array.from(viewers.values(), async ({ stream, mayStay }) => (await mayStay()) || stream.close());
      await Promise.all(checks);
    },
    close(): void {
      for (const { stream } of viewers.values()) stream.close();
    },
  };
}
export type Viewers = ReturnType<typeof createViewers>;
