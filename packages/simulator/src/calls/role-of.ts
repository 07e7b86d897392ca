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
  customer: 'customer',
  client: 'customer',
  caller: 'customer',
  consumer: 'customer',
  external: 'customer',
  end_user: 'customer',
  other: 'other',
};

/** Returns what a speaker of this name is, if that is known: by the settings, or else by the usual names. */
export function createRoleOf({ speakers }: Pick<FrameFormat, 'speakers'>) {
  return (name: string): Role | undefined =>
    speakers.get(name) ?? speakers.get(plainName(name)) ?? USUAL[plainName(name).replaceAll(/[\s-]+/g, '_')];
}
