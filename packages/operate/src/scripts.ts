import { readScript as readScriptOf } from '@cueline/shared';

/** Reads one of this package's Lua scripts, by its path below `src`, without its ending: `following/watch-changes`. */
export const readScript = (name: string) => readScriptOf(name, import.meta.url);
