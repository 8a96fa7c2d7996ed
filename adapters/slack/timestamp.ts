import { z } from 'zod';

/** A time of Slack's, in seconds; a message's is its id within the channel. */
export const timestamp = z.string().regex(/^\d{1,11}(\.\d{1,9})?$/);
