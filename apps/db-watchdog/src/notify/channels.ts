import type { NotifyConfig } from '../config/watchdog-config.ts';
import type { Message } from './message.ts';
import { slackText } from './message-text.ts';
import type { ChannelName } from './queued-message.ts';
import { runCommand } from './run-command.ts';
import { type Delivery, postJson, signatureOf } from './send-webhook.ts';

/** Delivers one message. Never rejects. */
export type Channel = (message: Message) => Promise<Delivery>;

const TIMEOUT_MS = 10_000;
const COMMAND_TIMEOUT_MS = 30_000;

/** The channels that the configuration names. */
export function channelsOf({ webhook, slackUrl, command }: NotifyConfig): ReadonlyMap<ChannelName, Channel> {
  const channels = new Map<ChannelName, Channel>();
  if (webhook !== null) {
    channels.set('webhook', (message) => {
      const body = JSON.stringify(message);
      const signed =
        webhook.secret === null ? {} : { 'x-plumbline-signature': signatureOf(body, webhook.secret, new Date()) };
      return postJson({
        url: webhook.url,
        body,
        headers: { 'x-plumbline-event': message.event, 'x-plumbline-delivery': message.id, ...signed },
        timeoutMs: TIMEOUT_MS,
      });
    });
  }
  if (slackUrl !== null) {
    channels.set('slack', (message) =>
      postJson({ url: slackUrl, body: JSON.stringify({ text: slackText(message) }), timeoutMs: TIMEOUT_MS }),
    );
  }
  if (command !== null) channels.set('command', (message) => runCommand(command, message, COMMAND_TIMEOUT_MS));
  return channels;
}
