import {
  ApplicationCommandType,
  ApplicationCommandOptionType as Option,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

const slash = (name: string, description: string, options: object[] = []) =>
  ({ type: ApplicationCommandType.ChatInput, name, description, options }) as RESTPostAPIApplicationCommandsJSONBody;

export const commandData: RESTPostAPIApplicationCommandsJSONBody[] = [
  slash('ask', 'Get several answers, let a reasoning judge pick the best one, and vote on its choice', [
    {
      type: Option.String,
      name: 'prompt',
      description: 'Your question',
      required: true,
      min_length: 1,
      max_length: 300,
    },
    {
      type: Option.Integer,
      name: 'candidates',
      description: 'How many replies are written',
      min_value: 2,
      max_value: 16,
    },
    {
      type: Option.String,
      name: 'effort',
      description: 'How hard the judge may think',
      choices: ['quick', 'standard', 'deep'].map((name) => ({ name, value: name })),
    },
    { type: Option.Attachment, name: 'file', description: 'A text file' },
    { type: Option.Boolean, name: 'private', description: 'Show the answer to you alone' },
  ]),
  slash('find', 'Find a question', [
    { type: Option.String, name: 'ask', description: 'Some of its words', required: true, autocomplete: true },
  ]),
  slash('gallery', 'Show one of everything'),
  {
    ...slash('say', 'Say this', [{ type: Option.String, name: 'text', description: 'What to say', required: true }]),
    name_localizations: { de: 'sag' },
    description_localizations: { de: 'Das sagen' },
  } as RESTPostAPIApplicationCommandsJSONBody,
  slash('silent', 'Never answer'),
  slash('think', 'Think and never say'),
  {
    type: ApplicationCommandType.Message,
    name: 'Judge’s reasoning',
    default_member_permissions: PermissionFlagsBits.ManageMessages.toString(),
  },
];

export const agreement = slash('agreement', 'How often people and the judge agree');
