import { html, nothing, type TemplateResult } from 'lit';
import { smallModel } from '../../../../../src/models/small-model.ts';
import { act } from '../act.ts';
import type { Act, Choice, ModelsState, NearServer } from '../protocol.ts';
import { changed, state } from '../state.ts';

/** Offers the models of this machine. Nothing is sent to them before a click. */
export function ownModels() {
  const { models } = state;
  // Whoever named models in .env has chosen already.
  if (!models || (!models.banner.practice && !isChosen(models))) return nothing;
  return html`<section class="own-models" data-testid="own-models" aria-label="Real models on this machine">
    <h3 class="guide-title">Real models on this machine</h3>
    ${models.near.length > 0 ? offer(models) : howToHaveOne()}
    <p role="status">${models.changing ? 'The bot starts again with these models …' : ''}</p>
    ${models.problem ? html`<p role="alert">${models.problem}</p>` : nothing}
  </section>`;
}

const isChosen = ({ chosen }: ModelsState) => chosen.writes !== null || chosen.judges !== null;

interface Option {
  /** As a setting has it. */
  name: string;
  label: string;
}

const optionsOf = (near: readonly NearServer[]): Option[] =>
  near.flatMap(({ name, address, models }) =>
    models.map((model) => ({ name: `hf:${model}@${address}`, label: near.length > 1 ? `${model} (${name})` : model })),
  );

function offer(models: ModelsState): TemplateResult {
  const { near, changing, chosen } = models;
  const options = optionsOf(near);
  const marked = options.find(({ name }) => name === state.markedModel) ?? options[0];
  const name = marked?.name ?? null;
  const button = (label: string, testId: string, choice: Choice) =>
    html`<button type="button" class="button secondary small" data-testid=${testId} ?disabled=${changing} @click=${() => void send({ kind: 'use-models', ...choice })}>${label}</button>`;
  return html`<p>${near.map((server) => server.name).join(', ')} ${near.length > 1 ? 'run' : 'runs'} here. Only the list of models was asked for. With your yes, questions go there.</p>
    ${
      options.length > 1
        ? html`<label class="own-model">Model <select data-testid="own-model" @change=${mark}>${options.map(
            (option) => html`<option value=${option.name} ?selected=${option === marked}>${option.label}</option>`,
          )}</select></label>`
        : html`<p><b class="own-name">${marked?.label}</b></p>`
    }
    <div class="own-buttons">
      ${button('Let it write and judge', 'use-both', { writes: name, judges: name })}
      ${button('Let it write', 'use-writer', { ...chosen, writes: name })}
      ${button('Let it judge', 'use-judge', { ...chosen, judges: name })}
      ${isChosen(models) ? button('As before', 'use-none', { writes: null, judges: null }) : nothing}
    </div>
    ${isChosen(models) ? html`<p>To keep it, put this into <code>.env</code>:</p><pre class="own-lines" tabindex="0" aria-label="Lines for .env">${linesOf(chosen).join('\n')}</pre>` : nothing}`;
}

const linesOf = ({ writes, judges }: Choice): string[] => [
  ...(writes === null ? [] : [`CANDIDATE_MODELS=${writes}`]),
  ...(judges === null ? [] : [`JUDGE_MODEL=${judges}`]),
];

function howToHaveOne(): TemplateResult {
  const commands = (all: readonly string[]) => html`<pre class="own-lines" tabindex="0">${all.join('\n')}</pre>`;
  return html`<p>No model server was found. For real answers to your own questions, a small model takes two commands and 2.5 GB, and no account.</p>
    <details><summary>The two commands</summary>
      <p>With Ollama, in two terminals:</p>${commands(smallModel.ollama)}
      <p>Or with llama.cpp:</p>${commands(smallModel.llamaCpp)}
    </details>
    <button type="button" class="button secondary small" data-testid="look-near" @click=${() => void send({ kind: 'look-near' })}>Look again</button>`;
}

function mark(event: Event): void {
  state.markedModel = (event.target as HTMLSelectElement).value;
  changed();
}

async function send(what: Act): Promise<void> {
  const result = await act(what);
  if (!result.ok && state.models) state.models = { ...state.models, problem: result.problem };
  changed();
}
