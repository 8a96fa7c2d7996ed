import { excerpt } from '../../domain/markdown.ts';
import type { TranscriptMessage } from '../../domain/message.ts';
import { enclosureWords } from '../../domain/staff-wording.ts';
import { isActive, type Ticket } from '../../domain/ticket.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext } from './layout.tsx';

/** What stands in the two fields before anybody writes. */
export interface UnsentText {
  reply: string;
  note: string;
  /** Which of the two is shown first. */
  show: 'reply' | 'note';
}

export const NOTHING_UNSENT: UnsentText = { reply: '', note: '', show: 'note' };

const ANSWERED_LENGTH = 60;

interface ComposerProps {
  context: PageContext;
  stored: StoredTicket;
  mayReply: boolean;
  /** The customer's messages that a reply can answer, the newest last. */
  answerable: TranscriptMessage[];
  unsent: UnsentText;
}

/**
 * Where staff write. A note is what one gets without choosing; a reply, which the customer reads, has to be chosen, looks
 * different and says so on its button.
 */
export function Composer({ context, stored, mayReply, answerable, unsent }: ComposerProps) {
  const { ticket, number } = stored;
  return (
    <section class="composer" aria-label="Write" data-part="composer">
      <div class="modes" role="radiogroup" aria-label="What to write">
        <Mode value="note" label="Note for staff" shown={unsent.show} />
        <Mode value="reply" label="Reply to the customer" shown={unsent.show} />
      </div>
      <p id="typing" role="status" />
      <Form context={context} action={commandAction(number, 'note')} class="write note" label="Note for staff">
        <label for="note-text">
          <strong>Note</strong> The customer never sees this.
        </label>
        <textarea id="note-text" name="text" rows={3} dir="auto" required>
          {unsent.note}
        </textarea>
        <button type="submit" class="button note">
          Save note
        </button>
      </Form>
      {mayReply ? (
        <Form
          context={context}
          action={commandAction(number, 'reply')}
          class="write reply"
          label="Reply to the customer"
        >
          <label for="reply-text">
            <strong>Reply</strong> <bdi>{ticket.customerName}</bdi> reads this.
          </label>
          <textarea
            id="reply-text"
            name="text"
            rows={4}
            dir="auto"
            required
            data-typing={`/console/tickets/${number}/typing`}
          >
            {unsent.reply}
          </textarea>
          <Answered messages={answerable} />
          <button type="submit" class="button primary">
            Send to customer
          </button>
        </Form>
      ) : (
        <p class="write reply empty">{whyNoReply(ticket)}</p>
      )}
    </section>
  );
}

/** Which of the customer's messages the reply answers: worth saying only where there are several. */
function Answered({ messages }: { messages: TranscriptMessage[] }) {
  if (messages.length < 2) return null;
  return (
    <label class="narrow">
      Answers{' '}
      <select id="reply-answers" name="messageId">
        <option value="" selected>
          what was said last
        </option>
        {messages.toReversed().map((message) => (
          <option value={message.id}>“{excerpt(messageWords(message), ANSWERED_LENGTH)}”</option>
        ))}
      </select>
    </label>
  );
}

function messageWords({ text, enclosures = [], attachments }: TranscriptMessage): string {
  const carried = [...enclosures.map(enclosureWords), ...attachments.map(({ name }) => name)];
  return text || carried.join(', ');
}

function whyNoReply(ticket: Ticket): string {
  if (!isActive(ticket)) return 'Reopen the ticket to reply.';
  return ticket.assignee === undefined ? 'Claim the ticket to reply.' : 'Only the assignee can reply.';
}

function Mode({ value, label, shown }: { value: UnsentText['show']; label: string; shown: UnsentText['show'] }) {
  return (
    <label class={value}>
      <input type="radio" name="mode" id={`mode-${value}`} value={value} checked={value === shown} />
      {label}
    </label>
  );
}
