import { type AnnouncedContacts, type Log } from '@cueline/shared';
import type { Contacts } from './contacts/contacts.js';
import { compileContact } from './contacts/read-contact.js';
import { createAuthorize } from './endpoint/authorize.js';
import { openEndpoint } from './endpoint/endpoint.js';
import type { IngestMetrics } from './metrics.js';
import type { IngestSettings } from './settings.js';

export interface AnnouncementsContext {
  readonly announced: AnnouncedContacts;
  readonly secret: string;
  readonly settings: IngestSettings;
  readonly contacts: Contacts;
  readonly metrics: IngestMetrics;
  readonly log: Log;
}

const BYTES_PER_KB = 1024;

/** Opens the endpoint to which a platform posts that calls begin and end. */
export function openAnnouncements({ announced, secret, settings, contacts, metrics, log }: AnnouncementsContext) {
  const readContact = compileContact(announced);
  return openEndpoint({
    host: settings.RECEIVE_HOST,
    port: settings.RECEIVE_PORT,
    authorize: createAuthorize({
      secret,
      header: settings.RECEIVE_SECRET_HEADER,
      twilioToken: undefined,
      publicUrl: undefined,
    }),
    maxBodyBytes: settings.RECEIVE_MAX_KB * BYTES_PER_KB,
    maxRequests: settings.RECEIVE_RATE_MAX,
    take(frames) {
      const reports = frames.flatMap(({ frame }) => readContact(frame, Date.now()) ?? []);
      for (const report of reports) contacts.report(report);
      return { records: reports.length, bad: frames.length - reports.length, written: Promise.resolve() };
    },
    isBehind: () => false,
    onRequest: (result) => metrics.requests.inc({ result }),
    log,
  });
}
