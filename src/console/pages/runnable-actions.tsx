import type { RunnableAction } from '../../domain/actions/runnable-actions.ts';
import { INPUT_PREFIX } from '../commands.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext } from './layout.tsx';

interface RunnableActionsProps {
  context: PageContext;
  number: number;
  actions: RunnableAction[];
  /** Whether any are offered, and those that change something too. */
  mayRun: boolean;
  mayWrite: boolean;
}

/** What other systems can be asked for this ticket, or have done: a form each, closed until it is wanted; nothing where the desk has none. */
export function RunnableActions({ context, number, actions, mayRun, mayWrite }: RunnableActionsProps) {
  if (actions.length === 0) return null;
  const offered = actions.filter(({ writes }) => mayRun && (mayWrite || !writes));
  return (
    <section class="panel" data-part="runnable">
      <h2>Other systems</h2>
      {offered.map((action) => (
        <details class="runnable">
          <summary dir="auto">{action.description ?? action.name}</summary>
          <Form context={context} action={commandAction(number, 'run_action')} class="stacked">
            <input type="hidden" name="action" value={action.name} />
            {action.inputs.map(({ name, value }) => (
              <Input id={`${action.name}-${name}`} name={name} value={value} />
            ))}
            {action.writes && (
              <label>
                <input type="checkbox" name="agrees" required /> Yes, change it
              </label>
            )}
            <button type="submit" class="button">
              {action.writes ? 'Have it done' : 'Look it up'}
            </button>
          </Form>
        </details>
      ))}
      {!mayRun && <p class="empty">None while the ticket is over.</p>}
      {mayRun && !mayWrite && actions.some(({ writes }) => writes) && (
        <p class="empty">Whoever claims the ticket can also have things changed.</p>
      )}
    </section>
  );
}

function Input({ id, name, value }: { id: string; name: string; value: string }) {
  return (
    <>
      <label for={id}>{name.replaceAll('_', ' ')}</label>
      <input type="text" id={id} name={`${INPUT_PREFIX}${name}`} value={value} maxlength={500} dir="auto" required />
    </>
  );
}
