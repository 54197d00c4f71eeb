import type { ModelPicture } from './model.ts';

/** Claude makes a picture smaller until it takes no more than this. Other vendors take less. */
const LEAST_BOUND = 4784;
/** Qwen's models make a picture smaller until it has no more patches than this. */
const MOST_PATCHES = 16_384;
/** Anthropic's rule of thumb. Its patches, and Qwen's, have 28 × 28 = 784 pixels. */
const PIXELS_A_TOKEN = 750;

/**
 * An upper bound of the tokens of a picture.
 * Sources: platform.claude.com/docs/en/build-with-claude/vision, and `max_pixels` in Qwen2.5-VL's
 * preprocessor_config.json, November 2026.
 */
export const mostPictureTokens = ({ width, height }: Pick<ModelPicture, 'width' | 'height'>): number =>
  Math.max(LEAST_BOUND, Math.min(MOST_PATCHES, Math.ceil((width * height) / PIXELS_A_TOKEN)));
