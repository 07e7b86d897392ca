import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { first, makeCertificates, startServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type CuelineProcess, startProcess } from './harness/cueline-process.js';
import { startPipeline } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';
import { startSimulator } from './harness/simulator.js';

/** Node's code for a certificate whose authority it does not know. */
const REFUSED = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';

/** A server whose certificate nobody has vouched for; it records its requests. */
async function startImpostor() {
  const { authority, certificate, key, remove } = await makeCertificates();
  onTestFinished(remove);
  const asked: string[] = [];
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key) }, (request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(401).end();
  });
  server.on('upgrade', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
  });
  const { host, stop } = await startServer(server);
  onTestFinished(stop);
  return { asked, authority, host };
}

const logged = ({ log }: CuelineProcess, text: string) =>
  expect.poll(() => log.map((line) => JSON.stringify(line)).join('\n')).toContain(text);

test('a token endpoint with a wrong certificate does not get the secret', async () => {
  const { environment: redis } = await startRedis();
  const { environment: cxone } = await startSimulator();
  const { asked, authority, host } = await startImpostor();
  const settings = { ...redis, ...cxone, CXONE_BASE_URL: `https://${host}` };
  const ingest = await startProcess('ingest', settings);
  await logged(ingest, REFUSED);
  expect(asked).toEqual([]);
  expect(await ingest.isReady()).toBe(false);

  const trusting = await startProcess('ingest', { ...settings, NODE_EXTRA_CA_CERTS: authority });
  await expect.poll(() => asked).toContain('/oauth/token');
  await logged(trusting, 'CXone refuses the client id');
});

test('a transcription socket with a wrong certificate does not get the token', async () => {
  const { environment: redis } = await startRedis();
  const { environment: cxone } = await startSimulator();
  const { asked, host } = await startImpostor();
  const ingest = await startProcess('ingest', { ...redis, ...cxone, CXONE_TRANSCRIPTION_URL: `wss://${host}/live` });
  await logged(ingest, REFUSED);
  expect(asked).toEqual([]);
});

test('a cue API with a wrong certificate gets neither token nor cue', async () => {
  const { asked, host } = await startImpostor();
  const { simulator, publishers } = await startPipeline({
    rulesFile: await writeRules(RULES),
    settings: { CXONE_CUES_URL: `https://${host}/{interactionId}/cues` },
  });
  simulator.pushFrame({
    type: 'transcription',
    isFinal: true,
    interactionId: 'x',
    speaker: 'agent',
    text: 'a guaranteed return',
  });
  await logged(first(publishers), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect(asked).toEqual([]);
});
