/**
 * Discord's limits, in one place. Source: Discord's API documentation, resources/message and
 * components/reference.
 */
export const limits = {
  /**
   * Characters in all text displays of a message together. Enforced, though Discord's documentation does not
   * say so.
   */
  textTotal: 4000,
  /** Components in a message, nested ones included. */
  components: 40,
  customId: 100,
  buttonLabel: 80,
  buttonsPerRow: 5,
  autocompleteChoices: 25,
  choiceName: 100,
  /** Characters of a select option's label, value or description. */
  optionText: 100,
  /** Characters of a picture's alt text. */
  altText: 1024,
  /** Characters of a string option of a slash command. */
  optionLength: 6000,
  /** Bytes of one file, on a server without boosts. */
  fileBytes: 10 * 1024 * 1024,
  filesPerMessage: 10,
  /** How long an interaction's token is used, in milliseconds: a little less than it is valid. */
  tokenUse: 15 * 60_000 - 15_000,
} as const;
