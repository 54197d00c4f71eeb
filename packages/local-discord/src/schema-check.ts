import * as schemas from 'discord-api-spec/zod';
import type { Problem } from './errors.ts';

interface Issue {
  code: string;
  path: readonly PropertyKey[];
  message: string;
  expected?: string;
  minimum?: number;
  maximum?: number;
  values?: readonly unknown[];
  origin?: string;
  /** The issues of each branch of a union. */
  errors?: readonly (readonly Issue[])[];
}

interface Schema {
  safeParse: (value: unknown) => { success: boolean; error?: { issues: readonly Issue[] } };
}

/** Schemas by the names that Discord's own OpenAPI document gives them. */
export type SchemaName =
  | 'ApplicationCommandUpdateRequestSchema'
  | 'ApplicationCommandCreateRequestSchema'
  | 'ApplicationCommandPatchRequestPartialSchema'
  | 'MessageCreateRequestSchema'
  | 'MessageEditRequestPartialSchema'
  | 'CreateTextThreadWithMessageRequestSchema'
  | 'IncomingWebhookInteractionRequestSchema'
  | 'IncomingWebhookUpdateRequestPartialSchema'
  | 'CreateMessageInteractionCallbackRequestSchema'
  | 'UpdateMessageInteractionCallbackRequestSchema'
  | 'ApplicationCommandAutocompleteCallbackRequestSchema'
  | 'ModalInteractionCallbackRequestSchema';

const byName = schemas as unknown as Readonly<Record<SchemaName, Schema>>;

/** Validates a value against one of Discord's schemas. Empty when it fits. */
export function schemaProblems(name: SchemaName, value: unknown): Problem[] {
  const result = byName[name].safeParse(asDocumented(value));
  return (result.error?.issues ?? []).flatMap((issue) => problemsOf(issue, [])).filter(isNoFalseAlarm);
}

/**
 * Rewrites what Discord's documentation allows and its schemas refuse:
 * permission bits as a string, and a number as the id of an attachment.
 */
function asDocumented(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const { default_member_permissions: bits, attachments, data } = value as Record<string, unknown>;
  if (typeof bits !== 'string' && !Array.isArray(attachments) && !data) return value;
  return {
    ...value,
    ...(typeof bits === 'string' ? { default_member_permissions: Number(bits) } : {}),
    ...(Array.isArray(attachments) ? { attachments: attachments.map((a) => ({ ...a, id: String(a?.id) })) } : {}),
    ...(data ? { data: asDocumented(data) } : {}),
  };
}

/** Reports a union by the branch that was probably meant: its `type` fits, and it has the fewest issues. */
function problemsOf(issue: Issue, at: readonly PropertyKey[]): Problem[] {
  const path = [...at, ...issue.path];
  if (issue.code !== 'invalid_union' || !issue.errors) return [toProblem(issue, path)];
  const meant = issue.errors.filter(
    (branch) => !branch.some(({ path: [key, ...rest] }) => key === 'type' && rest.length === 0),
  );
  if (meant.length === 0) return [toProblem({ ...issue, code: 'no_such_type' }, path)];
  const [least = []] = meant.toSorted((a, b) => a.length - b.length);
  return least.flatMap((inner) => problemsOf(inner, path));
}

function toProblem(issue: Issue, path: readonly PropertyKey[]): Problem {
  const [code, message] = worded(issue);
  return { path: path.map((key) => (typeof key === 'number' ? key : String(key))), code, message };
}

function worded({ code, origin, minimum, maximum, values, expected, message }: Issue): [code: string, message: string] {
  const isLength = origin === 'string' || origin === 'array';
  switch (code) {
    case 'too_big':
      return isLength
        ? ['BASE_TYPE_MAX_LENGTH', `Must be ${maximum} or fewer in length.`]
        : ['NUMBER_TYPE_MAX', `Value must be less than or equal to ${maximum}.`];
    case 'too_small':
      return isLength
        ? ['BASE_TYPE_BAD_LENGTH', `Must be ${minimum} or more in length.`]
        : ['NUMBER_TYPE_MIN', `Value must be greater than or equal to ${minimum}.`];
    case 'invalid_value':
      return ['BASE_TYPE_CHOICES', `Value must be one of (${(values ?? []).join(', ')}).`];
    case 'invalid_type':
      return ['BASE_TYPE_REQUIRED', `Must be given as ${expected}.`];
    case 'no_such_type':
      return ['UNION_TYPE_CHOICES', 'A component or option of this type may not stand here.'];
    case 'invalid_format':
      return ['STRING_TYPE_REGEX', 'Not well formed.'];
    default:
      return ['INVALID', message];
  }
}

/** Discord accepts any ISO 8601 timestamp in an embed. The schema wants one that ends in Z. */
const isNoFalseAlarm = ({ path, code }: Problem): boolean =>
  !(path.at(-1) === 'timestamp' && code === 'STRING_TYPE_REGEX');
