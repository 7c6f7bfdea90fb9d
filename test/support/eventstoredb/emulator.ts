import {
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import * as gossip from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import * as features from '@eventstore/db-client/generated/serverfeatures_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { type IStreamsServer, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { append, batchAppend } from './appending';
import type { TestCertificate } from './certificate';
import { Log } from './log';
import { nameOf, toServiceError } from './messages';
import { type Leader, Misbehaviour } from './misbehaviour';
import { read, type ReadCall, subscribe } from './reading';

export interface EmulatorOptions {
  /** Over TLS with this certificate; in the clear when absent. */
  readonly certificate?: TestCertificate;
  /** The only user that may do anything; anybody when absent. */
  readonly user?: { readonly name: string; readonly password: string };
  /** Events that it holds already, as another member of its cluster does. */
  readonly log?: Log;
}

/** A server that speaks EventStoreDB's protocol: a test tool, see its README. */
export class Emulator {
  readonly misbehaviour = new Misbehaviour();
  /** Members that it names to those who look for a leader; itself alone when empty. */
  members: Leader[] = [];
  /** Events sent to readers, and to subscribers, so far. */
  readonly sent = { toReaders: 0, toSubscribers: 0 };
  port = 0;
  readonly log: Log;
  private server: Server | undefined;
  private readonly subscriptions = new Set<ReadCall>();

  constructor(private readonly options: EmulatorOptions = {}) {
    this.log = options.log ?? new Log();
  }

  static async start(options: EmulatorOptions = {}): Promise<Emulator> {
    const emulator = new Emulator(options);
    await emulator.start();
    return emulator;
  }

  get url(): string {
    const { certificate, user } = this.options;
    return `esdb://${user ? `${user.name}:${user.password}@` : ''}127.0.0.1:${this.port}?tls=${certificate !== undefined}`;
  }

  /** Number of subscriptions that are under way. */
  get subscribers(): number {
    return this.subscriptions.size;
  }

  /** Ends all subscriptions in order, or with an error. */
  endSubscriptions(how: 'end' | 'error'): void {
    for (const call of [...this.subscriptions]) {
      if (how === 'end') call.end();
      else call.emit('error', toServiceError(status.UNAVAILABLE, 'ended on command'));
    }
  }

  /** Starts, at the port at which it was before. */
  async start(): Promise<void> {
    const { certificate } = this.options;
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    this.serve(server);
    const credentials = certificate
      ? ServerCredentials.createSsl(null, [{ cert_chain: certificate.pem, private_key: certificate.key }])
      : ServerCredentials.createInsecure();
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) => (error ? reject(error) : resolve(port)));
    });
    this.server = server;
  }

  /** Ends all connections without a word; what it holds is there again when it starts. */
  async die(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.forceShutdown();
    this.subscriptions.clear();
    await new Promise(setImmediate);
  }

  private serve(server: Server): void {
    const { log, misbehaviour } = this;
    const streamsService: IStreamsServer = {
      read: (call: ReadCall) => {
        call.on('error', () => undefined);
        const refused = this.refusal(call.metadata);
        if (refused) return void call.emit('error', refused);
        if (misbehaviour.mute) return;
        if (!call.request.getOptions()?.hasSubscription()) {
          return void read(call, log, misbehaviour, () => this.sent.toReaders++);
        }
        this.subscriptions.add(call);
        void subscribe(call, log, () => this.sent.toSubscribers++).finally(() => this.subscriptions.delete(call));
      },
      append: (call, answer) => append(call, answer, log),
      batchAppend: (call) => {
        const refused = this.refusal(call.metadata);
        if (refused) return void call.emit('error', refused);
        batchAppend(call, log, misbehaviour);
      },
      delete: (call, answer) => {
        log.delete(nameOf(call.request.getOptions()?.getStreamIdentifier()));
        answer(null, new streams.DeleteResp().setNoPosition(new shared.Empty()));
      },
      tombstone: (call, answer) => {
        log.tombstone(nameOf(call.request.getOptions()?.getStreamIdentifier()));
        answer(null, new streams.TombstoneResp().setNoPosition(new shared.Empty()));
      },
    };
    server.addService(StreamsService, streamsService);
    server.addService(ServerFeaturesService as never, { getSupportedMethods: supportedMethods });
    server.addService(GossipService as never, { read: this.readGossip });
  }

  private readonly readGossip: handleUnaryCall<shared.Empty, gossip.ClusterInfo> = (_call, answer) => {
    if (this.misbehaviour.mute) return;
    const members = this.members.length > 0 ? this.members : [{ address: '127.0.0.1', port: this.port }];
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const infos = members.map((member, index) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(crypto.randomUUID()))
        .setState(index === 0 ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(member.address).setPort(member.port)),
    );
    answer(null, new gossip.ClusterInfo().setMembersList(infos));
  };

  private refusal(metadata: Metadata): ServiceError | undefined {
    const { user } = this.options;
    if (!user) return undefined;
    const given = metadata.get('authorization')[0];
    const basic = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
    return given === basic ? undefined : toServiceError(status.UNAUTHENTICATED, 'Bad HTTP status code: 401');
  }
}

const supportedMethods: handleUnaryCall<shared.Empty, features.SupportedMethods> = (_call, answer) => {
  const service = 'event_store.client.streams.streams';
  const methods = ['append', 'batchappend', 'delete', 'read', 'tombstone'].map((name) =>
    new features.SupportedMethod().setServiceName(service).setMethodName(name),
  );
  answer(null, new features.SupportedMethods().setEventStoreServerVersion('23.10.0').setMethodsList(methods));
};
