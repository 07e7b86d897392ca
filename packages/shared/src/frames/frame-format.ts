import { z } from 'zod';
import type { Segment } from './segment.js';

/** Maps our name for each frame field to the name in the tenant's frames. */
export const FrameFields = z
  .strictObject({
    type: z.string(),
    isFinal: z.string(),
    interactionId: z.string(),
    speaker: z.string(),
    text: z.string(),
    confidence: z.string(),
    segmentId: z.string(),
    startTime: z.string(),
    endTime: z.string(),
    language: z.string(),
    attributes: z.string(),
  })
  .partial();
export type FrameFields = z.infer<typeof FrameFields>;

/** Maps a frame's speaker to a role. */
export const SpeakerMap = z.record(z.string(), z.enum(['agent', 'customer', 'other']));
export type SpeakerMap = z.infer<typeof SpeakerMap>;

/** The format of a tenant's frames. */
export interface FrameFormat {
  /** The `type` of frames that carry speech; types are compared without case and surrounding space. */
  readonly transcriptionType: string;
  readonly endTypes: readonly string[];
  /** Maps our field names to theirs, where they differ. */
  readonly fields: FrameFields;
  /** Maps a frame's speaker to a role, by the settings: as written, and as `plainName` writes it. */
  readonly speakers: ReadonlyMap<string, Segment['speaker']>;
}

/** A name without case and surrounding space, as names of speakers and types are compared. */
export const plainName = (name: string): string => name.trim().toLowerCase();

type Role = Segment['speaker'];

/**
 * What platforms call the two sides of a call, beside the roles themselves. None of these names means the other side beside
 * an agent; `caller` may mean whoever called, but then the other is a `callee`, which is none of these.
 */
const USUAL_ROLES: ReadonlyMap<string, Role> = new Map([
  ...[
    'representative',
    'rep',
    'csr',
    'advisor',
    'adviser',
    'operator',
    'internal',
    'employee',
    'agent',
    'agt',
    'agente',
    'operador',
    'operadora',
    'asesor',
    'asesora',
    'berater',
    'beraterin',
    'mitarbeiter',
    'mitarbeiterin',
    'conseiller',
    'conseillère',
  ].map((name) => [name, 'agent'] as const),
  ...[
    'customer',
    'cust',
    'client',
    'caller',
    'contact',
    'consumer',
    'enduser',
    'external',
    'patient',
    'borrower',
    'debtor',
    'policyholder',
    'subscriber',
    'cliente',
    'kunde',
    'kundin',
  ].map((name) => [name, 'customer'] as const),
]);

/** Returns what a speaker of this name is, if that is known: by the settings, or else by the usual names. */
export function roleOf(name: string, { speakers }: Pick<FrameFormat, 'speakers'>): Role | undefined {
  const role = speakers.get(name); // spares the rest of it for most frames
  if (role !== undefined) return role;
  const plain = plainName(name);
  return speakers.get(plain) ?? speakers.get(usualName(plain)) ?? usualRole(plain);
}

/** Whose agents they are, and what of them is heard. Not `virtual`: those are no people. */
const BEFORE =
  /^(?:sales|support|service|customerservice|customercare|contactcent(?:er|re)|callcent(?:er|re)|live|human)(?=agent|rep|advis)/;
const BEHIND = /(?:channel|leg|side|participant|speaker|track)$/;

/** A name without what is added to it: `Agent (2)`, `AGENT_CHANNEL`, `Agent: Maria`, `Agent - Maria`, `Sales Rep`, `Agent B`, `[Agent]`. */
function usualName(plain: string): string {
  const [name = ''] = plain.normalize('NFKC').split(/(?<=[^\s([:])(?:\s*[([:]|\s+[-–—]\s)/, 1);
  return name
    .replace(/(?<=\S\s)[a-z]$/, '')
    .replaceAll(/[\s_./:#()[\]-]+/g, '')
    .replace(BEHIND, '')
    .replace(/\d+$/, '')
    .replace(BEFORE, '');
}

/** The role that stands behind somebody's name: `Maria (Agent)`, `Maria - Agent`. */
const ROLE_BEHIND = /(?:[([]([^()[\]]+)[)\]]|\s[-–—]\s+(\S+))\s*$/;

/** Returns the role that a name says in a usual way: by what it begins with, or else by what stands behind it. */
function usualRole(plain: string): Role | undefined {
  const [, inBrackets, behindDash] = ROLE_BEHIND.exec(plain) ?? [];
  return USUAL_ROLES.get(usualName(plain)) ?? USUAL_ROLES.get(usualName(inBrackets ?? behindDash ?? ''));
}

/** The settings that say how a tenant writes its frames. */
export interface FrameSettings {
  readonly CXONE_TRANSCRIPTION_TYPE: string;
  readonly CXONE_END_TYPES: readonly string[];
  readonly CXONE_FIELDS: FrameFields;
  readonly CXONE_SPEAKERS: SpeakerMap;
}

/** Builds the frame format from the settings. A speaker that is written as in the settings counts as they say. */
export function createFrameFormat(settings: FrameSettings): FrameFormat {
  const speakers = Object.entries(settings.CXONE_SPEAKERS);
  return {
    transcriptionType: plainName(settings.CXONE_TRANSCRIPTION_TYPE),
    endTypes: settings.CXONE_END_TYPES.map(plainName),
    fields: settings.CXONE_FIELDS,
    speakers: new Map([
      ...(['agent', 'customer', 'other'] as const).map((speaker) => [speaker, speaker] as const),
      ...speakers.map(([name, role]) => [plainName(name), role] as const),
      ...speakers,
    ]),
  };
}
