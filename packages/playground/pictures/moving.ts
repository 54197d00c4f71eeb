import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

/** Takes frames of a page and joins them into one moving WebP. */
export interface Moving {
  /** Takes a frame that stays for so many milliseconds. */
  frame(page: Page, stays: number): Promise<void>;
  /** Writes the picture. @throws when img2webp is not there. */
  write(path: string): Promise<void>;
}

/** Frames stand in a folder of their own until the picture is written. */
export async function openMoving(): Promise<Moving> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-frames-'));
  const frames: { path: string; stays: number }[] = [];
  return {
    async frame(page, stays) {
      const path = join(folder, `${frames.length}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'initial' });
      frames.push({ path, stays });
    },
    async write(path) {
      const each = frames.flatMap((frame) => ['-d', String(frame.stays), frame.path]);
      await promisify(execFile)('img2webp', ['-loop', '0', '-lossy', '-q', '60', '-m', '6', ...each, '-o', path]);
      await rm(folder, { recursive: true });
    },
  };
}
