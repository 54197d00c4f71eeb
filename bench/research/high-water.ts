import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Loading the modules can peak higher than the work does: the mark begins anew here. */
export function resetPeak(): void {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
}

/** MiB. maxRSS would remember the parent's memory, across fork and exec; the kernel's own high-water mark does not. */
export function peakMiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}
