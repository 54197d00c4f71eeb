import { z } from 'zod';
import { unnamed } from './exact-numbers.ts';

/**
 * The name of an item, a cluster, a rater or a label: a text, a number or a boolean. Any other value would
 * make several names equal.
 */
export const nameField = z
  .union([z.string().min(1), z.number(), z.bigint(), z.boolean()], { error: ({ input }) => unnamed(input) })
  .transform(String);
