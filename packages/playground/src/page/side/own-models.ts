import { html, nothing, type TemplateResult } from 'lit';
import { smallModel } from '../../../../../src/models/small-model.ts';
import { act } from '../act.ts';
import type { Act, Choice, ModelsState, NearServer } from '../protocol.ts';
import { changed, state } from '../state.ts';
import { w } from '../words/words.ts';

/** Offers the models of this machine. Nothing is sent to them before a click. */
export function ownModels() {
  const { models } = state;
  // Whoever named models in .env has chosen already.
  if (!models || (!models.banner.practice && !isChosen(models))) return nothing;
  return html`<section class="own-models" data-testid="own-models" aria-label=${w().realModels}>
    <h3 class="guide-title">${w().realModels}</h3>
    ${models.near.length > 0 ? offer(models) : howToHaveOne()}
    <p role="status">${models.changing ? w().startsAgain : ''}</p>
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
  return html`<p>${w().runsHere(near.map((server) => server.name).join(', '), near.length > 1)}</p>
    ${
      options.length > 1
        ? html`<label class="own-model">${w().model} <select data-testid="own-model" @change=${mark}>${options.map(
            (option) => html`<option value=${option.name} ?selected=${option === marked}>${option.label}</option>`,
          )}</select></label>`
        : html`<p><b class="own-name">${marked?.label}</b></p>`
    }
    <div class="own-buttons">
      ${button(w().writeAndJudge, 'use-both', { writes: name, judges: name })}
      ${button(w().letWrite, 'use-writer', { ...chosen, writes: name })}
      ${button(w().letJudge, 'use-judge', { ...chosen, judges: name })}
      ${isChosen(models) ? button(w().asBefore, 'use-none', { writes: null, judges: null }) : nothing}
    </div>
    ${isChosen(models) ? html`<p>${w().toKeepIt()}</p><pre class="own-lines" tabindex="0" aria-label=${w().linesForEnv}>${linesOf(chosen).join('\n')}</pre>` : nothing}`;
}

const linesOf = ({ writes, judges }: Choice): string[] => [
  ...(writes === null ? [] : [`CANDIDATE_MODELS=${writes}`]),
  ...(judges === null ? [] : [`JUDGE_MODEL=${judges}`]),
];

function howToHaveOne(): TemplateResult {
  const commands = (all: readonly string[]) => html`<pre class="own-lines" tabindex="0">${all.join('\n')}</pre>`;
  return html`<p>${w().noServerFound}</p>
    <details><summary>${w().twoCommands}</summary>
      <p>${w().withOllama}</p>${commands(smallModel.ollama)}
      <p>${w().withLlamaCpp}</p>${commands(smallModel.llamaCpp)}
    </details>
    <button type="button" class="button secondary small" data-testid="look-near" @click=${() => void send({ kind: 'look-near' })}>${w().lookAgain}</button>`;
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
