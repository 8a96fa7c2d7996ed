/** What `--root` of a command that is about a desk at work says of itself. */
export const DESK_FOLDER = 'the folder of the desk, with its .env; relative paths in it are meant from there';

/**
 * Goes to the folder of a desk: its `.env`, content and data are found as if the command had been given there.
 * @throws Error when there is no such folder, or it cannot be entered
 */
export function enterDeskFolder(folder: string): void {
  try {
    process.chdir(folder);
  } catch (cause) {
    throw new Error(`${folder} is no folder that can be entered: name that of your desk.`, { cause });
  }
}
