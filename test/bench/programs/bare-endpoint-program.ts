// The least that a post costs Node: its body is read and parsed, and answered with 200.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';
import { answerRequests } from './answer-requests.js';

const ANSWER = JSON.stringify({ records: 1, bad: 0 });
const HEADERS = { 'Content-Type': 'application/json', 'Content-Length': ANSWER.length };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, HEADERS);
    response.end(ANSWER);
  });
});

await answerRequests(z.object({ port: z.int() }), async ({ port }) => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {};
});
