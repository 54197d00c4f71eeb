import * as clack from '@clack/prompts';
import { chooseFormat } from '../../judge/choose-format.ts';
import { secretIn } from '../../models/address.ts';
import { ListRefused, listAnthropic, listHuggingFace, listServer } from '../../models/list-models.ts';
import { nameOnServer, parseModelName } from '../../models/names.ts';
import { type NearServer, portsFrom, serversNear } from '../../models/servers-near.ts';
import { smallModelLines } from '../../models/small-model.ts';
import { judgeHint, suggestedCandidates, suggestedJudges } from '../../models/suggested.ts';
import { coldAmong } from '../../models/warmth.ts';
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
  const near = await serversNear(portsFrom(before.LOCAL_MODEL_PORTS));
  if (near.length === 0) clack.note(smallModelLines.join('\n'), 'No model server was found on this machine');
  const at = answered(
    await clack.multiselect<string>({
      message: 'Where do your models run? (Space chooses, Enter goes on)',
      options: [
        ...near.map(nearOption),
        ...(Object.keys(places) as Place[]).map((value) => ({ value: value as string, ...places[value] })),
      ],
      initialValues: placesIn(before, near),
      required: true,
    }),
  );
  const values: Record<string, string> = {};
  const offered: string[] = [];
  for (const place of at) {
    const server = near.find(({ address }) => address === place);
    offered.push(...(server ? namesOn(server) : await askPlace(place as Place, before, values)));
  }
  const ofKeys = (of: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(of).flatMap(([key, names]) => (values[key] ? names : []));
  const writers = [...new Set([...ofKeys(suggestedCandidates), ...offered])];
  const chosen = (before.CANDIDATE_MODELS ?? '').split(',').map((name) => name.trim());
  values.CANDIDATE_MODELS = (await askWriters(writers, chosen)).join(',');
  const made = offered.filter((name) => chooseFormat(name).name !== 'chat');
  const judges = [...new Set([...made, ...ofKeys(suggestedJudges), ...values.CANDIDATE_MODELS.split(',')])];
  values.JUDGE_MODEL = await askJudge(judges, before.JUDGE_MODEL, await coldAmong(judges));
  return values;
}

/** A server that was found. Choosing it is what allows its models to be asked. */
const nearOption = ({ name, address, models }: NearServer) => ({
  value: address,
  label: `${name} on this machine`,
  hint: `${models.slice(0, 3).join(', ')}${models.length > 3 ? ` and ${models.length - 3} more` : ''}`,
});

const namesOn = ({ address, models }: NearServer): string[] => models.map((model) => nameOnServer(model, address));

/** The places of the present settings: addresses of servers that were found, and others. */
function placesIn(before: Values, near: readonly NearServer[]): string[] {
  const names = `${before.CANDIDATE_MODELS ?? ''},${before.JUDGE_MODEL ?? ''}`;
  const known = near.map(({ address }) => address).filter((address) => names.includes(`@${address}`));
  const elsewhere = [...names.matchAll(/@(https?:[^,]+)/g)].filter(([, address = '']) => !known.includes(address));
  return [
    ...known,
    ...(before.ANTHROPIC_API_KEY ? (['anthropic'] as const) : []),
    ...(before.HF_TOKEN ? (['hf'] as const) : []),
    ...(elsewhere.length > 0 ? (['server'] as const) : []),
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

const hinted = (name: string, cold: ReadonlySet<string>) => {
  const hint = judgeHint(name, cold.has(name));
  return hint === undefined ? {} : { hint };
};

async function askJudge(
  offered: readonly string[],
  before: string | undefined,
  cold: ReadonlySet<string>,
): Promise<string> {
  const OTHER = '';
  const names = [...new Set([...(before ? [before] : []), ...offered])];
  const chosen = answered(
    await clack.select<string>({
      message:
        'Which model judges? Some models are made for it; any chat model that thinks can do it. docs/judges.md has figures.',
      options: [
        ...names.map((value) => ({ value, label: value, ...hinted(value, cold) })),
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
