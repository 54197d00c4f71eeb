/** A component as a bot sends it. Its fields depend on its type. */
export interface Part {
  type: number;
  id?: number | null;
  custom_id?: string | null;
  content?: string;
  label?: string | null;
  style?: number;
  url?: string | null;
  sku_id?: string | null;
  emoji?: object | null;
  disabled?: boolean | null;
  required?: boolean | null;
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  default_values?: unknown[] | null;
  options?: { label: string; value: string; default?: boolean | null }[];
  channel_types?: number[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
  file?: { url: string };
  media?: { url: string };
  items?: { media: { url: string } }[];
}

/** These components and all that are nested in them, in the order in which Discord counts them. */
export const flatten = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [part, ...flatten(childrenOf(part))]);

const childrenOf = ({ components = [], accessory, component }: Part): Part[] => [
  ...components,
  ...(accessory ? [accessory] : []),
  ...(component ? [component] : []),
];

/** Gives every component without an id the next free number, depth first. The id 0 counts as none. */
export function numbered(parts: readonly Part[]): Part[] {
  const taken = new Set(flatten(parts).map(({ id }) => id));
  let last = 0;
  const next = () => {
    do last++;
    while (taken.has(last));
    return last;
  };
  const number = (part: Part): Part => ({
    ...part,
    id: part.id || next(),
    ...(part.components ? { components: part.components.map(number) } : {}),
    ...(part.accessory ? { accessory: number(part.accessory) } : {}),
    ...(part.component ? { component: number(part.component) } : {}),
  });
  return parts.map(number);
}
