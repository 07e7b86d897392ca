import { createSimulator, type Simulator, type SimulatorInput } from '@cueline/simulator';
import { onTestFinished } from 'vitest';

/** CXone's stand-in, in the test's own process, and the settings by which a process of Cueline finds it. */
export interface TestSimulator {
  readonly simulator: Simulator;
  readonly environment: {
    readonly CXONE_BASE_URL: string;
    readonly CXONE_CLIENT_ID: string;
    readonly CXONE_CLIENT_SECRET: string;
    /** On NICE's wire. */
    readonly [name: string]: string;
  };
}

/** Starts the simulator; it ends with the test. */
export async function startSimulator(options: SimulatorInput = {}): Promise<TestSimulator> {
  const simulator = createSimulator(options);
  const url = await simulator.start();
  onTestFinished(() => simulator.stop());
  const { clientId, clientSecret } = simulator.credentials;
  const nice = {
    CXONE_TRANSCRIPTION_URL: `${url.replace('http', 'ws')}/agent-assist-notifications/notifications/ws`,
    CXONE_ACCESS_KEY_ID: 'cueline-key',
    CXONE_ACCESS_KEY_SECRET: 'cueline-key-secret',
    RECEIVE_SECRET: 'cueline-announces',
    RECEIVE_PORT: '0',
    PLATFORM_VALUES: JSON.stringify({ area: new URL(url).port }),
  };
  return {
    simulator,
    environment: {
      CXONE_BASE_URL: url,
      CXONE_CLIENT_ID: clientId,
      CXONE_CLIENT_SECRET: clientSecret,
      ...(options.platform === 'nice' ? nice : {}),
    },
  };
}
