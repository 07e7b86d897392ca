import { connect } from 'node:net';

const ANSWERS_WITHIN_MS = 1_000;
/** After its reason, Redis' sentence on protected mode goes on with a page of advice. */
const ADVICE = / If you want to connect from external computers.*$/s;

/**
 * Asks what Redis says to whom it refuses before any command: `DENIED …` in protected mode, or that it has too many
 * clients. ioredis does not show it, because Redis closes the connection at once and the first command fails.
 *
 * @returns undefined if Redis says nothing, as it does when all is well
 */
export function readRefusalAtConnect(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect({ host, port });
    socket.setEncoding('utf8');
    socket.setTimeout(ANSWERS_WITHIN_MS, () => socket.destroy());
    socket.on('data', (text: string) => (said += text));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => resolve(said.startsWith('-') ? said.slice(1).replace(ADVICE, '').trim() : undefined));
    socket.unref();
  });
}
