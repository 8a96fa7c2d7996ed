/** Answers to interactions; their token in the path is what lets a bot in. */

import { type Call, noContent, ok, type Route } from '../call.ts';
import { discordError } from '../errors.ts';
import { answerInteraction, answerMessage, deleteAnswer, editAnswer, followUp } from '../interactions.ts';
import { type Message, MessageFlag } from '../model.ts';
import { toWireMessage } from '../wire-message.ts';

export const interactionRoutes = {
  'POST /interactions/:interaction/:token/callback': (call) => {
    const message = answerInteraction(call.world, call.id('interaction'), call.param('token'), call.body, call.files);
    return call.query.get('with_response') === 'true' ? ok(toWireCallback(call, message)) : noContent;
  },

  'POST /webhooks/:application/:token': (call) => {
    requireApplication(call);
    return ok(toWireMessage(call.world, followUp(call.world, call.param('token'), call.body, call.files)));
  },

  'GET /webhooks/:application/:token/messages/:message': (call) => {
    requireApplication(call);
    return ok(toWireMessage(call.world, answerMessage(call.world, call.param('token'), call.param('message'))));
  },

  'PATCH /webhooks/:application/:token/messages/:message': (call) => {
    requireApplication(call);
    const edited = editAnswer(call.world, call.param('token'), call.param('message'), call.body, call.files);
    return ok(toWireMessage(call.world, edited));
  },

  'DELETE /webhooks/:application/:token/messages/:message': (call) => {
    requireApplication(call);
    deleteAnswer(call.world, call.param('token'), call.param('message'));
    return noContent;
  },
} satisfies Record<string, Route>;

function requireApplication(call: Call): void {
  if (call.id('application') !== call.world.applicationId) throw discordError('unknownWebhook');
}

function toWireCallback(call: Call, message: Message | undefined): object {
  const type = 'type' in call.body ? call.body.type : undefined;
  const interaction = call.world.interactions.get(call.param('token'));
  const about =
    message === undefined
      ? {}
      : {
          response_message_id: message.id,
          response_message_loading: (message.flags & MessageFlag.loading) !== 0,
          response_message_ephemeral: (message.flags & MessageFlag.ephemeral) !== 0,
        };
  return {
    interaction: { id: interaction?.id, type: interaction?.type, ...about },
    resource: { type, ...(message === undefined ? {} : { message: toWireMessage(call.world, message) }) },
  };
}
