import { html, type nothing, type TemplateResult } from 'lit';
import { slash } from '../command-labels.ts';
import { offerCommand, openCommand } from '../composer/actions.ts';
import { emojiView, withEmoji } from '../emoji.ts';
import { state } from '../state.ts';
import { fullTime, writeTimestamp } from '../time.ts';
import { w } from '../words/words.ts';
import { type MarkdownNode, parseMarkdown } from './parse.ts';

type View = TemplateResult | string | typeof nothing | (TemplateResult | string)[];

/**
 * Renders Discord's Markdown. Text only becomes text nodes, so that nobody can inject HTML.
 * White space is significant inside, so each template is on one line.
 */
export const markdown = (text: string) => html`<div class="markdown">${viewAll(parseMarkdown(text))}</div>`;

const viewAll = (nodes: MarkdownNode['content']): View[] | string =>
  typeof nodes === 'string' ? nodes : (nodes ?? []).map(view);

function view(node: MarkdownNode): View {
  const inside = () => viewAll(node.content);
  switch (node.type) {
    case 'text':
      return withEmoji(String(node.content));
    case 'twemoji':
      return emojiView(String(node.name));
    case 'br':
    case 'newline':
      return html`<br />`;
    case 'em':
      return html`<em>${inside()}</em>`;
    case 'strong':
      return html`<strong>${inside()}</strong>`;
    case 'underline':
      return html`<u>${inside()}</u>`;
    case 'strikethrough':
      return html`<s>${inside()}</s>`;
    case 'inlineCode':
      return html`<code>${inside()}</code>`;
    case 'codeBlock':
      return html`<pre tabindex="0"><code>${inside()}</code></pre>`;
    case 'blockQuote':
      return html`<blockquote>${inside()}</blockquote>`;
    case 'subtext':
      return html`<small>${inside()}</small>`;
    case 'heading':
      return html`<div class="heading level-${node.level}" role="heading" aria-level="4">${inside()}</div>`;
    case 'spoiler':
      return html`<span class="spoiler" role="button" tabindex="0" aria-label=${w().spoiler} @click=${reveal} @keydown=${revealByKey}><span>${inside()}</span></span>`;
    case 'list':
      return listView(node);
    case 'link':
    case 'url':
    case 'autolink':
      return link(String(node.target), inside());
    case 'timestamp':
      return timestamp(Number(node.timestamp), String(node.format ?? 'f'));
    default:
      return mention(node);
  }
}

function listView({ ordered, start, items }: MarkdownNode): View {
  const lines = (items as { content: MarkdownNode[] }[]).map(
    ({ content }) => html`<li>${example(content) ?? viewAll(content)}</li>`,
  );
  return ordered ? html`<ol start=${Number(start)}>${lines}</ol>` : html`<ul>${lines}</ul>`;
}

/**
 * A line that is one of the suggested questions, as a button that asks it.
 * @returns null for any other line
 */
function example(content: MarkdownNode[]): View | null {
  const line = content
    .map((node) => (node.type === 'text' ? String(node.content) : '\n'))
    .join('')
    .trim();
  if (!state.hello?.examples.includes(line)) return null;
  return html`<button type="button" class="example" data-testid="known-question" @click=${() => offerCommand(line)}>${line}</button>`;
}

/** Links http and https, as Discord does. Everything else stays text. */
const link = (target: string, inside: View[] | string): View =>
  /^https?:\/\//i.test(target)
    ? html`<a href=${target} target="_blank" rel="noopener noreferrer">${inside}</a>`
    : html`<span>${inside}</span>`;

const timestamp = (unix: number, style: string): View =>
  html`<time class="timestamp" data-unix=${unix} data-style=${style} title=${fullTime(unix * 1000)} .textContent=${writeTimestamp(unix, style, Date.now())}></time>`;

function mention(node: MarkdownNode): View {
  if (node.type === 'slashCommand') return commandMention(String(node.fullName));
  const id = String(node.id ?? '');
  const said = {
    user: () =>
      `@${state.hello?.people.find((person) => person.id === id)?.name ?? (id === state.hello?.applicationId ? 'Tribunal' : 'unknown-user')}`,
    channel: () => `#${state.hello?.channels.find((channel) => channel.id === id)?.name ?? 'unknown'}`,
    role: () => '@role',
    everyone: () => '@everyone',
    here: () => '@here',
    emoji: () => `:${node.name}:`,
    guildNavigation: () => 'Server guide',
  }[node.type];
  return html`<span class="mention">${said?.() ?? String(node.content ?? '')}</span>`;
}

/** A command that can be pressed, by the name that the member's client shows. */
const commandMention = (name: string): View =>
  html`<button type="button" class="mention" data-testid="command-mention" @click=${() => openCommand(name)}>${slash(name)}</button>`;

const reveal = (event: Event) => (event.currentTarget as HTMLElement).classList.add('is-open');
const revealByKey = (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  reveal(event);
};
