import type Anthropic from '@anthropic-ai/sdk';
import { claudeAbilities } from './claude-abilities.ts';
import type { ModelMessage, ModelRequest } from './model.ts';
import { ModelError } from './model-error.ts';

/** The API takes no smaller budget. */
const LEAST_BUDGET_TOKENS = 1024;

/** The last API version with sampling parameters. From 2026-10-21 on, which the SDK speaks, it takes none. */
const LAST_API_WITH_SAMPLING = '2023-06-01';

/** Builds a request to Anthropic. Temperature is left out where the model thinks or no longer takes one. */
export function claudeParams(
  model: string,
  request: ModelRequest,
): { params: Anthropic.MessageCreateParamsStreaming; headers: Record<string, string> } {
  const thinking = thinkingParams(model, request);
  const sampling = thinking || !claudeAbilities(model).sampling ? {} : samplingParams(request);
  return {
    params: {
      model,
      stream: true,
      max_tokens: request.maxTokens,
      ...(request.system === undefined ? {} : { system: request.system }),
      messages: request.messages.map(toClaudeMessage),
      ...thinking,
      ...sampling,
    },
    headers: Object.keys(sampling).length > 0 ? { 'anthropic-version': LAST_API_WITH_SAMPLING } : {},
  };
}

function toClaudeMessage({ role, content, pictures = [] }: ModelMessage): Anthropic.MessageParam {
  const blocks = pictures.map(({ type, data }) => ({
    type: 'image' as const,
    source: { type: 'base64' as const, media_type: type, data },
  }));
  if (role === 'user' && blocks.length > 0) return { role, content: [...blocks, { type: 'text', text: content }] };
  if (role === 'user' || role === 'assistant') return { role, content };
  throw new ModelError('bad-request', `Claude takes no message of the role ${role}: this judge format is not for it.`);
}

type Thinking = Pick<Anthropic.MessageCreateParamsStreaming, 'thinking' | 'output_config'>;

function thinkingParams(model: string, { thinkingTokens = 0, maxTokens }: ModelRequest): Thinking | null {
  const { thinking, thinksUnasked } = claudeAbilities(model);
  if (thinking === 'adaptive') {
    // Without a summary a model is silent while it thinks, which looks like a stall.
    const adaptive = { type: 'adaptive', display: 'summarized' } as const;
    if (thinkingTokens > 0) return { thinking: adaptive, output_config: { effort: effortFor(thinkingTokens) } };
    return thinksUnasked ? { thinking: adaptive } : null;
  }
  if (thinkingTokens <= 0 || maxTokens <= LEAST_BUDGET_TOKENS) return null;
  const budget = Math.min(maxTokens - 1, Math.max(LEAST_BUDGET_TOKENS, thinkingTokens));
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}

/** Adaptive thinking has no budget but `max_tokens`; the effort sets its depth. */
const effortFor = (thinkingTokens: number): 'low' | 'medium' | 'high' =>
  thinkingTokens <= 1024 ? 'low' : thinkingTokens <= 4096 ? 'medium' : 'high';

/** Temperature and top-p exclude each other. The SDK's types no longer know them. */
function samplingParams({ temperature, topP }: ModelRequest): object {
  if (temperature !== undefined) return { temperature: Math.min(1, temperature) };
  return topP === undefined ? {} : { top_p: topP };
}
