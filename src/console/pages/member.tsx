import { channelName } from '../../domain/channel-name.ts';
import type { StaffMember } from '../../domain/staff.ts';
import type { StaffIdentity } from '../../ports/staff.ts';
import { Form, type PageContext, renderPage } from './layout.tsx';
import { LinkOnce, type NameAndRole, NameAndRoleFields, type NewLink } from './staff.tsx';

export interface MemberView {
  member: StaffMember;
  /** How many tickets are assigned to them. */
  tickets: number;
  /** Where they work beside the console. */
  identities: StaffIdentity[];
  /** Who else is on the staff. */
  others: StaffMember[];
  link?: NewLink | undefined;
  /** A change that was refused, as it was asked for. */
  wanted?: NameAndRole | undefined;
}

/** One staff member, with all that an admin can do about them. */
export function renderMember(context: PageContext, view: MemberView) {
  const { member, link } = view;
  return renderPage({
    context,
    section: 'staff',
    title: member.name,
    children: (
      <>
        <p>
          <a href="/console/staff">All staff</a>
        </p>
        <h1>
          <bdi>{member.name}</bdi>
        </h1>
        {link !== undefined && <LinkOnce link={link} />}
        <Change context={context} view={view} />
        <NewSignInLink context={context} member={member} />
        <Identities context={context} view={view} />
        <Removal context={context} view={view} />
      </>
    ),
  });
}

function actionFor({ id }: StaffMember, what = ''): string {
  return `/console/staff/${encodeURIComponent(id)}${what}`;
}

function Change({ context, view: { member, wanted = member } }: { context: PageContext; view: MemberView }) {
  const isOwn = member.id === context.staff.id;
  return (
    <section class="panel">
      <h2>Name and role</h2>
      <p>
        Both hold at once, on pages that are open too. What was done before stays under the old name.
        {isOwn && ' Your own role is for another admin to change.'}
      </p>
      <Form context={context} action={actionFor(member)} class="invite">
        <NameAndRoleFields name={wanted.name} role={isOwn ? member.role : wanted.role} ownRole={isOwn} />
        <button type="submit" class="button primary">
          Save
        </button>
      </Form>
    </section>
  );
}

function NewSignInLink({ context, member }: { context: PageContext; member: StaffMember }) {
  return (
    <section class="panel">
      <h2>Sign-in link</h2>
      <p>A new one works once, within an hour, and ends the one before it. Whoever is signed in stays so.</p>
      <Form context={context} action={actionFor(member, '/link')}>
        <button type="submit" class="button">
          Make a sign-in link
        </button>
      </Form>
    </section>
  );
}

/** How the same person is known elsewhere, and the way to join two that are one. */
function Identities({ context, view: { member, identities, others } }: { context: PageContext; view: MemberView }) {
  return (
    <section class="panel">
      <h2>Also known as</h2>
      {identities.length === 0 ? (
        <p>Known in the console alone.</p>
      ) : (
        <ul>
          {identities.map(({ platform, account, userKey }) => (
            <li>
              {channelName(platform)}: <code>{userKey}</code> in <code>{account}</code>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Form context={context} action={actionFor(member, '/merge')} class="invite">
          <label class="invite-field">
            The same person as
            <select name="into" dir="auto">
              {others.map(({ id, name, role }) => (
                <option value={id}>
                  {name} ({role})
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="button">
            Join them
          </button>
        </Form>
      )}
    </section>
  );
}

function Removal({ context, view: { member, tickets } }: { context: PageContext; view: MemberView }) {
  if (member.id === context.staff.id) {
    return (
      <section class="panel">
        <h2>Remove</h2>
        <p>You cannot remove yourself: ask another admin.</p>
      </section>
    );
  }
  return (
    <section class="panel">
      <h2>Remove</h2>
      <p>
        <bdi>{member.name}</bdi> is signed out everywhere at once. {describeTickets(tickets)} What they did stays under
        their name.
      </p>
      <Form context={context} action={actionFor(member, '/remove')} class="removal">
        <label>
          <input type="checkbox" name="confirmed" value="yes" required /> Yes, take <bdi>{member.name}</bdi> off the
          staff
        </label>
        <button type="submit" class="button danger">
          Remove
        </button>
      </Form>
    </section>
  );
}

function describeTickets(tickets: number): string {
  if (tickets === 0) return 'No tickets are assigned to them.';
  const theirs = tickets === 1 ? 'The ticket assigned to them goes' : `The ${tickets} tickets assigned to them go`;
  return `${theirs} back into the queue; customers notice nothing.`;
}
