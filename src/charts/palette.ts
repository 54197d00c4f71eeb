/**
 * Colours of the pictures for Discord. They have a dark background of their own, so that they read in both
 * themes. Winners are blue and losers orange, which people with red-green colour blindness can tell apart. No
 * colour says anything that a word or a number does not say too.
 */
export const palette = {
  ground: '#1e1f22',
  panel: '#2b2d31',
  line: '#4e5058',
  text: '#f2f3f5',
  muted: '#b5bac1',
  won: '#4a90d9',
  wonNarrowly: '#35608f',
  lost: '#c0713a',
  lostNarrowly: '#7d5136',
  even: '#5c5f66',
  pick: '#f0b232',
  people: '#4fc3a1',
} as const;

export const FONT = 'Inter';
