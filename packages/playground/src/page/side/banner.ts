import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { changed, state } from '../state.ts';
import { w } from '../words/words.ts';

/** Says by name who writes and who judges, so that nobody takes practice models for real ones. */
export function banner() {
  const about = state.hello?.banner;
  if (state.connection === 'lost') {
    return html`<div class="banner is-lost" role="alert" data-testid="lost">${w().lost}</div>`;
  }
  if (!about || state.bannerClosed) return nothing;
  const all = `${about.models.join(', ')} · judge: ${about.judge}`;
  const [writers, judge] = [about.models.some(isPractice), isPractice(about.judge)];
  const names = listed().format([...new Set(about.models.map(shortName))]);
  const several = about.models.length > 1;
  return html`<aside class="banner ${about.practice ? 'is-practice' : ''}" aria-label=${w().whichModels} data-testid="banner" title=${all}>
    ${icons.flask}
    <span>${writers ? w().practiceWrites(names, several) : w().realWrites(names, several)}${
      about.models.every((model) => model === about.judge)
        ? w().judgesItself()
        : judge
          ? w().practiceJudges()
          : w().realJudges(shortName(about.judge))
    }</span>
    <button type="button" class="icon-button" aria-label=${w().closeNote} @click=${close}>${icons.cross}</button>
  </aside>`;
}

const listed = () => new Intl.ListFormat(state.language, { type: 'conjunction' });

const isPractice = (model: string) => /^[a-z]+:practice-/.test(model);

/** A model's name without its vendor, its address and `practice-`. */
const shortName = (model: string) => model.replace(/^[a-z]+:(?:practice-)?/, '').replace(/@.*$/, '');

function close(): void {
  state.bannerClosed = true;
  changed();
}
