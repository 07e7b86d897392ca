import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** PEM files: a test's own certificate authority, and a server certificate for 127.0.0.1 that it signed. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** Deletes the files. */
  readonly remove: () => Promise<void>;
}

const run = promisify(execFile);
const NEW = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-days', '1'];

/** Makes certificates with `openssl` (3.0 or later). */
export async function makeCertificates(): Promise<Certificates> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-certificates-'));
  const file = (name: string) => join(directory, name);
  const authority = file('ca.crt');
  const certificate = file('server.crt');
  const key = file('server.key');
  await run('openssl', [...NEW, '-subj', '/CN=authority of a test', '-keyout', file('ca.key'), '-out', authority]);
  const signed = ['-CA', authority, '-CAkey', file('ca.key')];
  const extensions = ['-addext', 'basicConstraints=CA:FALSE', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await run('openssl', [...NEW, '-subj', '/CN=redis', ...signed, ...extensions, '-keyout', key, '-out', certificate]);
  return { authority, certificate, key, remove: () => rm(directory, { recursive: true, force: true }) };
}
