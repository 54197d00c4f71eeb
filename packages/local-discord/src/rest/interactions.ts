import type { State, StoredMessage } from '../discord-state.ts';
import { acknowledge, byToken, type Callback, editResponse, followUp, messageOf } from '../interaction-responses.ts';
import { deleteMessage } from '../message-store.ts';
import { CALLBACK } from '../pending-interaction.ts';
import type { SchemaName } from '../schema-check.ts';
import type { Route } from './route.ts';

/** The schema that a callback of this type must fit. */
export const schemaOf = (body: unknown): SchemaName => {
  switch ((body as { type?: unknown } | undefined)?.type) {
    case CALLBACK.deferUpdate:
    case CALLBACK.update:
      return 'UpdateMessageInteractionCallbackRequestSchema';
    case CALLBACK.choices:
      return 'ApplicationCommandAutocompleteCallbackRequestSchema';
    case CALLBACK.modal:
      return 'ModalInteractionCallbackRequestSchema';
    default:
      return 'CreateMessageInteractionCallbackRequestSchema';
  }
};

/** The callback of an interaction, and its webhook while the token is valid. */
export function interactionRoutes(route: Route, state: State): void {
  route(
    'POST',
    '/interactions/:id/:token/callback',
    ({ param, query, body, uploads }) => {
      const shown = acknowledge(state, param('id'), param('token'), (body ?? {}) as Callback, uploads);
      return query('with_response') === 'true' ? { shown, body: response(state, param('token'), shown) } : { shown };
    },
    { schema: schemaOf, isInteractions: true },
  );
  route(
    'POST',
    '/webhooks/:app/:token',
    ({ param, form, uploads }) => {
      const shown = followUp(state, byToken(state, param('token')), form, uploads);
      return { body: shown.message, shown };
    },
    { schema: 'IncomingWebhookInteractionRequestSchema', isInteractions: true },
  );

  const path = '/webhooks/:app/:token/messages/:message';
  route(
    'GET',
    path,
    ({ param }) => ({ body: messageOf(state, byToken(state, param('token')), param('message')).message }),
    { isInteractions: true },
  );
  route(
    'PATCH',
    path,
    ({ param, form, uploads }) => {
      const shown = editResponse(state, byToken(state, param('token')), param('message'), form, uploads);
      return { body: shown.message, shown };
    },
    { schema: 'IncomingWebhookUpdateRequestPartialSchema', isInteractions: true },
  );
  route(
    'DELETE',
    path,
    ({ param }) => {
      const pending = byToken(state, param('token'));
      const stored = messageOf(state, pending, param('message'));
      deleteMessage(state, stored);
      if (stored.thinking) pending.onWithdrawn();
      return {};
    },
    { isInteractions: true },
  );
}

/** The body that a callback with `?with_response=true` gets. */
function response(state: State, token: string, shown: StoredMessage | null): object {
  const pending = state.interactions.get(token);
  return {
    interaction: {
      id: pending?.id,
      type: pending?.type,
      ...(shown
        ? {
            response_message_id: shown.message.id,
            response_message_ephemeral: shown.onlyFor !== null,
            response_message_loading: shown.thinking,
          }
        : {}),
    },
    resource: { type: pending?.acknowledged, ...(shown ? { message: shown.message } : {}) },
  };
}
