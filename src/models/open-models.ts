import type { Attempt, ScoreAttempt } from './attempt.ts';
import { type CallPolicy, defaultPolicy } from './call-policy.ts';
import { type Guard, openGuard } from './guard.ts';
import type { Model } from './model.ts';
import { parseModelName, vendorOf } from './names.ts';
import type { NodeLlama } from './node-llama.ts';
import { knownPrices, type Prices } from './prices.ts';
import { type Attempts, withPolicy } from './with-policy.ts';

export interface ModelOptions {
  anthropicApiKey?: string | undefined;
  anthropicBaseUrl?: string | undefined;
  /** Sent to Hugging Face's own machines only. */
  hfToken?: string | undefined;
  /** Stands in for Hugging Face's hub and router. */
  hfBaseUrl?: string | undefined;
  /** Sent to the OpenAI-compatible servers of models named with `@http…`, if they ask for a key. */
  serverKey?: string | undefined;
  /** Loads the package behind `local:`; absent: the one that is installed. */
  nodeLlama?: (() => Promise<NodeLlama>) | undefined;
  policy?: Partial<CallPolicy>;
  /** Prices beside the known ones; they take precedence. */
  prices?: Prices;
  /**
   * Called with how each request ended: `done`, or the code of its `ModelError`; not for one that was
   * aborted. Must not throw.
   */
  seen?: (outcome: string) => void;
}

/**
 * Opens models by their names. Models of one vendor at one place share a concurrency limit and a circuit
 * breaker. A missing key shows only when a model is asked.
 * @returns a function that throws in words for people where the name is none
 */
export function openModels(options: ModelOptions): (name: string) => Model {
  const { firstTokenMs = defaultPolicy.firstTokenMs } = options.policy ?? {};
  const policy = { ...defaultPolicy, connectMs: firstTokenMs, ...options.policy };
  const prices = { ...knownPrices, ...options.prices };
  const guards = new Map<string, Guard>();
  const models = new Map<string, Model>();
  return (name) => {
    const known = models.get(name);
    if (known) return known;
    const { vendor, where } = parseModelName(name);
    const place = `${vendor}@${where ?? ''}`;
    // One model at a time has this machine's cores and its only conversation.
    const guard = guards.get(place) ?? openGuard(vendor === 'local' ? { ...policy, concurrency: 1 } : policy);
    guards.set(place, guard);
    const { seen = () => {} } = options;
    const opened = withPolicy(name, attemptsOf(name, options), { guard, policy, prices, seen });
    models.set(name, opened);
    return opened;
  };
}

/** Reward models are served by the operator's own servers only. */
const attemptsOf = (name: string, options: ModelOptions): Attempts => ({
  reply: () => openAttempt(name, options),
  score: vendorOf(name) === 'hf' ? () => openScoring(name, options) : undefined,
});

async function openScoring(name: string, options: ModelOptions): Promise<ScoreAttempt> {
  const { model, where } = parseModelName(name);
  const { poolingAttempt } = await import('./pooling/attempt.ts');
  return poolingAttempt(model, where, { token: options.hfToken, serverKey: options.serverKey });
}

/** A vendor's SDK is some 200 modules, and most processes need one or none. */
async function openAttempt(name: string, options: ModelOptions): Promise<Attempt> {
  const { vendor, model, where } = parseModelName(name);
  if (vendor === 'anthropic') {
    const { anthropicAttempt } = await import('./anthropic.ts');
    return anthropicAttempt(model, { apiKey: options.anthropicApiKey, baseUrl: options.anthropicBaseUrl });
  }
  if (vendor === 'local') {
    const [{ engineOf }, { localAttempt }] = await Promise.all([import('./local-engine.ts'), import('./local.ts')]);
    const engine = await engineOf(model, { hfToken: options.hfToken, load: options.nodeLlama });
    return localAttempt(engine, options.policy?.random ?? Math.random);
  }
  const { huggingFaceAttempt } = await import('./huggingface.ts');
  return huggingFaceAttempt(model, where, {
    token: options.hfToken,
    serverKey: options.serverKey,
    baseUrl: options.hfBaseUrl,
  });
}
