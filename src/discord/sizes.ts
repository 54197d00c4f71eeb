/** Discord's limits, each once. Source: Discord's API documentation, resources/message and components/reference. */
export const limits = {
  /** All text displays of a message together; not in Discord's documentation, but enforced. */
  textTotal: 4000,
  /** Components of a message, nested ones included. */
  components: 40,
  customId: 100,
  buttonLabel: 80,
  buttonsPerRow: 5,
  autocompleteChoices: 25,
  choiceName: 100,
  /** Label, value or description of a menu's option. */
  optionText: 100,
  /** Description of a picture in a gallery. */
  altText: 1024,
  /** A slash option of type string. */
  optionLength: 6000,
  /** Bytes of one file, where the server has no boosts. */
  fileBytes: 10 * 1024 * 1024,
  filesPerMessage: 10,
  /** An interaction's webhook, in milliseconds. */
  tokenLife: 15 * 60_000,
} as const;
