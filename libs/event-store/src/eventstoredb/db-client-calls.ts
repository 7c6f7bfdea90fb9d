import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { ConnectionTarget, Host } from './connection-url';

/** The call by which a client sends all its appends, and gets their answers in whatever order. */
export type AppendCall = ReturnType<StreamsClient['batchAppend']>;
/** The call by which part of the log comes, or all that is ever added to it. */
export type ReadCall = ReturnType<StreamsClient['read']>;

/**
 * What is used of the client: finding a server, its certificates and users, the channel, which it never closes by itself
 * (the next client would share its broken connection), and calls to it. What goes through the calls is made and read in
 * the neighbours of this file: the client's own ways write every event twice, and keep one list of all clients' appends.
 */
export class Calls extends EventStoreDBClient {
  private channel: { close(): void } | undefined;

  /** @param endpoint the one server to talk to instead of those of the target */
  static to(target: ConnectionTarget, endpoint?: Host): Calls {
    const { hosts, discover, tls, credentials, tlsCaFile, userCertFile, userKeyFile, ...rest } = target;
    const { maxDiscoverAttempts, discoveryInterval, gossipTimeout, nodePreference, ...common } = rest;
    const discovery = { maxDiscoverAttempts, discoveryInterval, gossipTimeout, nodePreference };
    const file = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
    const channel = {
      insecure: !tls,
      ...(tls && {
        rootCertificate: file(tlsCaFile),
        userCertFile: file(userCertFile),
        userKeyFile: file(userKeyFile),
      }),
    };
    const [first] = hosts;
    if (endpoint !== undefined) return new Calls({ endpoint, ...common }, channel, credentials).watched();
    if (discover) return new Calls({ discover: first, ...discovery, ...common }, channel, credentials).watched();
    if (hosts.length > 1) {
      return new Calls({ endpoints: [...hosts], ...discovery, ...common }, channel, credentials).watched();
    }
    return new Calls({ endpoint: first, ...common }, channel, credentials).watched();
  }

  /** Without a limit of time: its single appends have one. */
  openAppends(): Promise<AppendCall> {
    const args = this.callArguments({ requiresLeader: true }, { deadline: Infinity });
    return this.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) => client.batchAppend(...args))();
  }

  openRead(request: ReadReq, options: { readonly requiresLeader?: boolean } = {}): Promise<ReadCall> {
    const args = this.callArguments(options, { deadline: Infinity });
    return this.GRPCStreamCreator(StreamsClient, 'read', (client) => client.read(request, ...args))();
  }

  closeChannel(): void {
    this.channel?.close();
  }

  /** Takes note of the channel from now on. */
  private watched(): this {
    const open = this.getChannel;
    this.getChannel = async () => {
      const channel = await open();
      this.channel = channel;
      return channel;
    };
    return this;
  }
}
