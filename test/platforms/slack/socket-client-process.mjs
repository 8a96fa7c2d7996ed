/** Holds one Socket Mode connection and says when it has it; whatever ends it, ends this process as Node does by default. */

import { SocketModeClient } from '@slack/socket-mode';

const client = new SocketModeClient({
  appToken: process.env.SLACK_APP_TOKEN,
  clientPingTimeout: 50,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
await client.start();
process.stdout.write('connected\n');
