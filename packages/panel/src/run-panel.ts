import { setMaxListeners } from 'node:events';
import {
  createConnections,
  createKeys,
  keepHeartbeat,
  nameReplica,
  type ProcessContext,
  readPageFiles,
  stoppedWhileAway,
  untilAccepted,
} from '@cueline/shared';
import { createPanelMetrics } from './metrics.js';
import { createFollower } from './reading/follow-calls.js';
import { createApp } from './server/create-app.js';
import { createPanels, type Panels } from './server/panels.js';
import type { PanelSettings } from './settings.js';

/** Wires the panel together and runs it until told to stop. */
export async function runPanel(context: ProcessContext<PanelSettings>): Promise<void> {
  const { settings, log, metrics, checks, signal, serve } = context;
  const { KEY_PREFIX: prefix } = settings;
  setMaxListeners(0, signal);
  const keys = createKeys(prefix);
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, replica: nameReplica(context.name) });
  let panels: Panels | undefined;
  const { onShown } = createPanelMetrics(metrics, () => panels?.count() ?? 0);

  const work = async () => {
    const layout = { redis, prefix, partitions: settings.PARTITIONS, isReader: true, log, signal };
    const { epoch, partitions } = await untilAccepted(() => context.layout.enter(layout), { log, signal });
    const pipeline = { redis, prefix, epoch, partitions };
    const follower = createFollower({
      pipeline,
      isWatched: () => open.count() > 0,
      isLookedAt: (id, agents) => open.areOn(id, agents),
      onLook: () => open.update(),
      log,
      signal,
    });
    const open = createPanels({ follower, onShown, now: () => performance.now() });
    panels = open;
    redis.on('ready', follower.restart);
    // its files lie beside the page, under whatever path a proxy serves both
    const page = readPageFiles(new URL('page/', import.meta.url), '.');
    serve(createApp({ settings, panels: open, follower, pipeline, page, metrics, checks, log }).fetch);
    checks.delete('panel');
    await follower.run();
  };
  checks.set('panel', () => 'it has not begun yet');
  try {
    await Promise.race([work(), stoppedWhileAway(redis, signal)]);
  } finally {
    panels?.close();
    await endHeartbeat();
    connections.close();
  }
}
