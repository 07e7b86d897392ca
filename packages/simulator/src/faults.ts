import { FaultName, type Faults } from './fault.js';
import type { Journal } from './journal.js';
import type { Random } from './random.js';

export interface FaultsContext {
  readonly initial: Faults;
  readonly random: Random;
  readonly journal: Journal;
}

/** The faults now in force. */
export function createActiveFaults({ initial, random, journal }: FaultsContext) {
  let active: Faults = { ...initial };
  const struck = new Map<FaultName, number>();

  const clear = (name?: FaultName) => {
    if (name === undefined) {
      active = {};
      struck.clear();
    } else {
      delete active[name];
      struck.delete(name);
    }
  };

  return {
    /** Puts faults in force, in place of those of the same name. */
    set(faults: Faults): void {
      for (const name of FaultName.options) if (name in faults) struck.delete(name);
      active = { ...active, ...faults };
    },
    /** Ends one fault, or all. */
    clear,
    list: (): Faults => ({ ...active }),
    /** The settings of a fault that strikes now, else undefined. A fault with a count is over after so many strikes. */
    strike<Name extends FaultName>(name: Name): Faults[Name] {
      const fault = active[name];
      if (fault === undefined || random() >= fault.chance) return undefined;
      const times = (struck.get(name) ?? 0) + 1;
      if (times === fault.count) clear(name);
      else struck.set(name, times);
      journal.write({ kind: 'fault', name });
      return fault;
    },
  };
}
export type ActiveFaults = ReturnType<typeof createActiveFaults>;
