import type { Config } from '../../config.ts';
import type { Model } from '../../models/model.ts';
import { openModels } from '../../models/open-models.ts';

/** Opens models as the bot does, but without retries: a check reports the first failure. */
export const modelsOf = (config: Config, callMs: number): ((name: string) => Model) =>
  openModels({
    anthropicApiKey: config.ANTHROPIC_API_KEY,
    anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
    hfToken: config.HF_TOKEN,
    serverKey: config.MODEL_SERVER_KEY,
    policy: { attempts: 1, callMs, connectMs: callMs, firstTokenMs: callMs, idleMs: callMs },
  });
