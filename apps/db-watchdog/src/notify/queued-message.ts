import type { Message } from './message.ts';

export type ChannelName = 'webhook' | 'slack' | 'command';
export const channelNames: readonly ChannelName[] = ['webhook', 'slack', 'command'];

/** A message on its way to one channel. */
export interface QueuedMessage {
  readonly channel: ChannelName;
  readonly message: Message;
  readonly attempts: number;
  /** ISO 8601: not before. */
  readonly nextAt: string;
}
