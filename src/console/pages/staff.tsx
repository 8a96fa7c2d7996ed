import { STAFF_ROLES, type StaffMember, type StaffRole } from '../../domain/staff.ts';
import { Form, type PageContext, renderPage } from './layout.tsx';

/** A sign-in link just made, which is shown this once. */
export interface NewLink {
  name: string;
  href: string;
}

const ROLE_WORDS: Record<StaffRole, string> = {
  agent: 'claims and answers tickets',
  lead: 'also takes tickets over from others',
  admin: 'also sees to content and staff',
};

/** Who works here, and the way to invite somebody. */
export function renderStaff(context: PageContext, members: StaffMember[], link: NewLink | undefined) {
  return renderPage({
    context,
    section: 'staff',
    title: 'Staff',
    children: (
      <>
        <h1>Staff</h1>
        {link !== undefined && <LinkOnce link={link} />}
        <Invite context={context} />
        <Members context={context} members={members} />
      </>
    ),
  });
}

function LinkOnce({ link }: { link: NewLink }) {
  return (
    <section class="panel link-once" aria-label="New sign-in link">
      <h2>
        Sign-in link for <bdi>{link.name}</bdi>
      </h2>
      <p>It works once, within 7 days, and is shown only now. Pass it on privately.</p>
      <input class="link" type="text" readonly value={link.href} aria-label="Sign-in link" />
    </section>
  );
}

function Invite({ context }: { context: PageContext }) {
  return (
    <section class="panel">
      <h2>Invite somebody</h2>
      <Form context={context} action="/console/staff" class="invite">
        <label class="invite-field">
          Name
          <input type="text" name="name" required maxlength={80} autocomplete="off" dir="auto" />
        </label>
        <label class="invite-field">
          Role
          <select name="role">
            {STAFF_ROLES.map((role) => (
              <option value={role}>
                {role}: {ROLE_WORDS[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button primary">
          Make a sign-in link
        </button>
      </Form>
    </section>
  );
}

function Members({ context, members }: { context: PageContext; members: StaffMember[] }) {
  return (
    <section class="panel">
      <h2>
        Members <span class="count">{members.length}</span>
      </h2>
      <ul class="members">
        {members.map((member) => (
          <li class="member">
            <span>
              <bdi class="author">{member.name}</bdi> <small>{member.role}</small>
            </span>
            <Form context={context} action={`/console/staff/${encodeURIComponent(member.id)}/link`}>
              <button type="submit" class="button quiet">
                New sign-in link
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
