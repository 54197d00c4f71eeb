import { shareRoom } from '../share-room.ts';

/**
 * An estimate of tokens, rather too high: a third of a token for an ASCII character, one for a digit (Qwen's
 * tokenizer, which RRM has, takes each by itself) and one for any other character.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    tokens += code >= 128 || (code >= 48 && code <= 57) ? 1 : 1 / 3;
  }
  return Math.ceil(tokens);
}

export interface Shortened {
  texts: string[];
  /** Whether anything was cut. */
  cut: boolean;
}

const GAP = '\n\n[… shortened in the middle …]\n\n';

/**
 * Shortens texts to `roomTokens` together. Those that are too long lose their middle, all of them down to the
 * same length.
 */
export function shortenEvenly(texts: readonly string[], roomTokens: number): Shortened {
  const shares = shareRoom(texts.map(estimateTokens), Math.max(0, roomTokens));
  const shortened = texts.map((text, i) => cutMiddle(text, shares[i] ?? 0));
  return { texts: shortened, cut: shortened.some((text, i) => text !== texts[i]) };
}

/**
 * The beginning and the end of a text in at most `tokens`: openings say what it is about, endings what it
 * concludes.
 */
function cutMiddle(text: string, tokens: number): string {
  const whole = estimateTokens(text);
  if (whole <= tokens) return text;
  let keep = Math.max(0, Math.floor((text.length * (tokens - estimateTokens(GAP))) / whole));
  for (;;) {
    const half = Math.floor(keep / 2);
    const cut = half > 0 ? `${text.slice(0, half)}${GAP}${text.slice(-half)}`.toWellFormed() : GAP.trim();
    if (half <= 0 || estimateTokens(cut) <= tokens) return cut;
    keep = Math.floor(keep * 0.9);
  }
}
