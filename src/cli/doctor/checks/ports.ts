import { createServer } from 'node:net';
import { type Finding, failure, ok } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Checks that each port is free, or already used by a running Tribunal. */
export async function ports({ config }: Patient): Promise<Finding[]> {
  if (!config) return [];
  const wanted = [
    ...(config.METRICS_PORT ? [{ name: 'METRICS_PORT', port: config.METRICS_PORT, isOurs: hasMetrics }] : []),
    ...(config.INTERACTIONS_PORT
      ? [{ name: 'INTERACTIONS_PORT', port: config.INTERACTIONS_PORT, isOurs: takesInteractions }]
      : []),
  ];
  return Promise.all(
    wanted.map(async ({ name, port, isOurs }) => {
      const code = await tryPort(port);
      if (code === null) return ok(name, `port ${port} is free`);
      if (code === 'EADDRINUSE' && (await isOurs(port))) return ok(name, `a Tribunal answers on port ${port}`);
      if (code === 'EACCES') return failure(name, `port ${port} is reserved`, `Choose a ${name} from 1024 to 65535.`);
      return failure(
        name,
        `port ${port} is taken by another program`,
        `Choose another ${name}, or end what listens there: ss -ltnp 'sport = :${port}'`,
      );
    }),
  );
}

/**
 * Tries to listen on a port.
 * @returns the error code, or null when the port is free
 */
const tryPort = (port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, () => server.close(() => resolve(null)));
  });

const asked = (url: string, init: RequestInit = {}) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(3000) })
    .then((response) => response.text())
    .catch(() => '');
const hasMetrics = async (port: number) => (await asked(`http://127.0.0.1:${port}/metrics`)).includes('tribunal_');
/** Sends an unsigned request, which our server refuses in its own words. */
const takesInteractions = async (port: number) =>
  (await asked(`http://127.0.0.1:${port}/interactions`, { method: 'POST', body: '{}' })) ===
  'invalid request signature';
