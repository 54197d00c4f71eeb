/** The buttons of `/privacy`. `delete` asks for confirmation, `erase` deletes. */
export const privacyActs = ['panel', 'mine', 'export', 'delete', 'erase', 'join', 'leave'] as const;
export type PrivacyAct = (typeof privacyActs)[number];
