import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { checkManifests, helm, isHelmHere, type Manifest, renderChart } from './harness/helm.js';
import { promtool } from './harness/promtool.js';

const EVERYTHING = [
  'settings.KEY_PREFIX=bank-a',
  'rules.configMap=bank-rules',
  'matcher.autoscaling.enabled=true',
  'console.enabled=true',
  'console.tokens=console-tokens',
  'console.url=https://cueline.example.com',
  'receive.enabled=true',
  'panel.enabled=true',
  'panel.url=https://desk.example.com/panel/',
  'platform.configMap=bank-platform',
  'ingest.announced=true',
  'serviceMonitor.enabled=true',
  'serviceMonitor.labels.release=monitoring',
  'imagePullSecrets[0].name=registry',
  'nodeSelector.disk=ssd',
  'podAnnotations.team=voice',
  'tolerations[0].key=voice',
  'tolerations[0].operator=Exists',
];
const VALUE_SETS: readonly (readonly string[])[] = [
  [],
  EVERYTHING,
  ['archive.enabled=false', 'networkPolicy.enabled=false', 'shutdownTimeout=30'],
];

const Container = z.looseObject({
  args: z.array(z.string()),
  envFrom: z.array(z.unknown()),
  securityContext: z.unknown(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string(), subPath: z.string().optional() })),
});
const Deployment = z.looseObject({
  spec: z.looseObject({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({ terminationGracePeriodSeconds: z.number(), containers: z.tuple([Container]) }),
    }),
  }),
});
const Settings = z.looseObject({ data: z.record(z.string(), z.string()) });

const of = (manifests: readonly Manifest[], kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const deployments = (manifests: readonly Manifest[]) =>
  of(manifests, 'Deployment').map((manifest) => Deployment.parse(manifest).spec);
const settingsOf = (manifests: readonly Manifest[]) => Settings.parse(of(manifests, 'ConfigMap')[0]).data;

test.runIf(isHelmHere)('the linter of Helm accepts the chart', () => {
  expect(helm(['lint', '--strict', 'deploy/helm'])).toMatchObject({ code: 0 });
});

test.runIf(isHelmHere)('what the chart makes fits the schemas of Kubernetes, KEDA and the Prometheus operator', () => {
  const manifests = VALUE_SETS.flatMap((values) => renderChart(...values));
  expect(checkManifests(manifests)).toBe('');
  const kinds = new Set(manifests.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    'ConfigMap',
    'Deployment',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'ScaledObject',
    'Service',
    'ServiceAccount',
    'ServiceMonitor',
  ]);
});

test.runIf(isHelmHere)('the check of schemas finds a field that does not exist, and a wrong type', () => {
  const [budget] = of(renderChart(), 'PodDisruptionBudget');
  if (budget === undefined) throw new Error('there is no budget');
  expect(checkManifests([{ ...budget, spec: { maxUnavailabel: 1 } }])).toContain('maxUnavailabel');
  expect(checkManifests([{ ...budget, spec: { unhealthyPodEvictionPolicy: 1 } }])).toContain('AlwaysAllow');
});

test.runIf(isHelmHere).each([
  ['a value that does not exist', 'matcher.replica=3', /replica/],
  ['a pipeline without matchers', 'matcher.replicas=0', /minimum/],
  ['a setting that cannot be one', 'settings.keyPrefix=a', /keyPrefix/],
])('%s is refused', (_what, value, message) => {
  const { code, err } = helm(['template', 'calls', 'deploy/helm', '--set', value]);
  expect(code).not.toBe(0);
  expect(err).toMatch(message);
});

test.runIf(isHelmHere)('a pod may take longer to stop than its process', () => {
  for (const values of VALUE_SETS) {
    const manifests = renderChart(...values);
    const timeoutS = Number.parseInt(settingsOf(manifests)['SHUTDOWN_TIMEOUT'] ?? '', 10);
    for (const { template } of deployments(manifests))
      expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(timeoutS + 5);
  }
});

test.runIf(isHelmHere)('every process may do as little as it needs, and secrets are only named', () => {
  const manifests = renderChart(...EVERYTHING);
  const processes = deployments(manifests).flatMap(({ template }) => template.spec.containers);
  expect(processes.map(({ args }) => args[0])).toEqual([
    'ingest',
    'matcher',
    'publisher',
    'archive',
    'console',
    'receive',
    'panel',
  ]);
  for (const { securityContext, envFrom, volumeMounts } of processes) {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(envFrom).toContainEqual({ secretRef: { name: 'cueline' } });
    // What is mounted by a subPath never changes, and rules have to.
    expect(volumeMounts.filter(({ subPath }) => subPath !== undefined)).toEqual([]);
  }
  expect(of(manifests, 'Secret')).toEqual([]);
});

test.runIf(isHelmHere)('what selects pods selects those of its process', () => {
  const manifests = renderChart(...EVERYTHING);
  const pods = deployments(manifests).map(({ template }) => template.metadata.labels);
  const Selector = z.looseObject({
    spec: z.looseObject({ selector: z.record(z.string(), z.unknown()).optional() }),
  });
  for (const manifest of [...of(manifests, 'PodDisruptionBudget'), ...of(manifests, 'Service')]) {
    const selector = Selector.parse(manifest).spec.selector ?? {};
    const labels = Object.entries(z.record(z.string(), z.string()).parse(selector['matchLabels'] ?? selector));
    const selected = pods.filter((pod) => labels.every(([name, value]) => pod[name] === value));
    expect(selected.map((pod) => `cueline-calls-${pod['app.kubernetes.io/component']}`)).toEqual([
      manifest.metadata.name,
    ]);
  }
});

test.runIf(isHelmHere)('the ingress controller reaches pages and endpoints by their services, and nothing else', () => {
  const Policy = z.looseObject({
    spec: z.looseObject({
      ingress: z.array(z.object({ from: z.array(z.unknown()), ports: z.array(z.object({ port: z.string() })) })),
    }),
  });
  const Service = z.looseObject({
    spec: z.looseObject({ ports: z.array(z.object({ port: z.number(), name: z.string(), targetPort: z.string() })) }),
  });
  const proxy = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } };
  /** What it reaches, by the name of a deployment. */
  const reached = (manifests: readonly Manifest[]) =>
    Object.fromEntries(
      of(manifests, 'NetworkPolicy').flatMap((manifest) => {
        const { ingress } = Policy.parse(manifest).spec;
        const ports = ingress.filter(({ from }) => isDeepStrictEqual(from, [proxy])).flatMap((one) => one.ports);
        return ports.map(({ port }) => [manifest.metadata.name, port]);
      }),
    );
  expect(reached(renderChart())).toEqual({});
  const manifests = renderChart(...EVERYTHING);
  expect(reached(manifests)).toEqual({
    'cueline-calls-console': 'http',
    'cueline-calls-panel': 'http',
    'cueline-calls-receive': 'frames',
    'cueline-calls-ingest': 'frames',
  });
  for (const [name, target] of Object.entries(reached(manifests))) {
    const service = of(manifests, 'Service').find(({ metadata }) => metadata.name === name);
    expect(Service.parse(service).spec.ports).toContainEqual({ name: target, port: 80, targetPort: target });
  }
  const settings = settingsOf(manifests);
  for (const { template } of deployments(manifests)) {
    const [{ args, ports }] = template.spec.containers;
    const isPosted = ['ingest', 'receive'].includes(args[0] ?? '');
    const frames = { name: 'frames', containerPort: Number(settings['RECEIVE_PORT']) };
    expect(ports).toEqual([
      { name: 'http', containerPort: Number(settings['HTTP_PORT']) },
      ...(isPosted ? [frames] : []),
    ]);
  }
});

test.runIf(isHelmHere)('a platform file is where the setting says, with those that read it', () => {
  const manifests = renderChart(...EVERYTHING);
  expect(settingsOf(manifests)).toMatchObject({
    PLATFORM_FILE: '/etc/cueline/platform/platform.yaml',
    PANEL_URL: 'https://desk.example.com/panel/',
  });
  const readers = deployments(manifests)
    .flatMap(({ template }) => template.spec.containers)
    .filter(({ volumeMounts }) => volumeMounts.some(({ mountPath }) => mountPath === '/etc/cueline/platform'));
  expect(readers.map(({ args }) => args[0])).toEqual(['ingest', 'publisher', 'receive']);
  expect(settingsOf(renderChart())).not.toHaveProperty('PLATFORM_FILE');
});

test.runIf(isHelmHere)('matchers are scaled by a metric that they serve', () => {
  const ScaledObject = z.looseObject({
    spec: z.looseObject({ triggers: z.array(z.looseObject({ metadata: z.record(z.string(), z.string()) })) }),
  });
  const [scaled] = of(renderChart(...EVERYTHING), 'ScaledObject').map((manifest) => ScaledObject.parse(manifest));
  const query = scaled?.spec.triggers[0]?.metadata['query'] ?? '';
  const file = join(tmpdir(), `cueline-scaling-${process.pid}.json`);
  onTestFinished(() => rmSync(file));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'scaling', rules: [{ record: 'scaling', expr: query }] }] }));
  expect(promtool(['check', 'rules', file])).toMatchObject({ code: 0 });
  const metrics = readFileSync('docs/metrics.md', 'utf8');
  for (const [metric] of query.matchAll(/cueline_\w+/g)) expect(metrics).toContain(`\`${metric}\``);
});
