import { z } from 'zod';
import { createReportOnce } from '../shared/report-once.ts';
import { answersByMethod, bodies, type SlackMethods } from './wire.ts';

/** Reads what Slack sends; what cannot be read is told of once a kind. */
export interface WireReader {
  /** What a call is answered; undefined when that cannot be read. */
  readAnswer<Method extends keyof SlackMethods>(method: Method, answer: unknown): SlackMethods[Method] | undefined;
  /** What Slack tells, as it came but for what cannot be read in its lists; undefined when no more of it can be read. */
  readBody<Body extends object>(body: Body): Body | undefined;
}

/** Begins with nothing told of. */
export function createWireReader(reportError: (error: unknown) => void): WireReader {
  const reportOnce = createReportOnce('Slack', reportError);
  const read = <Output, Raw>(kind: string, schema: z.ZodType<Output>, raw: Raw) => {
    const whole = schema.safeParse(raw);
    if (whole.success) return { data: whole.data, kept: raw };
    reportOnce(kind, whole.error);
    const kept = withoutItems(raw, whole.error.issues);
    const rest = schema.safeParse(kept);
    return rest.success ? { data: rest.data, kept } : undefined;
  };
  return {
    readAnswer: (method, answer) => read(method, answersByMethod[method], answer)?.data,
    readBody(body) {
      const kind = kindOf(body);
      const schema = Object.hasOwn(bodies, kind) ? bodies[kind] : undefined;
      return schema === undefined ? body : read(kind, schema, body)?.kept;
    },
  };
}

/** What is told whoever waits for an answer to what could not be read. */
export function answerToUnreadable(unreadable: object): unknown {
  const problem = 'Slack sent this in a form that the desk could not read. Please try again.';
  const kind = kindOf(unreadable);
  if (kind === 'command') return { response_type: 'ephemeral', text: problem };
  if (kind !== 'view_submission') return undefined;
  // A modal that has no field to say it at is closed.
  const [fieldId] = Object.keys(fieldsOf.safeParse(unreadable).data?.view.state.values ?? {});
  return fieldId === undefined ? undefined : { response_action: 'errors', errors: { [fieldId]: problem } };
}

const fieldsOf = z.object({ view: z.object({ state: z.object({ values: z.looseObject({}) }) }) });

const typed = z.object({ type: z.string() });

/** An event's own type, `command`, or the type of another interaction; empty for what says no such thing. */
function kindOf(body: object): string {
  if ('command' in body) return 'command';
  const type = typed.safeParse(body).data?.type ?? '';
  if (type !== 'event_callback' || !('event' in body)) return type;
  return typed.safeParse(body.event).data?.type ?? type;
}

/** A copy without the items of lists that something is wrong with; the same where something else is wrong as well. */
function withoutItems<Raw>(raw: Raw, issues: readonly z.core.$ZodIssue[]): Raw {
  const copy = structuredClone(raw);
  const lists = new Set<unknown[]>();
  for (const { path } of issues) {
    const at = path.findLastIndex((step) => typeof step === 'number');
    const list = path.slice(0, Math.max(at, 0)).reduce<unknown>(stepInto, copy);
    if (!Array.isArray(list)) return raw;
    delete list[Number(path[at])];
    lists.add(list);
  }
  for (const list of lists) {
    const kept = list.filter(() => true);
    list.length = 0;
    for (const item of kept) list.push(item);
  }
  return copy;
}

function stepInto(value: unknown, step: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}
