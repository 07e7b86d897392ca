import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Credentials } from '../usual-way/usual-way-requests.js';

const Token = z.object({ access_token: z.string() });

/** Opens the transcription socket and subscribes; returns the token too. */
export async function openSocket(cxoneUrl: string, { clientId, clientSecret }: Credentials) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${cxoneUrl}/oauth/token`, { method: 'POST', body });
  const { access_token: token } = Token.parse(await answer.json());
  const url = `${cxoneUrl.replace(/^http/, 'ws')}/api/v2/interactions/transcription?access_token=${token}`;
  const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  socket.on('open', () => socket.send(JSON.stringify({ action: 'subscribe', scope: 'global' })));
  return { socket, token };
}
