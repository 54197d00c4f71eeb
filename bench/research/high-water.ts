import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Resets the kernel's high-water mark, because loading the modules can peak higher than the work. */
export function resetPeak(): void {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
}

/**
 * Peak resident memory in MiB, by the kernel's high-water mark.
 * maxRSS is no use here: a forked process inherits its parent's.
 */
export const peakMiB = (): number => peakOf('self') ?? process.resourceUsage().maxRSS / 1024;

/** The same of another process. null when it has ended, or there is no /proc. */
export function peakOf(pid: number | 'self'): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found && Number(found[1]) / 1024;
  } catch {
    return null;
  }
}
