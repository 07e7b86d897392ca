import { type FrameFormat, plainName } from '@cueline/shared';

type Role = 'agent' | 'customer' | 'other';

/** What exports call the two sides of a call, beside the roles themselves. */
const USUAL: Readonly<Record<string, Role>> = {
  agent: 'agent',
  representative: 'agent',
  rep: 'agent',
  advisor: 'agent',
  adviser: 'agent',
  csr: 'agent',
  internal: 'agent',
  agente: 'agent',
  asesor: 'agent',
  asesora: 'agent',
  berater: 'agent',
  beraterin: 'agent',
  mitarbeiter: 'agent',
  mitarbeiterin: 'agent',
  conseiller: 'agent',
  conseillère: 'agent',
  customer: 'customer',
  client: 'customer',
  caller: 'customer',
  consumer: 'customer',
  external: 'customer',
  end_user: 'customer',
  cliente: 'customer',
  kunde: 'customer',
  kundin: 'customer',
  other: 'other',
};

/** Returns what a speaker of this name is, if that is known: by the settings, or else by the usual names. */
export function createRoleOf({ speakers }: Pick<FrameFormat, 'speakers'>) {
  return (name: string): Role | undefined =>
    speakers.get(name) ?? speakers.get(plainName(name)) ?? usualRole(plainName(name));
}

/** Several of a role are numbered: `Agent 1`, `agent_2`. */
function usualRole(name: string): Role | undefined {
  const words = name.replaceAll(/[\s-]+/g, '_');
  return USUAL[words] ?? USUAL[words.replace(/_?#?\d+$/, '')];
}
