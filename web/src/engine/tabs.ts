/**
 * The channels between the tabs of one origin: one on which followers speak to the leader, one on which
 * the leader speaks to all, and one for each tab on which it gets its own answers (so that a large answer
 * is not copied into every tab).
 */
import type { FromWorker, ToWorker } from './protocol.js';

const toLeader = 'pannier-leader';
const toAll = 'pannier-all';
const toTab = (tab: string): string => `pannier-tab-${tab}`;

/** Where the leader's worker hears its followers and answers them. */
export class LeaderChannels {
  private readonly inbox = new BroadcastChannel(toLeader);
  private readonly all = new BroadcastChannel(toAll);
  private readonly tabs = new Map<string, BroadcastChannel>();

  constructor(onMessage: (message: ToWorker) => void) {
    this.inbox.onmessage = (event: MessageEvent<ToWorker>) => {
      onMessage(event.data);
    };
  }

  broadcast(message: FromWorker): void {
    this.all.postMessage(message);
  }

  answer(tab: string, message: FromWorker): void {
    let channel = this.tabs.get(tab);
    if (!channel) {
      channel = new BroadcastChannel(toTab(tab));
      this.tabs.set(tab, channel);
    }
    channel.postMessage(message);
  }

  forget(tab: string): void {
    this.tabs.get(tab)?.close();
    this.tabs.delete(tab);
  }

  close(): void {
    this.inbox.close();
    this.all.close();
    for (const channel of this.tabs.values()) channel.close();
    this.tabs.clear();
  }
}

/** A follower's end. A leading page closes it: its own worker speaks to it directly. */
export class FollowerChannels {
  private readonly outbox = new BroadcastChannel(toLeader);
  private readonly all = new BroadcastChannel(toAll);
  private readonly own: BroadcastChannel;

  constructor(tab: string, onMessage: (message: FromWorker) => void) {
    this.own = new BroadcastChannel(toTab(tab));
    const receive = (event: MessageEvent<FromWorker>): void => {
      onMessage(event.data);
    };
    this.all.onmessage = receive;
    this.own.onmessage = receive;
  }

  send(message: ToWorker): void {
    this.outbox.postMessage(message);
  }

  close(): void {
    this.outbox.close();
    this.all.close();
    this.own.close();
  }
}
