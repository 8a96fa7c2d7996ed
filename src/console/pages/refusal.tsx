import { renderEntrance } from './sign-in.tsx';

/** Why a request was refused and what to do, by its HTTP status. */
export function refusalText(status: number): string {
  if (status === 403)
    return 'This was sent from a page that is not the console. Open the console itself, and try again.';
  if (status === 404) return 'There is nothing here: the address may be old or mistyped.';
  if (status === 405) return 'Nothing here can be used in this way.';
  if (status === 413) return 'That is more than the desk takes at once: at most 1 MB.';
  if (status < 500) return 'This request could not be read. Go back, reload the page, and try again.';
  return 'Something went wrong on our side; the log says what. Nothing you sent before is lost: try again.';
}

/** A page that says why a request was refused, with the way back. */
export function renderRefusal(status: number, message: string) {
  return renderEntrance(
    status === 404 ? 'There is no such page' : 'This did not work',
    <>
      <p>{message}</p>
      <p>
        <a href="/console">Go to the queue</a>
      </p>
    </>,
  );
}
