const GIB = 1024 ** 3;

/** A machine, and what its operator said. */
export interface Where {
  /** ROLE, or `--role`. Absent: nobody named one. */
  role: string | undefined;
  /** METRICS_PORT. null: none. */
  metricsPort: number | null;
  cores: number;
  /** Bytes that this process and its children may use. */
  memory: number;
}

/**
 * Whether `start` runs gateway and worker as two processes, so that no person waits for an ask's work. Not
 * where a role is named, not on one core, and not below 1.5 GiB, as two processes take about twice the
 * memory. Not with a port for metrics either: two processes cannot share one, and nothing may vanish from it
 * unnoticed.
 */
export const runsTwo = ({ role, metricsPort, cores, memory }: Where): boolean =>
  !role?.trim() && metricsPort === null && cores >= 2 && memory >= 1.5 * GIB;
