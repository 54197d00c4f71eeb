export type {
  Answer,
  Change,
  Faults,
  LocalDiscord,
  Member,
  NewChannel,
  OpenModal,
  OptionValue,
  Person,
  RecordedRequest,
  RefusedRequest,
  Upload,
  Violation,
} from './driver.ts';
export { type LocalDiscordOptions, startLocalDiscord } from './local-discord.ts';
