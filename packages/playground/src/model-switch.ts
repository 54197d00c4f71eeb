import { explain } from '../../../src/cli/explain.ts';
import { nameOnServer } from '../../../src/models/names.ts';
import { type NearServer, serversNear } from '../../../src/models/servers-near.ts';
import type { Banner, Choice, ModelsState } from './page/protocol.ts';

/** Which models answer, changed while the playground runs. */
export interface ModelSwitch {
  state(): ModelsState;
  /** Listens to changes of the state. @returns a function that stops listening. */
  onChange(listener: () => void): () => void;
  /** Looks for model servers again. */
  look(): Promise<void>;
  /**
   * Starts the bot anew with these models. Where that fails, the earlier ones answer on.
   * @throws for a model that was not found, and while models are being changed
   */
  use(choice: Choice): Promise<void>;
}

const ofTheStart: Choice = { writes: null, judges: null };

/**
 * @param options.ports where to look for model servers; nothing but lists of models is asked for there
 * @param options.restart starts the bot with these models, after it has stopped the one that runs
 */
export async function openModelSwitch({
  ports,
  restart,
}: {
  ports: readonly number[];
  restart: (choice: Choice) => Promise<Banner>;
}): Promise<ModelSwitch> {
  const listeners = new Set<() => void>();
  let near: readonly NearServer[] = [];
  const look = async () => {
    near = await serversNear(ports);
  };
  const [banner] = await Promise.all([restart(ofTheStart), look()]);
  let state: ModelsState = { banner, near, changing: false, problem: null, chosen: ofTheStart };
  const change = (next: Partial<ModelsState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const isFound = (name: string | null) =>
    name === null || near.some(({ address, models }) => models.some((model) => nameOnServer(model, address) === name));

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async look() {
      await look();
      change({ near });
    },
    async use({ writes, judges }) {
      if (state.changing) throw new Error('The models are being changed. Wait a moment.');
      if (!isFound(writes) || !isFound(judges))
        throw new Error('This model was not found on this machine. Look again.');
      const chosen = { writes, judges };
      change({ changing: true, problem: null });
      try {
        change({ banner: await restart(chosen), changing: false, chosen });
      } catch (error) {
        const problem = explain(error) ?? 'The bot did not start with these models.';
        // If the earlier models fail too, the page says so, and the next choice starts the bot again.
        const again = await restart(state.chosen).catch(() => state.banner);
        change({ banner: again, changing: false, problem });
      }
    },
  };
}
