import {
  CueError,
  NoticeError,
  type Probed,
  probeOutlet,
  probeReceiver,
  PublisherSettings,
  receiversOf,
  settingsTokens,
} from '@cueline/publisher';
import { createLog, type HttpOutlet, type Log, readSettings, SettingsError } from '@cueline/shared';
import { type Diagnosis, fail, ok, unchecked, warn } from './diagnosis.js';
import { tryToken } from './try-token.js';

/** Checks the outlets of the platform file and the receivers of the notices file, and shows nothing. */
export async function checkOutlets(env: NodeJS.ProcessEnv): Promise<Diagnosis[]> {
  if (['PLATFORM_FILE', 'NOTICES_FILE'].every((name) => (env[name] ?? '') === '')) return [];
  let settings: PublisherSettings;
  try {
    settings = readSettings(PublisherSettings, env);
  } catch (error) {
    if (error instanceof SettingsError) return [unchecked('outlets', 'settings are wrong')];
    throw error;
  }
  const log = createLog({ name: 'doctor', level: 'silent', secrets: [] });
  const outlets = (settings.PLATFORM_FILE?.outlets ?? []).filter((outlet) => outlet !== 'cxone');
  const receivers =
    settings.NOTICES_FILE === undefined ? [] : receiversOf(settings.NOTICES_FILE, settings.NOTICES_VALUES);
  return Promise.all([
    ...outlets.map((outlet) => checkOutlet(outlet, settings, log)),
    ...receivers.map(async (receiver): Promise<Diagnosis> => {
      const { name } = receiver;
      try {
        const { host, status } = await probeReceiver(receiver);
        return ok('notices', `${name}: ${host} answers ${status} to a HEAD, which tells nobody anything`);
      } catch (error) {
        if (!(error instanceof CueError || error instanceof NoticeError)) throw error;
        return fail('notices', {
          reason: error.message,
          remedy: `Check the url of ${name} in NOTICES_FILE, and the network.`,
        });
      }
    }),
  ]);
}

async function checkOutlet(outlet: HttpOutlet, settings: PublisherSettings, log: Log): Promise<Diagnosis> {
  const { name } = outlet;
  const failed = (reason: string, remedy: string) => fail('outlet', { reason: `${name}: ${reason}`, remedy });
  const source = settingsTokens(outlet.sign, settings, new AbortController().signal);
  const given = source === undefined ? { token: '' } : await tryToken(source, log, 'its token endpoint');
  if (given.token === undefined)
    return failed(
      given.reason ?? 'there is no token',
      outlet.sign?.kind === 'cxone'
        ? 'Check the CXONE_… settings, and the network.'
        : 'Check `sign` of the outlet in PLATFORM_FILE, its credentials in PLATFORM_VALUES, and the network.',
    );
  try {
    return diagnosisOf(
      name,
      await probeOutlet({ outlet, values: settings.PLATFORM_VALUES, token: given.token, now: Date.now }),
    );
  } catch (error) {
    if (!(error instanceof CueError)) throw error;
    return failed(error.message, 'Check its url in PLATFORM_FILE, and the network.');
  }
}

function diagnosisOf(name: string, probed: Probed): Diagnosis {
  const failed = (reason: string, remedy: string) => fail('outlet', { reason: `${name}: ${reason}`, remedy });
  switch (probed.kind) {
    case 'unfilled':
      return failed(
        `the url of \`${probed.part}\` is none once its placeholders are filled`,
        'Check the values in PLATFORM_VALUES that stand in its host.',
      );
    case 'unsigned':
      return failed(
        'its requests cannot be signed',
        'Check the key in PLATFORM_VALUES: for `jwt` a private key as PEM in PKCS 8, of the kind that `algorithm` names.',
      );
    case 'answered':
      return answered(name, probed);
    default:
      return probed satisfies never;
  }
}

function answered(name: string, { by, host, status, answer }: Extract<Probed, { kind: 'answered' }>): Diagnosis {
  const to = by === 'find' ? 'when asked what is shown' : 'to a HEAD where cues are posted, which shows nothing';
  const says = `${name}: ${host} answers ${status} ${to}`;
  const credentials =
    'Check `sign` of the outlet in PLATFORM_FILE, its credentials in PLATFORM_VALUES and their rights.';
  switch (answer.kind) {
    case 'accepted':
      return ok('outlet', says);
    case 'unauthorized':
      return fail('outlet', { reason: says, remedy: credentials });
    case 'forbidden': {
      // some that take no HEAD forbid it
      const objection = { reason: says, remedy: credentials };
      return by === 'find' ? fail('outlet', objection) : warn('outlet', objection);
    }
    case 'rate_limited':
      return warn('outlet', { reason: says, remedy: 'Too many requests: who else uses these credentials?' });
    case 'unknown_interaction':
    case 'refused':
    case 'rejected':
    case 'unsupported':
      return fail('outlet', {
        reason: says,
        remedy: `Check the url of \`${by === 'find' ? 'find' : 'show'}\` in PLATFORM_FILE.`,
      });
    case 'misconfigured':
      return fail('outlet', { reason: `${name}: ${answer.why}`, remedy: 'Check its url in PLATFORM_FILE.' });
    case 'unavailable':
      return fail('outlet', {
        reason: `${name}: ${answer.why}`,
        remedy: 'It or something before it is down: try again later.',
      });
    default:
      return answer satisfies never;
  }
}
