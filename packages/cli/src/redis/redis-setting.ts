import { isGiven } from './is-given.js';

/** What says where Redis is; where several do, the first of these counts. */
const names = ['REDIS_CLUSTER_NODES', 'REDIS_SENTINELS', 'REDIS_URL'] as const;

/** The setting that says where Redis is, given itself or as a file; undefined where none does. */
export function redisSetting(env: NodeJS.ProcessEnv): (typeof names)[number] | undefined {
  return names.find((name) => isGiven(name, env));
}
