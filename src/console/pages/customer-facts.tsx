import { channelName } from '../../domain/channel-name.ts';
import { languageName, type Mood, moodOf, REASON_WORDS } from '../../domain/staff-wording.ts';
import type { Ticket } from '../../domain/ticket.ts';

/** The colour of each mood. */
const MOOD_TONES: Record<Mood, string> = { Upset: 'bad', Unhappy: 'low', Neutral: 'even', Friendly: 'good' };

/** Who the customer of a ticket is, in which mood, and why the bot handed over. */
export function CustomerFacts({ ticket }: { ticket: Ticket }) {
  const mood = moodOf(ticket);
  return (
    <>
      <bdi>{ticket.customerName}</bdi>
      <span>{REASON_WORDS[ticket.reason]}</span>
      <span class={`mood ${MOOD_TONES[mood]}`}>{mood}</span>
      {ticket.urgentWords && <span>Says it is urgent</span>}
      <span>{channelName(ticket.channel)}</span>
      <span>{languageName(ticket.locale)}</span>
    </>
  );
}
