import {
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType as C,
  type InteractionReplyOptions,
  MessageFlags,
} from 'discord.js';

const text = (content: string): APIComponentInContainer => ({ type: C.TextDisplay, content });
const line = (): APIComponentInContainer => ({ type: C.Separator, divider: true, spacing: 1 });
const container = (accent: number, components: APIComponentInContainer[]): APIContainerComponent => ({
  type: C.Container,
  accent_color: accent,
  components,
});
const button = (
  label: string,
  id: string,
  style: ButtonStyle.Primary | ButtonStyle.Secondary = ButtonStyle.Secondary,
) => ({ type: C.Button, style, label, custom_id: id }) as const;

/** A row with one button, as the bot puts it below an answer for one person. */
export const buttonRow = (label: string, id: string) => ({
  type: C.ActionRow as const,
  components: [button(label, id)],
});

export const stage = (prompt: string) => [
  container(0x5865f2, [text(`> ${prompt}`), text('**Writing: 2 of 4 replies**\n▰▰▰▱▱▱▱▱▱▱')]),
];

const longAnswer = Array.from({ length: 12 }, (_, n) => `${n + 1}. Light meets the air, part ${n + 1}.`).join('\n');

export function duel(prompt: string): InteractionReplyOptions & { flags: MessageFlags.IsComponentsV2 } {
  const closes = Math.floor(Date.now() / 1000) + 300;
  return {
    flags: MessageFlags.IsComponentsV2,
    files: [{ name: 'answer-b.md', attachment: Buffer.from(longAnswer) }],
    components: [
      container(0xf0b232, [
        text(`> ${prompt}`),
        line(),
        text(
          '### A\nThe air **scatters** short waves of light more than long ones:\n- blue comes from *everywhere*\n- red goes straight on\n  - most of it',
        ),
        line(),
        text('### B\nBecause of `Rayleigh` scattering.\n```py\nintensity = 1 / wavelength ** 4\n```'),
        { type: C.File, file: { url: 'attachment://answer-b.md' } },
        line(),
        text(
          `**Which answer is better?** The judge has chosen too. You see its pick once you have voted, and everybody does at the end of voting (<t:${closes}:R>).`,
        ),
        {
          type: C.ActionRow,
          components: [
            button('A is better', 'vote:page:a', ButtonStyle.Primary),
            button('B is better', 'vote:page:b', ButtonStyle.Primary),
            button('Tie', 'vote:page:tie'),
            button('Both bad', 'vote:page:bad'),
          ],
        },
      ]),
    ],
  };
}

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="#5865f2"/><circle cx="160" cy="90" r="60" fill="#fff"/></svg>';

export const gallery = (): InteractionReplyOptions & { flags: MessageFlags.IsComponentsV2 } => ({
  flags: MessageFlags.IsComponentsV2,
  files: [{ name: 'chart.svg', attachment: Buffer.from(picture) }],
  components: [
    container(0x23a55a, [
      {
        type: C.Section,
        components: [
          { type: C.TextDisplay, content: '## One of everything\nA section with a button, for <@1> and ||nobody||.' },
        ],
        accessory: button('Open the form', 'form'),
      },
      line(),
      { type: C.MediaGallery, items: [{ media: { url: 'attachment://chart.svg' }, description: 'A white disc' }] },
      text('-# Subtext, [a link](https://example.org) and ~~nothing~~.'),
      {
        type: C.ActionRow,
        components: [
          {
            type: C.StringSelect,
            custom_id: 'colour',
            placeholder: 'Choose a colour',
            options: [
              { label: 'Red', value: 'red', description: 'Like a fire' },
              { label: 'Blue', value: 'blue' },
            ],
          },
        ],
      },
      {
        type: C.ActionRow,
        components: [
          button('Never answers', 'dead'),
          { type: C.Button, style: ButtonStyle.Link, label: 'More', url: 'https://example.org/' },
        ],
      },
    ]),
  ],
});

export const form = (): APIModalInteractionResponseCallbackData => ({
  custom_id: 'report',
  title: 'Report an answer',
  components: [
    { type: C.TextDisplay, content: 'Moderators read this. **Be kind.**' },
    {
      type: C.Label,
      label: 'What is wrong?',
      component: {
        type: C.RadioGroup,
        custom_id: 'kind',
        options: [
          { label: 'It is false', value: 'false', description: 'Facts are wrong' },
          { label: 'It is rude', value: 'rude' },
        ],
      },
    },
    {
      type: C.Label,
      label: 'Where',
      component: {
        type: C.StringSelect,
        custom_id: 'where',
        options: [
          { label: 'Answer A', value: 'a' },
          { label: 'Answer B', value: 'b' },
        ],
      },
    },
    {
      type: C.Label,
      label: 'Why',
      description: 'In your own words',
      component: { type: C.TextInput, custom_id: 'why', style: 2, min_length: 3, max_length: 200 },
    },
  ],
});
