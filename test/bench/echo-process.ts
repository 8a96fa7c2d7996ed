/** Runs the echo bots that its arguments name, all in this process, until it is killed or the bench has ended. */

import { ECHO_BOTS } from './echo-bots.ts';

process.once('disconnect', () => process.exit());
const named = process.argv.slice(2);
const bots = Object.entries(ECHO_BOTS).filter(([name]) => named.includes(name));
await Promise.all(bots.map(([, start]) => start(process.env)));
