import type { Child } from 'hono/jsx';
import type { StaffCommand, StaffMember } from '../../domain/staff.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { SNOOZE_HOURS, UNTIL_REPLY } from '../commands.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext } from './layout.tsx';

interface ActionsProps {
  context: PageContext;
  stored: StoredTicket;
  actions: ReadonlySet<StaffCommand['kind']>;
  colleagues: StaffMember[];
}

/** What can be done with the ticket beside writing. */
export function Actions({ context, stored, actions, colleagues }: ActionsProps) {
  const { ticket, number } = stored;
  const takesOver = ticket.assignee !== undefined;
  const others = colleagues.filter(({ id }) => id !== ticket.assignee?.id);
  const action = (kind: StaffCommand['kind'], children: Child) =>
    actions.has(kind) && (
      <Form context={context} action={commandAction(number, kind)} class="action">
        {children}
      </Form>
    );
  return (
    <section class="panel actions" aria-label="Actions" data-part="actions">
      <div class="row">
        {action('claim', <Button primary>{takesOver ? 'Take over' : 'Claim'}</Button>)}
        {action('resolve', <Button primary={!actions.has('claim')}>Resolve</Button>)}
        {action('reopen', <Button primary>Reopen</Button>)}
        {action('hand_back', <Button>Hand back to the bot</Button>)}
        {action('close', <Button>Close</Button>)}
      </div>
      {others.length > 0 && action('transfer', <Transfer colleagues={others} />)}
      {action('snooze', <Snooze />)}
      {action('set_importance', <Importance importance={ticket.importance} />)}
      {action('set_tags', <Tags tags={ticket.tags} />)}
    </section>
  );
}

function Button({ primary, children }: { primary?: boolean; children?: Child }) {
  return (
    <button type="submit" class={primary ? 'button primary' : 'button'}>
      {children}
    </button>
  );
}

function Transfer({ colleagues }: { colleagues: StaffMember[] }) {
  return (
    <>
      <label for="transfer-to">Transfer to</label>
      <select id="transfer-to" name="to" dir="auto">
        {colleagues.map(({ id, name }) => (
          <option value={id}>{name}</option>
        ))}
      </select>
      <Button>Transfer</Button>
    </>
  );
}

function Snooze() {
  return (
    <>
      <label for="snooze-hours">Snooze</label>
      <select id="snooze-hours" name="hours">
        {SNOOZE_HOURS.map((hours) => (
          <option value={hours}>{hours < 24 ? `for ${hours} h` : `for ${hours / 24} d`}</option>
        ))}
        <option value={UNTIL_REPLY}>until the customer writes</option>
      </select>
      <Button>Snooze</Button>
    </>
  );
}

function Importance({ importance }: { importance: number }) {
  return (
    <>
      <label for="importance">Importance</label>
      <select id="importance" name="importance">
        {[1, 2, 3, 4, 5].map((value) => (
          <option value={value} selected={value === importance}>
            {value}
          </option>
        ))}
      </select>
      <Button>Set</Button>
    </>
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <>
      <label for="tags">Tags</label>
      <input
        type="text"
        id="tags"
        name="tags"
        value={tags.join(', ')}
        placeholder="None; parted by commas"
        dir="auto"
      />
      <Button>Set</Button>
    </>
  );
}
