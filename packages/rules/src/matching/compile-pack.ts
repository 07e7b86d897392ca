import { createEngine, type EngineOptions } from './create-engine.js';
import type { Engine } from './engine.js';
import { packDigest } from '../pack/pack-digest.js';
import type { Pack } from '../pack/pack.js';
import { sayablesOf } from '../pack/sayables.js';

/** A pack that is ready to run. */
export interface CompiledPack {
  readonly pack: Pack;
  /** The pack's version: the same rules have the same digest. */
  readonly digest: string;
  readonly engine: Engine;
}

/** Compiles a pack. Its phrases have been checked by the parser of rule files. */
export function compilePack(pack: Pack, options?: EngineOptions): CompiledPack {
  return { pack, digest: packDigest(pack), engine: createEngine({ ...pack, sayables: sayablesOf(pack) }, options) };
}
