import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { ExitCode } from '../host/exit-code.js';
import { withRedis } from './with-redis.js';

/** A Redis with a password, in which one user may do next to nothing; gives its address. */
async function startClosedRedis(moreArguments: readonly string[] = []): Promise<string> {
  const server = await startRedisServer(() => ['--requirepass', 'secret', ...moreArguments]);
  onTestFinished(() => server.stop());
  const admin = new Redis(server.url, { password: 'secret' });
  await admin.call('ACL', 'SETUSER', 'guest', 'on', '>guest', '~*', '+hello', '+ping', '+info', '+select', '+eval');
  admin.disconnect();
  return `127.0.0.1:${server.port}`;
}

const refused = (message: RegExp) => ({ exitCode: ExitCode.configuration, message: expect.stringMatching(message) });
const absent = (message: string) => ({ exitCode: ExitCode.foundWrong, message });
const use = (env: NodeJS.ProcessEnv) => withRedis(env, (redis) => redis.get('a'));

test('a refused or missing password is reported in one line', async () => {
  const address = await startClosedRedis();
  await expect(use({ REDIS_URL: `redis://${address}` })).rejects.toMatchObject(
    refused(/^Redis refuses: NOAUTH .*; check REDIS_URL$/),
  );
  await expect(use({ REDIS_URL: `redis://:wrong@${address}` })).rejects.toMatchObject(
    refused(/^Redis refuses: WRONGPASS [^\n]*[^.]; check REDIS_URL$/),
  );
});

test('a missing right is reported in one line, in a script too', async () => {
  const env = { REDIS_URL: `redis://guest:guest@${await startClosedRedis()}` };
  await expect(use(env)).rejects.toMatchObject(refused(/^Redis refuses: NOPERM .*'get'.*; check REDIS_URL$/));
  const inScript = withRedis(env, (redis) => redis.eval("return redis.call('GET', KEYS[1])", 1, 'a'));
  await expect(inScript).rejects.toMatchObject(refused(/^Redis refuses: .*script.*; check REDIS_URL$/));
});

test('a full Redis is reported in one line, and so is a key of the wrong type', async () => {
  const server = await startRedisServer(() => ['--maxmemory', '1']);
  onTestFinished(() => server.stop());
  const env = { REDIS_URL: server.url };
  const write = withRedis(env, (redis) => redis.eval("return redis.call('SET', KEYS[1], 'b')", 1, 'a'));
  await expect(write).rejects.toMatchObject(absent(expect.stringMatching(/^Redis refuses: [^\n]*maxmemory[^\n]*$/)));
  await withRedis(env, async (redis) => {
    await redis.config('SET', 'maxmemory', '0');
    await redis.set('a', 'no stream');
  });
  await expect(withRedis(env, (redis) => redis.xlen('a'))).rejects.toMatchObject(
    absent(expect.stringMatching(/^Redis refuses: WRONGTYPE [^\n]* \(xlen a\)$/)),
  );
});

test('a Cluster with a node that is away is reported in one line', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const away = new Error('Too many Cluster redirections. Last error: Error: Connection is closed.');
  await expect(withRedis({ REDIS_URL: server.url }, () => Promise.reject(away))).rejects.toMatchObject(
    absent('a node of the Cluster does not answer'),
  );
});

test('if a Cluster refuses the login, the reason is reported', async () => {
  const address = await startClosedRedis(['--cluster-enabled', 'yes']);
  await expect(use({ REDIS_URL: 'redis://:wrong@unused', REDIS_CLUSTER_NODES: address })).rejects.toMatchObject(
    refused(/^Redis refuses: WRONGPASS/),
  );
});

test('a Redis that is not a Cluster is reported as such', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  await expect(use({ REDIS_CLUSTER_NODES: `127.0.0.1:${server.port}` })).rejects.toMatchObject(
    absent('Redis refuses: ERR This instance has cluster support disabled'),
  );
});

test('if Redis does not answer, the setting with its address is named', async () => {
  await Promise.all([
    expect(use({ REDIS_URL: 'redis://:a@127.0.0.1:1' })).rejects.toMatchObject(
      absent('Redis does not answer (127.0.0.1:1); REDIS_URL says where it is'),
    ),
    expect(use({ REDIS_SENTINELS: '127.0.0.1:1,127.0.0.1:2' })).rejects.toMatchObject(
      absent('Redis does not answer (127.0.0.1:1, 127.0.0.1:2); REDIS_SENTINELS says where it is'),
    ),
    expect(use({ REDIS_CLUSTER_NODES: '127.0.0.1:1' })).rejects.toMatchObject(
      absent('Redis does not answer (127.0.0.1:1); REDIS_CLUSTER_NODES says where it is'),
    ),
  ]);
});

test('no command runs while certificates are not verified', async () => {
  await expect(use({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).rejects.toMatchObject(
    refused(/^NODE_TLS_REJECT_UNAUTHORIZED should not be 0: [^\n]*$/),
  );
});
