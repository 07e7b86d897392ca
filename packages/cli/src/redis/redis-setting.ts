import { isGiven } from './is-given.js';

/** The settings that give Redis' address; if several are given, the first counts. */
const names = ['REDIS_CLUSTER_NODES', 'REDIS_SENTINELS', 'REDIS_URL'] as const;

/** The setting that gives Redis' address, itself or as a file; undefined if none does. */
export function redisSetting(env: NodeJS.ProcessEnv): (typeof names)[number] | undefined {
  return names.find((name) => isGiven(name, env));
}
