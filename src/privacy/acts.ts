/** What the buttons of `/privacy` do. `delete` asks once more, `erase` does it. */
export const privacyActs = ['panel', 'mine', 'export', 'delete', 'erase', 'join', 'leave'] as const;
export type PrivacyAct = (typeof privacyActs)[number];
