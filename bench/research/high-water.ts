import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Resets the kernel's high-water mark, because loading the modules can peak higher than the work. */
export function resetPeak(): void {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
}

/**
 * Peak resident memory in MiB, by the kernel's high-water mark.
 * maxRSS is no use here: a forked process inherits its parent's.
 */
export function peakMiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}
