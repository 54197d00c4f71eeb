import * as clack from '@clack/prompts';
import { secretIn } from '../../models/address.ts';
import { ListRefused, listAnthropic, listHuggingFace, listServer } from '../../models/list-models.ts';
import { nameOnServer, parseModelName } from '../../models/names.ts';
import { suggestedCandidates, suggestedJudges } from '../../models/suggested.ts';
import { answered, askSecret } from './ask.ts';
import type { Values } from './env-file.ts';

const places = {
  anthropic: { label: 'Anthropic', hint: 'Claude; a key from https://platform.claude.com' },
  hf: {
    label: 'Hugging Face',
    hint: 'many open models, RRM among them; a token from https://huggingface.co/settings/tokens',
  },
  server: { label: 'A server of my own', hint: 'vLLM, llama.cpp, Ollama, TGI: anything OpenAI-compatible' },
};
type Place = keyof typeof places;

/** Asks where models run, which of them write answers, and which one judges. */
export async function askModels(before: Values): Promise<Values> {
  const at = answered(
    await clack.multiselect<Place>({
      message: 'Where do your models run? (Space chooses, Enter goes on)',
      options: (Object.keys(places) as Place[]).map((value) => ({ value, ...places[value] })),
      initialValues: placesIn(before),
      required: true,
    }),
  );
  const values: Record<string, string> = {};
  const offered: string[] = [];
  for (const place of at) offered.push(...(await askPlace(place, before, values)));
  const suggested = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).flatMap(([key, name]) => (values[key] ? [name] : []));
  const writers = [...new Set([...suggested(suggestedCandidates), ...offered])];
  const chosen = (before.CANDIDATE_MODELS ?? '').split(',').map((name) => name.trim());
  values.CANDIDATE_MODELS = (await askWriters(writers, chosen)).join(',');
  const rrm = offered.filter((name) => /\brrm\b|\brm-?r1\b/i.test(name));
  values.JUDGE_MODEL = await askJudge(
    [...new Set([...rrm, ...suggested(suggestedJudges), ...values.CANDIDATE_MODELS.split(',')])],
    before.JUDGE_MODEL,
  );
  return values;
}

function placesIn(before: Values): Place[] {
  const names = `${before.CANDIDATE_MODELS ?? ''},${before.JUDGE_MODEL ?? ''}`;
  return [
    ...(before.ANTHROPIC_API_KEY ? (['anthropic'] as const) : []),
    ...(before.HF_TOKEN ? (['hf'] as const) : []),
    ...(/@https?:/.test(names) ? (['server'] as const) : []),
  ];
}

const inWords = async (list: Promise<string[]>): Promise<string[] | string> =>
  list.catch((error) => {
    if (error instanceof ListRefused) return error.message;
    throw error;
  });

async function askPlace(place: Place, before: Values, values: Record<string, string>): Promise<string[]> {
  if (place === 'anthropic') {
    const { secret, opened } = await askSecret('Your key for Anthropic', before.ANTHROPIC_API_KEY, (key) =>
      inWords(listAnthropic(key, before.ANTHROPIC_BASE_URL)),
    );
    values.ANTHROPIC_API_KEY = secret;
    return opened;
  }
  if (place === 'hf') {
    const { secret, opened } = await askSecret(
      'Your token for Hugging Face (it needs "Make calls to Inference Providers")',
      before.HF_TOKEN,
      (token) => inWords(listHuggingFace(token)),
    );
    values.HF_TOKEN = secret;
    return opened;
  }
  let found: string[] = [];
  const address = answered(
    await clack.text({
      message: 'The address of your server; it usually ends in /v1',
      initialValue:
        /@(https?:[^,]+)/.exec(before.JUDGE_MODEL ?? before.CANDIDATE_MODELS ?? '')?.[1] ?? 'http://127.0.0.1:8000/v1',
      async validate(text = '') {
        if (!/^https?:\/\/[^\s@,]+$/.test(text.trim())) return 'It must begin with http:// or https://';
        const secret = secretIn(text.trim());
        if (secret) return `It ${secret}; a key belongs in MODEL_SERVER_KEY.`;
        const list = await inWords(listServer(text.trim(), before.MODEL_SERVER_KEY));
        if (typeof list === 'string') return list;
        found = list;
      },
    }),
  ).trim();
  return found.length > 0 ? found : [nameOnServer(await askName(address), address)];
}

const askName = async (address: string): Promise<string> =>
  answered(
    await clack.text({
      message: `${address} does not say which models it has. What is the name of yours?`,
      validate: (text = '') => (/^[^\s@,?#]+$/.test(text) ? undefined : 'It must be one name, without spaces.'),
    }),
  );

async function askWriters(offered: readonly string[], chosen: readonly string[]): Promise<string[]> {
  const options = offered.map((value) => ({ value, label: value }));
  const before = chosen.filter((name) => offered.includes(name));
  const [first = ''] = offered;
  return answered(
    await clack.autocompleteMultiselect<string>({
      message:
        'Which models write answers? Different ones make different answers. (Type to search, Tab chooses, Enter goes on)',
      options,
      initialValues: before.length > 0 ? before : [first],
      required: true,
      maxItems: 10,
    }),
  );
}

async function askJudge(offered: readonly string[], before: string | undefined): Promise<string> {
  const OTHER = '';
  const names = [...new Set([...(before ? [before] : []), ...offered])];
  const chosen = answered(
    await clack.select<string>({
      message:
        'Which model judges? Reward Reasoning Models (RRM) are made for it; any chat model that thinks can do it.',
      options: [
        ...names.map((value) => ({ value, label: value })),
        { value: OTHER, label: 'Another one: I type its name' },
      ],
      ...(names[0] ? { initialValue: names[0] } : {}),
      maxItems: 10,
    }),
  );
  if (chosen !== OTHER) return chosen;
  return answered(
    await clack.text({
      message: 'The judge, as vendor:model or vendor:model@where',
      placeholder: 'hf:Reward-Reasoning/RRM-7B@http://127.0.0.1:8000/v1',
      validate(text = '') {
        try {
          parseModelName(text.trim());
        } catch (error) {
          return (error as Error).message;
        }
      },
    }),
  ).trim();
}
